#!/usr/bin/env python3
"""Runs the benchmark programs in pairs and prints one table: what is compared, the ratio, the goal.

Both halves of a pair run in turn, round after round, so that whatever else the machine does meets
both; a row's figure is the median of the rounds' ratios, with the smallest and largest beside it.
Answers of builds that did the same work must be equal. A run whose processor time is not about
threads x wall time had to share the machine: the table then carries a warning.
"""

import argparse
import dataclasses
import json
import pathlib
import statistics
import subprocess
import sys

RUN_SECONDS = 300


@dataclasses.dataclass(frozen=True)
class Run:
    """One program in one build: `scaled` arguments shrink in a smoke run, `fixed` follow them."""

    program: str
    variant: str
    threads: int
    scaled: int
    fixed: tuple = ()


@dataclasses.dataclass(frozen=True)
class Row:
    text: str
    goal: str
    base: Run
    subject: Run
    figure: str  # a key of FIGURES


def per_thread_time(base, subject, row):
    """Every thread does the same work in both, so this is what an operation costs its thread."""
    return subject["seconds"] / base["seconds"]


def throughput(base, subject, row):
    return (subject["operations"] / subject["seconds"]) / (base["operations"] / base["seconds"])


def nanoseconds(base, subject, row):
    per_thread = subject["operations"] / row.subject.threads
    return subject["seconds"] / per_thread * 1e9


def proportional_memory(base, subject, row):
    return subject["pss_kib"] / subject["own_kib"]


def peak_memory(base, subject, row):
    return subject["peak_kib"] / subject["own_kib"]


FIGURES = {
    "time": (per_thread_time, "x"),
    "throughput": (throughput, "x"),
    "ns": (nanoseconds, " ns"),
    "pss": (proportional_memory, "x own data"),
    "peak": (peak_memory, "x own data"),
}


def lone(name, program, operations, updates):
    return Row(
        f"{name}, one thread alone: time against plain",
        "<= 1.05",
        Run(program, "plain", 1, operations, (updates,)),
        Run(program, "stm", 1, operations, (updates,)),
        "time",
    )


def reading(name, program, operations):
    return Row(
        f"{name}, read only, 2 threads: time a thread against plain",
        "<= 1.5",
        Run(program, "plain", 1, operations, (0,)),
        Run(program, "stm", 2, operations, (0,)),
        "time",
    )


TREE, LIST, HASH = ("search_tree", 1500000), ("sorted_list", 150000), ("hash_table", 6000000)
ROWS = [
    lone("tree of 100k keys, 20% updates", *TREE, 20),
    lone("sorted list of 1,000, 20% updates", *LIST, 20),
    lone("hash table of 65k keys, 20% updates", *HASH, 20),
    lone("tree of 100k keys, read only", *TREE, 0),
    lone("sorted list of 1,000, read only", *LIST, 0),
    reading("tree of 100k keys", *TREE),
    reading("sorted list of 1,000", *LIST),
    Row(
        "tree, 20% updates, 2 threads: throughput against plain",
        ">= 1.0",
        Run(TREE[0], "plain", 1, TREE[1], (20,)),
        Run(TREE[0], "stm", 2, TREE[1], (20,)),
        "throughput",
    ),
    Row(
        "tree, 20% updates, 2 threads: throughput against one mutex, 2 threads",
        ">= 2.0",
        Run(TREE[0], "mutex", 2, TREE[1], (20,)),
        Run(TREE[0], "stm", 2, TREE[1], (20,)),
        "throughput",
    ),
    Row(
        "empty region, one thread: begin + commit",
        "<= 40 ns",
        Run("empty_region", "plain", 1, 20000000),
        Run("empty_region", "stm", 1, 20000000),
        "ns",
    ),
    Row(
        "empty region, 2 threads: begin + commit",
        "",
        Run("empty_region", "mutex", 2, 5000000),
        Run("empty_region", "stm", 2, 5000000),
        "ns",
    ),
    Row(
        "1 GiB read by 2 threads: memory (each page counted once)",
        "< 1.2",
        Run("memory_read", "mutex", 2, 1024),
        Run("memory_read", "stm", 2, 1024),
        "pss",
    ),
    Row(
        "256 MiB, all written by 2 threads: peak resident set",
        "< 4",
        Run("memory_write", "mutex", 2, 256),
        Run("memory_write", "stm", 2, 256),
        "peak",
    ),
]


def execute(build, run, shrink):
    program = build / "bin" / f"{run.program}_{run.variant}"
    scaled = max(1, run.scaled // shrink)
    arguments = [str(value) for value in (run.threads, scaled, *run.fixed)]
    try:
        result = subprocess.run(
            [program, *arguments], capture_output=True, text=True, timeout=RUN_SECONDS
        )
    except subprocess.TimeoutExpired:
        sys.exit(f"bench: {program.name} {' '.join(arguments)} did not end in {RUN_SECONDS} s")
    if result.returncode != 0:
        sys.exit(f"bench: {program.name} {' '.join(arguments)} failed:\n{result.stderr}")
    return json.loads(result.stdout)


def shared_machine(run, outcome):
    # Threads that wait for a mutex sleep; only for the others does the clock say something.
    wanted = run.threads * outcome["seconds"]
    return run.variant != "mutex" and outcome["seconds"] > 0.05 and (
        outcome["cpu_seconds"] < 0.9 * wanted
    )


def measure(build, row, rounds, shrink, warnings):
    figure, unit = FIGURES[row.figure]
    values = []
    for _ in range(rounds):
        base = execute(build, row.base, shrink)
        subject = execute(build, row.subject, shrink)
        if row.base.threads == row.subject.threads and base["answer"] != subject["answer"]:
            sys.exit(
                f"bench: {row.text}: the answers differ\n"
                f"  {row.base.variant}: {base['answer']}\n  {row.subject.variant}: {subject['answer']}"
            )
        for run, outcome in ((row.base, base), (row.subject, subject)):
            if shared_machine(run, outcome):
                warnings.add(
                    f"{run.program}_{run.variant} with {run.threads} threads got only "
                    f"{outcome['cpu_seconds'] / outcome['seconds']:.2f} processors"
                )
        values.append(figure(base, subject, row))
    spread = f"{min(values):.2f} - {max(values):.2f}"
    return f"{statistics.median(values):.2f}{unit}", spread


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    parser.add_argument("--rounds", type=int, default=7, help="pairs a row, of which the median")
    parser.add_argument("--only", metavar="TEXT", default="", help="only rows that contain TEXT")
    parser.add_argument("--smoke", action="store_true", help="tiny and once: does it still run?")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    rounds, shrink = (1, 100) if arguments.smoke else (arguments.rounds, 1)

    warnings = set()
    print("| what | median | spread | goal |\n|---|---|---|---|")
    for row in ROWS:
        if arguments.only in row.text:
            median, spread = measure(build, row, rounds, shrink, warnings)
            print(f"| {row.text} | {median} | {spread} | {row.goal} |", flush=True)
    if not arguments.smoke:
        for warning in sorted(warnings):
            print(f"\nwarning: the machine was shared: {warning}")


if __name__ == "__main__":
    main()
