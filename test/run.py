#!/usr/bin/env python3
"""Runs all tests of a build tree and counts them.

The GoogleTest programs come from the list that test/unit/CMakeLists.txt writes, the rest from lit;
each test case counts once. The last line reads "N passed, M failed", and the exit status is 0 only
when M is 0 and something ran. A failed test is not tried again.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

UNIT_SECONDS = 900  # for one GoogleTest program
LIT_PASSED = {"PASS", "XFAIL"}
LIT_SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def run_unit_program(program, scratch):
    """Returns (passed, names of the failed) of one GoogleTest program."""
    name = pathlib.Path(program).name
    report = pathlib.Path(scratch) / (name + ".json")
    try:
        result = subprocess.run(
            [program, "--gtest_brief=1", f"--gtest_output=json:{report}"],
            timeout=UNIT_SECONDS,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            errors="replace",
            text=True,
        )
        status, output = result.returncode, result.stdout
    except subprocess.TimeoutExpired as timeout:
        captured = timeout.stdout or b""
        output = captured if isinstance(captured, str) else captured.decode(errors="replace")
        status = f"no end after {UNIT_SECONDS} seconds"
    except OSError as error:
        output, status = "", str(error)

    passed, failed = 0, []
    if report.exists():
        for suite in json.loads(report.read_text())["testsuites"]:
            for case in suite["testsuite"]:
                if case.get("result") != "COMPLETED":
                    continue
                if case.get("failures"):
                    failed.append(f"{name}: {suite['name']}.{case['name']}")
                else:
                    passed += 1
    # A program that died wrote no report, so its cases are unknown: it counts as one failure.
    if status != 0 and not failed:
        failed.append(f"{name}: ended with status {status}")
    if failed:
        print(output)
    print(f"{name}: {passed} passed, {len(failed)} failed", flush=True)
    return passed, failed


def run_unit_tests(build):
    listing = build / "test" / "unit-tests.txt"
    programs = listing.read_text().split() if listing.exists() else []
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        for program in programs:
            more_passed, more_failed = run_unit_program(program, scratch)
            passed += more_passed
            failed += more_failed
    return passed, failed


def run_lit_tests(build, only):
    suites = sorted(path.parent for path in build.glob("test/lit*/lit.site.cfg.py"))
    report = build / "test" / "lit" / "results.json"
    report.unlink(missing_ok=True)
    command = ["lit-22", "-sv", "-j", str(os.cpu_count()), "--output", str(report), *map(str, suites)]
    if only:
        command += ["--filter", only]
    status = subprocess.run(command).returncode
    if not report.exists():
        return 0, [f"lit ended with status {status} and without a report"], 0
    passed, failed, skipped = 0, [], 0
    for test in json.loads(report.read_text())["tests"]:
        if test["code"] in LIT_PASSED:
            passed += 1
        elif test["code"] in LIT_SKIPPED:
            skipped += 1
        else:
            failed.append(f"{test['code']}: {test['name']}")
    return passed, failed, skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    parser.add_argument("--lit-only", metavar="REGEX", help="only the lit tests that match")
    arguments = parser.parse_args()
    build = arguments.build.resolve()

    passed, failed = (0, []) if arguments.lit_only else run_unit_tests(build)
    lit_passed, lit_failed, skipped = run_lit_tests(build, arguments.lit_only)
    passed += lit_passed
    failed += lit_failed

    for name in failed:
        print("FAILED", name)
    if skipped:
        print(f"{skipped} tests do not apply to this build")
    print(f"{passed} passed, {len(failed)} failed", flush=True)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
