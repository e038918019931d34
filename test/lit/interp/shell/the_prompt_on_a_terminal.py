# On a terminal the prompt edits lines and keeps a history; statements go on over lines while a bracket, a string or a block is open;
# Ctrl-C takes back what was typed, or interrupts what runs, and the prompt goes on.
# RUN: env HOME=%t.home %reference_python %s %pystm_program
import os
import pty
import re
import select
import signal
import sys
import time

SECONDS = 40


class Terminal:
    def __init__(self, program):
        self.child, self.descriptor = pty.fork()
        if self.child == 0:
            os.environ["TERM"] = "xterm"
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whatever the test runner does with it
            os.execv(program, [program, "-q"])
        self.read = b""

    # What appears until the pattern does.
    def wait_for(self, pattern):
        end = time.monotonic() + SECONDS
        while not re.search(pattern, self.seen()):
            if time.monotonic() > end or not select.select([self.descriptor], [], [], SECONDS)[0]:
                sys.exit(f"no {pattern!r} in {self.seen()!r}")
            try:
                self.read += os.read(self.descriptor, 65536)
            except OSError:
                sys.exit(f"the end, and no {pattern!r} in {self.seen()!r}")
        seen, self.read = self.seen(), b""
        return seen

    def seen(self):
        return re.sub(r"\r|\x1b\[[0-9;?]*[a-zA-Z]", "", self.read.decode(errors="ignore"))

    def type(self, keys, pattern=r"\n(>>>|\.\.\.) $"):
        os.write(self.descriptor, keys.encode())
        return self.wait_for(pattern)


def check(seen, *wanted):
    for text in wanted:
        if text not in seen:
            sys.exit(f"{text!r} is not in {seen!r}")


try:
    for descriptor in pty.openpty():
        os.close(descriptor)
except OSError as error:
    sys.exit(f"no terminals on this machine: {error}" if os.path.exists("/dev/ptmx") else 0)
terminal = Terminal(sys.argv[1])
terminal.wait_for(">>> $")
check(terminal.type("6*7\r"), "42")
check(terminal.type("_ + 1\r"), "43")
check(terminal.type("\x1b[A\r"), "44")  # the line before once more
check(terminal.type("abc\x7f\x7f\x7f'edited'\r"), "'edited'")
check(terminal.type("'\u00e9\u20ac' * 2\r"), "'\u00e9\u20ac\u00e9\u20ac'")
check(terminal.type("x = [1,\r"), "... ")
terminal.type("2]\r")
check(terminal.type("x\r"), "[1, 2]")
check(terminal.type("y = (1 + \\\r"), "... ")
terminal.type("2)\r")
check(terminal.type("y\r"), "3")
check(terminal.type('"""a\r'), "... ")
check(terminal.type('b"""\r'), r"'a\nb'")
terminal.type("def spin():\r")
terminal.type("    print('spin' + 'ning')\r")
terminal.type("    while True: pass\r")
terminal.type("\r")
terminal.type("spin()\r", "spinning")
check(terminal.type("\x03"), "Traceback (most recent call last):", "in spin", "KeyboardInterrupt")
terminal.type("half a line", "half a line")
seen = terminal.type("\x03")
check(seen, "\nKeyboardInterrupt\n")
if "Traceback" in seen:
    sys.exit(seen)
terminal.type("def f(:\r")
terminal.type("def f():\r")
check(terminal.type("\x03"), "\nKeyboardInterrupt\n", ">>> ")
check(terminal.type("1/0\r"), "ZeroDivisionError: division by zero")
terminal.type("input('name? ')\r", r"name\? $")
check(terminal.type("Bob\r"), "'Bob'")
os.write(terminal.descriptor, b"raise SystemExit(3)\r")
while True:
    try:
        if not os.read(terminal.descriptor, 4096):
            break
    except OSError:
        break
status = os.waitstatus_to_exitcode(os.waitpid(terminal.child, 0)[1])
if status != 3:
    sys.exit(f"status {status}")
