#!/usr/bin/env python3
"""Runs the examples built without protection, under one mutex and with atomic regions, checks that
all answers are equal, and prints a table of times and ratios with what it shows.

The three builds take turns in every round, so that whatever else the machine does meets all of
them; the figures are medians. `plain` is the sequential program: time of one thread, no lock.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

EXAMPLES = ["word_count", "bank", "red_black_tree", "k_means"]
TEXTS = pathlib.Path("/usr/share/games/fortunes")
RUN_SECONDS = 120
# A ratio within this of 1 counts as equal: medians of a few runs on a busy machine say no more.
NOISE = 0.05


def text_files():
    files = sorted(p for p in TEXTS.glob("*") if not p.suffix and p.is_file() and not p.is_symlink())
    if not files:
        sys.exit(f"demo: no text in {TEXTS}; Debian's package `fortunes` brings it")
    return [str(path) for path in files]


def run_once(build, example, variant, threads, arguments):
    program = build / "bin" / f"{example}_{variant}"
    try:
        result = subprocess.run(
            [program, str(threads), *arguments], capture_output=True, text=True, timeout=RUN_SECONDS
        )
    except FileNotFoundError:
        sys.exit(f"demo: {program} is not there; `./bootstrap build` builds it")
    except subprocess.TimeoutExpired:
        sys.exit(f"demo: {program.name} with {threads} threads did not end in {RUN_SECONDS} s")
    if result.returncode != 0:
        sys.exit(f"demo: {program.name} with {threads} threads failed:\n{result.stderr}")
    return json.loads(result.stdout)


def measure(build, example, configurations, rounds):
    """Returns the median seconds of each (variant, threads); ends the program when answers differ."""
    arguments = text_files() if example == "word_count" else []
    seconds = {configuration: [] for configuration in configurations}
    answers = {}
    for _ in range(rounds):
        for variant, threads in configurations:
            outcome = run_once(build, example, variant, threads, arguments)
            answers.setdefault(outcome["answer"], f"{variant} with {threads} threads")
            if len(answers) > 1:
                lines = [f"  {who}: {answer}" for answer, who in answers.items()]
                sys.exit(f"demo: {example}: the answers differ\n" + "\n".join(lines))
            seconds[variant, threads].append(outcome["seconds"])
    return {key: statistics.median(values) for key, values in seconds.items()}, next(iter(answers))


def compared(time, other):
    """`time` against `other` in words."""
    if time < other * (1 - NOISE):
        return f"{other / time:.1f} times as fast as"
    if time > other * (1 + NOISE):
        return f"{time / other:.1f} times as slow as"
    return "as fast as"


def verdict(example, seconds, threads):
    """What the figures of one example show, in a sentence."""
    stm, mutex, plain = seconds["stm", threads], seconds["mutex", threads], seconds["plain", 1]
    loss = "a loss: " if stm > mutex * (1 + NOISE) else ""
    return (
        f"{example}: {loss}{threads} threads with regions are {compared(stm, mutex)} {threads} threads "
        f"with one mutex, and {compared(stm, plain)} sequential code; one thread alone with regions "
        f"is {compared(seconds['stm', 1], plain)} the program without any lock."
    )


def print_table(results, counts):
    columns = [("plain", 1)] + [(v, n) for v in ("mutex", "stm") for n in counts]
    header = ["seconds"] + [f"{v} {n}" for v, n in columns]
    rows = []
    for example, seconds in results.items():
        rows.append([example] + [f"{seconds[column]:.3f}" for column in columns])
    rows.append(["relative to plain 1"] + [""] * len(columns))
    for example, seconds in results.items():
        base = seconds["plain", 1]
        rows.append([example] + [f"{seconds[column] / base:.2f}" for column in columns])
    widths = [max(len(row[i]) for row in [header] + rows) for i in range(len(header))]
    for row in [header] + rows:
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, of which the median")
    parser.add_argument("examples", nargs="*", default=EXAMPLES, metavar="example")
    arguments = parser.parse_args()
    build = arguments.build.resolve()

    processors = len(os.sched_getaffinity(0))
    counts = sorted({1, 2, processors})
    configurations = [("plain", 1)] + [(v, n) for n in counts for v in ("mutex", "stm")]
    results = {}
    for example in arguments.examples:
        seconds, answer = measure(build, example, configurations, arguments.rounds)
        results[example] = seconds
        print(f"{example}: all builds answer: {answer}", flush=True)

    print(f"\nMedians of {arguments.rounds} rounds on {processors} processors; column: build, threads.\n")
    print_table(results, counts)
    print()
    for example, seconds in results.items():
        print(verdict(example, seconds, 2))
    wins = sum(s["stm", 2] < s["mutex", 2] * (1 - NOISE) for s in results.values())
    print(
        f"\nThe sources are the same; with 2 threads atomic regions beat the one mutex in {wins} of "
        f"{len(results)} programs."
    )
    if processors < 2:
        print("This machine has one processor, so nothing can run in parallel.")


if __name__ == "__main__":
    main()
