#!/usr/bin/env python3
"""Runs three Python programs under python3, pystm-gil and pystm, each with one and two threads, checks that all answers are
equal, and prints a table of times and ratios with what it shows.

All take turns in every round, so that whatever else the machine does meets all of them; the figures are medians. A
program that takes long is run fewer times, and one that does not end in time has no figure.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from demo import NOISE, compared, text_files

PROGRAMS = pathlib.Path(__file__).resolve().parent / "python"
EXAMPLES = ["web_server", "mandelbrot", "word_statistics"]
# What `--smoke` has them do: little work, to see that all is well.
SMOKE = {"web_server": ["--requests", "60"], "mandelbrot": ["--size", "40"], "word_statistics": ["--lines", "2000"]}
THREADS = [1, 2]
RUN_SECONDS = 120
# No new round begins for a program after this.
PROGRAM_SECONDS = 60


def interpreters(build):
    """The three, by name."""
    found = {"python3": "python3.11", "pystm-gil": build / "bin" / "pystm-gil", "pystm": build / "bin" / "pystm"}
    for name in ("pystm-gil", "pystm"):
        if not found[name].exists():
            sys.exit(f"demo: {found[name]} is not there; `./bootstrap build` builds it")
    return found


def run_once(command):
    """What the program prints, or None if it did not end in time; ends this program when that one failed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("STM_", "PYTHON"))}
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, env=environment)
    except FileNotFoundError:
        sys.exit(f"demo: {command[0]} is not there; Debian's package python3 brings it")
    except subprocess.TimeoutExpired:
        return None
    if result.returncode != 0:
        sys.exit(f"demo: {' '.join(map(str, command))} failed:\n{result.stderr}")
    return json.loads(result.stdout)


def measure(programs, example, rounds, work):
    """The median seconds of each (interpreter, threads), None where it took too long, and the one answer. `work`: arguments that
    say how much there is to do."""
    arguments = work + (text_files() if example == "word_statistics" else [])
    seconds = {(name, threads): [] for name in programs for threads in THREADS}
    answers = {}
    begin = time.monotonic()
    for _ in range(rounds):
        for (name, threads), times in seconds.items():
            if times is None:
                continue
            outcome = run_once([programs[name], PROGRAMS / f"{example}.py", "--threads", str(threads), *arguments])
            if outcome is None:
                seconds[name, threads] = None
                continue
            answers.setdefault(outcome["answer"], f"{name} with {threads} threads")
            if len(answers) > 1:
                lines = [f"  {who}: {answer}" for answer, who in answers.items()]
                sys.exit(f"demo: {example}: the answers differ\n" + "\n".join(lines))
            times.append(outcome["seconds"])
        if time.monotonic() - begin > PROGRAM_SECONDS:
            break
    return {key: statistics.median(times) if times else None for key, times in seconds.items()}, next(iter(answers), None)


def verdict(example, seconds):
    """What the figures of one program show, in a sentence."""
    one, two, gil, python = (seconds[key] for key in (("pystm", 1), ("pystm", 2), ("pystm-gil", 2), ("python3", 2)))
    if None in (one, two, gil, python):
        return f"{example}: no figure, since a run took longer than {RUN_SECONDS} s."
    loss = "a loss: " if two > min(gil, python) * (1 + NOISE) else ""
    return (
        f"{example}: {loss}with two threads pystm is {compared(two, one)} with one, {compared(two, gil)} pystm-gil "
        f"with two, and {compared(two, python)} python3 with two."
    )


def cell(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def print_table(results):
    columns = list(next(iter(results.values())))
    base = columns[0]
    rows = [["seconds"] + [f"{name} {threads}" for name, threads in columns]]
    for example, seconds in results.items():
        rows.append([example] + [cell(seconds[column], 3) for column in columns])
    rows.append([f"relative to {base[0]} {base[1]}"] + [""] * len(columns))
    for example, seconds in results.items():
        ratios = [seconds[c] / seconds[base] if seconds[c] and seconds[base] else None for c in columns]
        rows.append([example] + [cell(ratio, 2) for ratio in ratios])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, of which the median")
    parser.add_argument("--smoke", action="store_true", help="little work, once: a test, no measurement")
    parser.add_argument("examples", nargs="*", default=EXAMPLES, metavar="example")
    arguments = parser.parse_args()
    programs = interpreters(arguments.build.resolve())
    if arguments.smoke:
        arguments.rounds = 1

    results = {}
    for example in arguments.examples:
        results[example], answer = measure(
            programs, example, arguments.rounds, SMOKE[example] if arguments.smoke else []
        )
        print(f"{example}: all interpreters answer: {answer}", flush=True)

    processors = len(os.sched_getaffinity(0))
    print(f"\nMedians of {arguments.rounds} rounds on {processors} processors; column: interpreter, threads.\n")
    print_table(results)
    print()
    for example, seconds in results.items():
        print(verdict(example, seconds))
    print("\nThe programs are the same, and so is the library: Debian's modules in Python.")


if __name__ == "__main__":
    main()
