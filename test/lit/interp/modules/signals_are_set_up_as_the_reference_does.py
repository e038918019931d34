import os
import signal


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


attempt(signal.setitimer, signal.ITIMER_REAL, -1, 0)
attempt(signal.pthread_sigmask, signal.SIG_BLOCK, [1 << 100])
attempt(signal.pthread_sigmask, signal.SIG_BLOCK, [0])
reader, writer = os.pipe()
os.set_blocking(writer, True)
try:
    signal.set_wakeup_fd(writer)
except ValueError as error:
    print(str(error).replace(str(writer), 'N'))
os.set_blocking(writer, False)
print(signal.set_wakeup_fd(writer), signal.set_wakeup_fd(-1) == writer)
attempt(signal.set_wakeup_fd, 987)

# A system call that the kernel goes on with is not seen to be interrupted.
calls = []
signal.signal(signal.SIGALRM, lambda *_: calls.append(len(calls)))
signal.siginterrupt(signal.SIGALRM, False)
signal.setitimer(signal.ITIMER_REAL, 0.05)
if os.fork() == 0:
    import time
    time.sleep(0.5)
    os.write(writer, b'x')
    os._exit(0)
print(os.read(reader, 1))
os.wait()
print(calls)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:itimer_error [Errno 22] Invalid argument
# CHECK-NEXT:ValueError signal number -1 out of range [1; 64]
# CHECK-NEXT:ValueError signal number 0 out of range [1; 64]
# CHECK-NEXT:the fd N must be in non-blocking mode
# CHECK-NEXT:-1 True
# CHECK-NEXT:OSError [Errno 9] Bad file descriptor
# CHECK-NEXT:b'x'
# CHECK-NEXT:[0]
# CHECK-NOT:{{.}}
