"""Runs the workloads: all configurations of a workload in turn, round after round, until the rounds or the time are up.

What is compared ran side by side, so that whatever else the machine does meets all of it. Every answer is compared with that of
plain code, which ran first. A run that fails, hangs or answers wrongly is a problem, is not tried again, and the session goes on.
"""

import json
import os
import re
import subprocess
import time

from . import results
from .workloads import FOOTPRINTS, VARIANTS, configurations

# A configuration this many times slower than plain code is measured once only.
HOPELESS = 25
# How often the time must suffice for every workload, and how long a configuration takes beside plain code, about.
ROUNDS_TO_REACH = 3
USUAL_RATIO = 2
STATISTIC = re.compile(r"^(?:stm: )?\s*(\S.*?)\s{2,}(\d+)$")


class Failure(Exception):
    """A sentence on what a run did wrong."""


def program_path(build, program, variant):
    return build / "bin" / "bench" / f"{program}_{VARIANTS[variant][0]}"


def execute(build, program, variant, threads, arguments, limit):
    """Runs a program and returns its line of output as a dictionary, with the runtime's statistics."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STM_")}
    environment |= VARIANTS[variant][1] | {"STM_STATS": "1"}
    command = [program_path(build, program, variant), *map(str, (threads, *arguments))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env=environment)
    except subprocess.TimeoutExpired:
        raise Failure(f"did not end in {limit} s") from None
    if done.returncode != 0:
        # The message of a program that checked itself is the last line; statistics come before or not at all.
        lines = [line for line in done.stderr.splitlines() if line and not STATISTIC.match(line)]
        raise Failure(f"ended with status {done.returncode}: {lines[-1] if lines else 'no message'}")
    try:
        outcome = json.loads(done.stdout)
    except ValueError:
        raise Failure(f"printed no result but {done.stdout[:80]!r}") from None
    matches = (STATISTIC.match(line) for line in done.stderr.splitlines())
    outcome["stats"] = {match[1]: int(match[2]) for match in matches if match}
    return outcome


def wrong_answer(workload, plain, outcome):
    """A sentence, or None if the answer is right."""
    if outcome["answer"] != plain["answer"]:
        return f"wrong answer: {outcome['answer']!r}, plain code: {plain['answer']!r}"
    near, is_ = plain["quality"], outcome["quality"]
    if workload.tolerance and abs(is_ - near) > workload.tolerance * abs(near):
        return f"wrong answer: its quality is {is_:g}, plain code's {near:g}"
    return None


class Point:
    """One workload and what was measured of it so far."""

    def __init__(self, workload, threads, build, work_divisor):
        self.workload = workload
        work, *others = workload.arguments
        self.arguments = (min(work, max(64, work // work_divisor)), *others)
        self.operations = 0
        self.plain = None
        self.seconds = 0.0  # of the last round, with everything
        self.runs = {}
        for variant, count in configurations(workload, threads):
            if program_path(build, workload.program, variant).exists():
                self.runs[variant, count] = {
                    "variant": variant,
                    "threads": count,
                    "seconds": [],
                    "cpu_seconds": [],
                    "ratios": [],
                    "stats": {},
                    "problem": None,
                }

    def fit(self, build, seconds, limit):
        """Divides the work if a round would take much more than `seconds` on this machine as it is now."""
        began = time.monotonic()
        try:
            execute(build, self.workload.program, "plain", 1, self.arguments, limit)
        except Failure:
            return  # the round will say so
        round_seconds = (time.monotonic() - began) * USUAL_RATIO * len(self.runs)
        if round_seconds > 2 * seconds:
            work, *others = self.arguments
            self.arguments = (min(work, max(64, int(work * seconds / round_seconds))), *others)

    def worth_running(self, run):
        return not run["problem"] and not (run["ratios"] and run["ratios"][0] > HOPELESS)

    def round(self, build, limit):
        """Runs every configuration once; yields what went wrong as sentences."""
        began = time.monotonic()
        for (variant, threads), run in self.runs.items():
            if not self.worth_running(run):
                continue
            try:
                outcome = execute(
                    build, self.workload.program, variant, threads, self.arguments, limit
                )
                if variant == "plain":
                    plain_seconds = outcome["seconds"]
                    self.plain = self.plain or outcome
                if wrong := wrong_answer(self.workload, self.plain, outcome):
                    raise Failure(wrong)
            except Failure as failure:
                run["problem"] = str(failure)
                yield f"{self.workload.name}: {variant} with {threads} threads: {failure}"
                if variant == "plain":
                    return  # nothing to compare with
                continue
            self.operations = outcome["operations"]
            run["seconds"].append(outcome["seconds"])
            run["cpu_seconds"].append(outcome["cpu_seconds"])
            run["ratios"].append(outcome["seconds"] / plain_seconds)
            run["stats"] = outcome["stats"]
        self.seconds = time.monotonic() - began

    def data(self):
        workload = self.workload
        return {
            "name": workload.name,
            "kind": workload.kind,
            "text": workload.text,
            "operations": self.operations,
            "tiny": workload.tiny,
            "reads": workload.reads,
            "runs": list(self.runs.values()),
        }

    def summary(self):
        """One line for who waits: the time of one and two threads over plain code's."""
        data = self.data()
        parts = []
        for variant, threads in (("stm", 1), ("views", 1), ("stm", 2), ("mutex", 2), ("libitm", 2)):
            if value := results.ratio(data, variant, threads):
                parts.append(f"{variant}@{threads} {value:.2f}")
        return ", ".join(parts)


