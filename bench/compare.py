#!/usr/bin/env python3
"""Says what changed between two results of run.py: workloads and variants whose time over plain code's moved by more than
its spread in the two results together, and by more than a part of it (--least). Both figures were measured against plain
code in the same session, so two machines' results can be compared, too.

Exits with 1 if something became slower or is missing in the second result, with 2 if a file is no result.
"""

import argparse
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from suite import results


def figures(data):
    """{(workload or operation, variant, threads): values, one a round}"""
    found = {}
    for workload in data["workloads"]:
        for run in workload["runs"]:
            if run["variant"] != "plain":
                found[workload["name"], run["variant"], run["threads"]] = run["ratios"]
    # Single operations are compared with the same operation under one mutex, where there is that.
    bases = {
        (row["name"], row["threads"]): statistics.median(row["nanoseconds"])
        for row in data["micro"]
        if row["variant"] == "mutex"
    }
    for row in data["micro"]:
        base = bases.get((row["name"], row["threads"]))
        if base and row["variant"] != "mutex":
            key = f"micro: {row['name']}", row["variant"], row["threads"]
            found[key] = [value / base for value in row["nanoseconds"]]
    return found


def change(before, after, least):
    """The relative change of the median, or None if the spreads explain it."""
    old, new = statistics.median(before), statistics.median(after)
    noise = 0.0
    for values, median in ((before, old), (after, new)):
        low, high = results.spread(values)
        # One or two values say little about their spread.
        noise += max((high - low) / median, 0.1 if len(values) < 3 else 0.0)
    relative = new / old - 1
    # A doubling and a halving are the same distance apart.
    return relative if max(new / old, old / new) - 1 > max(least, noise) else None


def compare(first, second, least):
    """Returns (slower, faster, missing): the first two lists of (change, key, old, new), sorted."""
    before, after = figures(first), figures(second)
    slower, faster, missing = [], [], []
    for key, old in before.items():
        new = after.get(key)
        if not old:
            continue
        if not new:
            missing.append(key)
            continue
        moved = change(old, new, least)
        if moved is not None:
            row = (moved, key, statistics.median(old), statistics.median(new))
            (slower if moved > 0 else faster).append(row)
    return sorted(slower, reverse=True), sorted(faster), missing


def title(key):
    name, variant, threads = key
    return f"{name}: {variant} with {threads} thread{'s' if threads > 1 else ''}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", help="a file that run.py wrote")
    parser.add_argument("after", help="another")
    parser.add_argument("--least", type=float, default=0.1, metavar="PART",
                        help="smaller changes count as none (default: 0.1)")  # fmt: skip
    arguments = parser.parse_args()
    try:
        first, second = results.load(arguments.before), results.load(arguments.after)
    except results.BadResult as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2
    slower, faster, missing = compare(first, second, arguments.least)
    for word, rows in (("slower", slower), ("faster", faster)):
        for moved, key, old, new in rows:
            print(f"{word}: {title(key)}: {old:.2f} -> {new:.2f} ({moved:+.0%})")
    for key in missing:
        print(f"missing: {title(key)}")
    total = len(figures(first))
    print(f"{total} figures compared: {len(slower)} slower, {len(faster)} faster, {len(missing)} missing")
    return 1 if slower or missing else 0


if __name__ == "__main__":
    sys.exit(main())
