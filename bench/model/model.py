#!/usr/bin/env python3
"""Predicts throughput at more processors than were measured: takes the costs of single steps and the nature of each workload
from a result of run.py, runs the simulation, and says what breaks first. README.md beside this file explains it.

    python3 bench/model/model.py bench/results/<date>.json
"""

import pathlib
import statistics
import sys

if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from model.simulation import Costs, Load, simulate
from suite import results

THREADS = (1, 2, 4, 8, 16, 32, 64, 128)
# Another processor's cache line, where nothing measured it: between neighbouring cores of a server.
DEFAULT_LINE = 80.0
# What of a granule's cost falls into the commit, under the lock; the rest is its first write's (profiles of k_means and own_page).
UNDER_LOCK = 0.5
REMEDIES = {
    "commit lock": "commits of disjoint pages beside each other (a lock for each part of the log)",
    "others' commits": "a log for each part of memory, so that a view reads only what it has copies of",
    "undone attempts": "finer granules or an order among transactions that keep meeting",
    "page copies": "smaller pages of sharing, or copies made by the reader when it comes",
    "nothing": "",
}


class Measured:
    """Medians of single operations in nanoseconds."""

    def __init__(self, data):
        self.rows = {
            (row["name"], row["variant"], row["threads"]): statistics.median(row["nanoseconds"])
            for row in data["micro"]
        }

    def time(self, name, variant, threads, otherwise):
        return self.rows.get((name, variant, threads), otherwise)


def costs_from(data):
    """The steps' costs; where an operation was not measured, what the runtime's documentation says of it."""
    measured = Measured(data)
    begin = measured.time("empty region", "views", 1, 60.0)

    def granules(count, threads):
        with_marks = measured.time(f"commit granules/{count}", "views", threads, begin + count * 12.0)
        return with_marks - measured.time(f"commit granules/{count}", "plain", 1, 0.0)

    granule = max(0.5, UNDER_LOCK * (granules(10000, 1) - granules(100, 1)) / 9900)
    # With two threads each reads what the other commits, once at its begin or commit.
    apply = max(0.5, (granules(1000, 2) - granules(1000, 1)) / 1000)
    return Costs(
        begin=begin,
        commit=max(10.0, measured.time("first write", "views", 1, 180.0) - begin),
        granule=granule,
        apply=apply,
        page=max(200.0, measured.time("first touch of a page", "views", 1, 9000.0) - begin),
        line=DEFAULT_LINE,
    )


def load_from(workload, costs):
    """The workload's nature, from its run with two threads; None if that is not there."""
    plain = results.find_run(workload, "plain", 1)
    alone = results.find_run(workload, "views", 1)
    two = results.find_run(workload, "views", 2)
    if not (plain and alone and two and workload["operations"]):
        return None
    operation = statistics.median(plain["seconds"]) / workload["operations"] * 1e9
    stats = two["stats"]
    commits = stats.get("commits in views", 0)
    if not commits:
        return None
    writers = max(0, commits - stats.get("of them read-only", 0)) / commits
    granules = stats.get("granules written", 0) / max(1, commits * writers)
    aborts = stats.get("conflict", 0) / commits
    # An operation of the workload may be several regions.
    regions = max(1e-6, commits / workload["operations"])
    region = operation * results.ratio(workload, "views", 1) / regions
    body = region - costs.begin - writers * (costs.commit + granules * costs.granule)
    # With two threads about one commit of the other falls into each attempt, if it writes.
    conflict = min(0.9, aborts / max(writers, 1e-6) / (1 + aborts))
    pages = stats.get("pages copied", 0) / max(1, commits * writers)
    return operation / regions, Load(max(1.0, body), writers, granules, pages, conflict)


def breaks_first(outcome):
    shares = {
        "commit lock": outcome.waiting,
        "others' commits": outcome.applying,
        "undone attempts": outcome.wasted,
        "page copies": outcome.copying,
    }
    name = max(shares, key=shares.get)
    return name if shares[name] > 0.1 else "nothing"


def predict(workload, costs):
    """One row: throughput in views over plain code's at each number of threads, on as many processors; and under one lock, which the
    runtime takes where that is faster."""
    found = load_from(workload, costs)
    if not found:
        return None
    plain, load = found
    rows, breaks, at = [], "nothing", 0
    mutex = results.ratio(workload, "mutex", 2)
    for threads in THREADS:
        outcome = simulate(costs, load, threads)
        in_views = outcome.throughput * plain
        if breaks == "nothing" and threads > 1 and in_views < 0.5 * threads * rows[0][1]:
            breaks, at = breaks_first(outcome), threads
        rows.append((threads, in_views))
    measured = {
        run["threads"]: 1 / statistics.median(run["ratios"])
        for run in workload["runs"]
        if run["variant"] == "views" and run["ratios"]
    }
    return {
        "name": workload["name"],
        "throughput": rows,
        "measured": measured,
        "lock": 1 / mutex if mutex else 0.0,
        "breaks": f"{breaks}, at {at} threads" if at else "nothing up to 128 threads",
        "remedy": REMEDIES[breaks],
    }


def predictions(data):
    costs = costs_from(data)
    rows = (predict(workload, costs) for workload in data["workloads"])
    return [row for row in rows if row]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        data = results.load(sys.argv[1])
    except results.BadResult as error:
        sys.exit(f"model: {error}")
    print("costs in ns:", costs_from(data))
    print("| workload |", " | ".join(f"{count}" for count in THREADS), "| measured | one lock | breaks first |")
    print("|---" * (len(THREADS) + 4) + "|")
    for row in predictions(data):
        values = " | ".join(f"{value:.2f}" for _, value in row["throughput"])
        seen = ", ".join(f"{count}: {value:.2f}" for count, value in sorted(row["measured"].items()))
        print(f"| {row['name']} | {values} | {seen} | {row['lock']:.2f} | {row['breaks']} |")


if __name__ == "__main__":
    main()
