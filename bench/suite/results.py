"""A result: the data that run.py writes to bench/results/<date>.json, its check, and the figures taken from it.

    format      FORMAT
    date, mode  "2026-01-31-1205", "full" or "quick"
    machine     what machine.describe() says
    workloads   [{name, kind, text, operations, tiny, reads, runs: [run]}]
        run     {variant, threads, seconds, cpu_seconds, ratios: one number a round, stats: {text: count}, problem}
                `ratios` are times over plain code's of the same round; `problem` is a sentence or null
    micro       [{name, variant, threads, nanoseconds: one number a repetition}]
    footprints  [{name, text, variant, threads, factor: memory over the program's own data}]
    problems    sentences: what went wrong anywhere; a run with any has failed
"""

import json
import math
import pathlib
import statistics

FORMAT = 1


class BadResult(Exception):
    """The message names the place in the data."""


NUMBERS = "a list of numbers"
SCHEMA = {
    "format": int,
    "date": str,
    "mode": str,
    "machine": dict,
    "workloads": [
        {
            "name": str,
            "kind": str,
            "text": str,
            "operations": int,
            "tiny": bool,
            "reads": int,
            "runs": [
                {
                    "variant": str,
                    "threads": int,
                    "seconds": NUMBERS,
                    "cpu_seconds": NUMBERS,
                    "ratios": NUMBERS,
                    "stats": dict,
                    "problem": (str, type(None)),
                }
            ],
        }
    ],
    "micro": [{"name": str, "variant": str, "threads": int, "nanoseconds": NUMBERS}],
    "footprints": [{"name": str, "text": str, "variant": str, "threads": int, "factor": (int, float)}],
    "problems": [str],
}


def check(data, schema=SCHEMA, where="result"):
    """Raises BadResult unless `data` has the schema's form."""
    if schema is NUMBERS:
        if not isinstance(data, list) or not all(
            isinstance(x, (int, float)) and not isinstance(x, bool) and math.isfinite(x) for x in data
        ):
            raise BadResult(f"{where}: {NUMBERS} is wanted")
    elif isinstance(schema, dict):
        if not isinstance(data, dict):
            raise BadResult(f"{where}: an object is wanted")
        for key, inner in schema.items():
            if key not in data:
                raise BadResult(f"{where}: '{key}' is missing")
            check(data[key], inner, f"{where}.{key}")
    elif isinstance(schema, list):
        if not isinstance(data, list):
            raise BadResult(f"{where}: a list is wanted")
        for index, item in enumerate(data):
            check(item, schema[0], f"{where}[{index}]")
    elif not isinstance(data, schema):
        names = schema if isinstance(schema, tuple) else (schema,)
        raise BadResult(f"{where}: {' or '.join(name.__name__ for name in names)} is wanted")


def load(path):
    try:
        data = json.loads(pathlib.Path(path).read_text())
    except (OSError, ValueError) as error:
        raise BadResult(f"{path}: {error}") from None
    check(data)
    if data["format"] != FORMAT:
        raise BadResult(f"{path}: format {data['format']}, this program knows {FORMAT}")
    return data


def save(data, path):
    check(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n")


def find_run(workload, variant, threads):
    """The run of a configuration, if it has figures."""
    for run in workload["runs"]:
        if (run["variant"], run["threads"]) == (variant, threads) and run["ratios"]:
            return run
    return None


def ratio(workload, variant, threads):
    """Median of the time over plain code's, or None."""
    run = find_run(workload, variant, threads)
    return statistics.median(run["ratios"]) if run else None


def spread(values):
    """Low and high end of what belongs to a median: the quartiles of many values, the extremes of few."""
    if len(values) < 5:
        return min(values), max(values)
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def geometric_mean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values)) if values else None


def mean_ratio(workloads, variant, threads):
    """Geometric mean over the workloads that have the configuration; None if none has it."""
    found = [ratio(workload, variant, threads) for workload in workloads]
    return geometric_mean([value for value in found if value])


def of_kind(data, kind):
    return [workload for workload in data["workloads"] if workload["kind"] == kind]


def abort_rate(run):
    """Attempts that were undone, as a part of all attempts in views; None without any."""
    aborts = run["stats"].get("aborts", 0)
    attempts = aborts + run["stats"].get("commits in views", 0)
    return aborts / attempts if attempts else None
