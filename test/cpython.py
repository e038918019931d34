#!/usr/bin/env python3
"""Runs CPython's own tests of a module under an interpreter and counts how many pass.

    test/cpython.py [--python build/bin/pystm-gil] [--timeout 60] [--log FILE] [--markdown] MODULE...

The tests come from the installed package of CPython 3.11's tests (Debian: libpython3.11-testsuite). Each module's tests run in
one process that writes down what became of each test; a test that crashes or takes too long counts as failed, and a new process
goes on behind it. Skipped tests are not counted: resources (network, much memory, long times) are off.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time


def run_child(module, results_name, skipped_name):
    """In the process under test: runs the module's tests, appends "begin|ok|fail|skip NAME" lines, then "end"."""
    import unittest
    from test import support
    support.use_resources = ()
    with open(skipped_name) as file:
        done = set(file.read().splitlines())
    results = open(results_name, "a", buffering=1)

    class Result(unittest.TestResult):
        bad = False

        def say(self, word, test):
            results.write(f"{word} {test.id()}\n".replace("\n", " ").rstrip() + "\n")

        def show(self, test, error):
            self.bad = True
            print("=" * 20, test.id(), flush=True)
            print(self._exc_info_to_string(error, test), flush=True)

        def startTest(self, test):
            self.bad = False
            self.skipped_now = False
            self.say("begin", test)

        def stopTest(self, test):
            self.say("fail" if self.bad else "skip" if self.skipped_now else "ok", test)

        def addError(self, test, error):
            self.show(test, error)
            if not isinstance(test, unittest.TestCase) and not hasattr(test, "_dt_test"):
                self.say("fail", test)

        addFailure = addError

        def addSkip(self, test, reason):
            self.skipped_now = True

        def addSubTest(self, test, subtest, error):
            if error is not None:
                self.show(subtest, error)

        def addUnexpectedSuccess(self, test):
            print("=" * 20, test.id(), "unexpected success", flush=True)
            self.bad = True

    def without(suite, names):
        left = unittest.TestSuite()
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                left.addTest(without(test, names))
            elif f"{test.id()}".replace("\n", " ").rstrip() not in names:
                left.addTest(test)
        return left

    try:
        suite = unittest.defaultTestLoader.loadTestsFromName("test." + module)
    except unittest.SkipTest:
        suite = unittest.TestSuite()
    suite = without(suite, done)
    result = Result()
    suite.run(result)
    results.write("end\n")
    results.close()


def measure(python, module, timeout, log, limit):
    """What became of each test, by name: ok, fail, skip, crash or hang."""
    outcome = {}
    begun_at = time.time()
    with tempfile.TemporaryDirectory() as folder:
        results_name = os.path.join(folder, "results")
        skipped_name = os.path.join(folder, "done")
        work = os.path.join(folder, "work")
        while True:
            os.makedirs(work, exist_ok=True)
            open(results_name, "w").close()
            with open(skipped_name, "w") as file:
                file.write("\n".join(outcome))
            process = subprocess.Popen(
                [*python.split(), os.path.abspath(__file__), "--child", module, results_name, skipped_name],
                cwd=work, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
            seen, last_change, hung = -1, time.time(), False
            while process.poll() is None:
                time.sleep(0.05)
                size = os.path.getsize(results_name)
                if size != seen:
                    seen, last_change = size, time.time()
                if time.time() - last_change > timeout or time.time() - begun_at > limit:
                    hung = True
                    os.killpg(process.pid, 9)
                    process.wait()
            try:
                os.killpg(process.pid, 9)
            except OSError:
                pass
            running, ended = None, False
            with open(results_name, errors="replace") as file:
                for line in file:
                    word, _, name = line.rstrip("\n").partition(" ")
                    if word == "begin":
                        running = name
                    elif word == "end":
                        ended = True
                    else:
                        outcome[name] = word if outcome.get(name) != "fail" else "fail"
                        running = None
            if ended or (running is None):
                if not ended:
                    outcome["(module)"] = "hang" if hung else "crash"
                return outcome
            outcome[running] = "hang" if hung else "crash"
            log.write(f"{'=' * 20} {running} {outcome[running]} {process.returncode}\n")
            log.flush()
            if time.time() - begun_at > limit:
                return outcome


def count(outcome, *words):
    return sum(1 for word in outcome.values() if word in words)


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "--child":
        return run_child(*sys.argv[2:])
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    parser.add_argument("--python", default=os.path.join(root, "build/bin/pystm-gil"))
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one test")
    parser.add_argument("--limit", type=float, default=600, help="seconds for one module")
    parser.add_argument("--log", default=os.devnull)
    parser.add_argument("--markdown", action="store_true", help="rows of a table")
    arguments = parser.parse_args()
    arguments.python = os.path.abspath(arguments.python)  # the tests run elsewhere
    if not os.path.exists("/usr/lib/python3.11/test/test_int.py"):
        sys.exit("CPython's tests are not installed (Debian: libpython3.11-testsuite)")
    total_run = total_passed = 0
    with open(arguments.log, "w") as log:
        for module in arguments.modules:
            log.write(f"{'#' * 20} {module}\n")
            log.flush()
            outcome = measure(arguments.python, module, arguments.timeout, log, arguments.limit)
            run, passed = count(outcome, "ok", "fail", "crash", "hang"), count(outcome, "ok")
            bad = ", ".join(f"{name}: {word}" for name, word in outcome.items() if word in ("crash", "hang"))
            if arguments.markdown:
                print(f"| `{module}` | {run} | {passed} |", flush=True)
            else:
                print(f"{module:28} run {run:5} passed {passed:5} {bad}", flush=True)
            total_run += run
            total_passed += passed
    print(f"{total_passed} of {total_run}")


if __name__ == "__main__":
    main()
