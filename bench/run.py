#!/usr/bin/env python3
"""Measures the benchmark suite, checks every answer, and writes results/<date>.json and results/<date>.html.

`./bootstrap bench` builds and calls this. Exits with 1 if a program failed, hung or answered wrongly.
"""

import argparse
import datetime
import pathlib
import sys
import time

BENCH = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH))
from model import model
from suite import goals, machine, page, results, session
from suite.workloads import WORKLOADS


PARTS = ["workloads", "footprints", "micro"]
# Of single operations: repetitions, seconds of each at least, and seconds after which no further repetition begins.
MICRO = {"smoke": (1, 0.001, 0), "quick": (2, 0.01, 20), "full": (5, 0.1, 240)}


def say(message):
    print(f"bench: {message}", flush=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    parser.add_argument("--quick", action="store_true", help="five minutes: fewer sizes, one and two threads")
    parser.add_argument("--smoke", action="store_true", help="tiny and once: do the programs still work?")
    parser.add_argument("--only", metavar="TEXT", default="", help="only workloads whose name contains TEXT")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="default: all")
    parser.add_argument("--threads", type=int, nargs="+", help="default: 1 2 4 8, quick: 1 2")
    parser.add_argument("--rounds", type=int, help="at most; default: 9, quick: 5")
    parser.add_argument("--minutes", type=float, help="for all rounds; default: 48, quick: 3.5")
    parser.add_argument("--output", type=pathlib.Path, default=BENCH / "results", help="a folder")
    return parser.parse_args()


def main():
    arguments = options()
    build = arguments.build.resolve()
    quick = arguments.quick or arguments.smoke
    threads = arguments.threads or ([2] if arguments.smoke else [1, 2] if quick else [1, 2, 4, 8])
    rounds = arguments.rounds or (1 if arguments.smoke else 5 if quick else 9)
    minutes = arguments.minutes or (3.5 if quick else 48)
    limit = 30 if quick else 90  # seconds of one run
    chosen = [
        workload
        for workload in WORKLOADS
        if arguments.only in workload.name
        and (workload.quick or not quick)
        and not (workload.large and arguments.smoke)
    ]
    if not chosen:
        sys.exit(f"bench: no workload has '{arguments.only}' in its name")

    began = time.monotonic()
    measured, problems, micro, footprints = [], [], [], []
    if "workloads" in arguments.parts:
        measured, problems = session.measure(
            chosen, build, threads, rounds, minutes * 60, limit, work_divisor(arguments), say
        )
    if "footprints" in arguments.parts and not arguments.only:
        footprints, more = session.measure_footprints(build, 2 if arguments.smoke else int(quick), limit, say)
        problems += more
    if "micro" in arguments.parts and not arguments.only:
        programs = [row for row in session.MICRO if not arguments.smoke or row[1] in ("mutex", "stm")]
        micro, more = session.measure_micro(build, programs, *MICRO[mode(arguments)], say)
        problems += more

    data = {
        "format": results.FORMAT,
        "date": datetime.datetime.now().strftime("%Y-%m-%d-%H%M%S"),
        "mode": mode(arguments),
        "machine": machine.describe(),
        "workloads": measured,
        "micro": micro,
        "footprints": footprints,
        "problems": problems,
    }
    target = arguments.output / f"{data['date']}.json"
    results.save(data, target)
    target.with_suffix(".html").write_text(page.render(data, model.predictions(data)))

    if not arguments.smoke:
        for goal in goals.evaluate(data):
            if goal.value is not None:
                word = "reached" if goal.reached else "NOT reached"
                say(f"{word}: {goal.text}: {goal.value:.2f} (goal: {goal.limit:.2f})")
    say(f"{(time.monotonic() - began) / 60:.1f} minutes; {target} and {target.with_suffix('.html').name}")
    for problem in problems:
        say(f"PROBLEM: {problem}")
    return 1 if problems else 0


def mode(arguments):
    return "smoke" if arguments.smoke else "quick" if arguments.quick else "full"


def work_divisor(arguments):
    """Smoke runs do a hundredth of the work, quick ones half."""
    return 100 if arguments.smoke else 2 if arguments.quick else 1


if __name__ == "__main__":
    sys.exit(main())