def measure(workloads, build, threads, rounds, seconds, limit, work_divisor, say):
    """Returns the workloads' data and the problems. Every workload gets one round, and more while there is time."""
    end = time.monotonic() + seconds
    points = [Point(workload, threads, build, work_divisor) for workload in workloads]
    problems = []
    for number in range(1, rounds + 1):
        for index, point in enumerate(points, 1):
            left = end - time.monotonic()
            if number > 1 and point.seconds > left:
                continue
            if number == 1 and rounds > 1:
                point.fit(build, seconds / len(points) / ROUNDS_TO_REACH, limit)
            for problem in point.round(build, limit):
                problems.append(problem)
                say(f"PROBLEM: {problem}")
            say(
                f"round {number}/{rounds}, {index}/{len(points)}, {max(0, left) / 60:.1f} min left: "
                f"{point.workload.name}: {point.summary()}"
            )
    return [point.data() for point in points], problems


def measure_footprints(build, size, limit, say):
    """Memory of two threads with one mutex and with regions in views, over the programs' own data; `size` is which of the sizes."""
    rows, problems = [], []
    for name, sizes, key, text in FOOTPRINTS:
        answers = {}
        for variant in ("mutex", "views"):
            if not program_path(build, name, variant).exists():
                continue
            try:
                outcome = execute(build, name, variant, 2, (sizes[size],), limit)
                if answers.setdefault("answer", outcome["answer"]) != outcome["answer"]:
                    raise Failure("wrong answer")
            except Failure as failure:
                problems.append(f"{name}: {variant} with 2 threads: {failure}")
                continue
            factor = outcome[key] / outcome["own_kib"]
            rows.append(
                {"name": name, "text": text, "variant": variant, "threads": 2, "factor": factor}
            )
            say(f"{name}: {variant}: {factor:.2f} times its own data")
    return rows, problems


# Programs of single operations, each in the variants that there are of it.
MICRO = [
    *(("micro", variant) for variant in ("plain", "mutex", "libitm", "stm", "views")),
    ("wake_up", "mutex"),
    ("wake_up", "stm"),
]


def run_micro(program, variant, seconds):
    """Google Benchmark's rows; raises Failure."""
    environment = dict(os.environ) | VARIANTS[variant][1]
    command = [program, "--benchmark_format=json", f"--benchmark_min_time={seconds}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    except subprocess.TimeoutExpired:
        raise Failure("did not end in 300 s") from None
    if done.returncode != 0:
        raise Failure(f"ended with status {done.returncode}")
    try:
        rows = json.loads(done.stdout)["benchmarks"]
    except (ValueError, KeyError):
        raise Failure("printed no figures") from None
    for row in rows:
        if row.get("error_occurred"):
            raise Failure(f"{row['name']}: {row['error_message']}")
    return rows


def measure_micro(build, programs, repetitions, seconds, allowed, say):
    """Nanoseconds an iteration, of all `programs` (rows of MICRO) in turn; begins no further repetition after `allowed` seconds."""
    figures, problems, failed = {}, [], set()
    began = time.monotonic()
    for number in range(repetitions):
        if number > 0 and time.monotonic() - began > allowed:
            break
        for name, variant in programs:
            program = program_path(build, name, variant)
            if not program.exists() or (name, variant) in failed:
                continue
            try:
                rows = run_micro(program, variant, seconds)
            except Failure as failure:
                failed.add((name, variant))
                problems.append(f"{name}: {variant}: {failure}")
                continue
            for row in rows:
                operation = re.sub(r"/(real_time|threads:\d+|iterations:\d+)", "", row["run_name"])
                # Google Benchmark divides the time by the threads; we want what an iteration takes its thread.
                nanoseconds = row["real_time"] * row["threads"]
                figures.setdefault((operation, variant, row["threads"]), []).append(nanoseconds)
            say(f"{name}: {variant}: {len(rows)} operations")
    names = ("name", "variant", "threads")
    return [dict(zip(names, key), nanoseconds=values) for key, values in figures.items()], problems
