#!/usr/bin/env python3
"""Times the programs of this folder under python3, pystm-gil and pystm, and prints a table of ratios.

All take turns in every round, so that whatever else the machine does meets all of them; the figures are medians of the
time that answer(SIZE) takes, without the start of the interpreter. Every answer must be the one that python3 gives. With
--threads there are also runs in which several threads do the same independent work each.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
NOT_PROGRAMS = {"run.py", "run_one.py", "command_line.py"}


def configurations(build, threads, python):
    """Name: command, environment, threads. The first is what the others are compared with."""
    gil, pystm = str(build / "bin" / "pystm-gil"), str(build / "bin" / "pystm")
    rows = {
        "python3": (python, {}, 1),
        "pystm-gil": (gil, {}, 1),
        "pystm": (pystm, {}, 1),
        "pystm, forced": (pystm, {"STM_LONE": "0", "STM_LOCK": "0"}, 1),
    }
    if threads > 1:
        rows[f"pystm-gil, {threads} threads"] = (gil, {}, threads)
        rows[f"pystm, {threads} threads"] = (pystm, {}, threads)
    return rows


def run_once(program, command, extra, threads, options):
    """Seconds and answer of one run; seconds is None where it failed, and the answer says how."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("STM_", "PYTHON"))}
    size, times = "SMALL" if options.smoke else "SIZE", [str(options.warm), str(options.repeat)]
    arguments = [command, str(FOLDER / "run_one.py"), program, size, str(threads), *times]
    try:
        result = subprocess.run(arguments, capture_output=True, text=True, timeout=options.limit, env=environment | extra)
    except subprocess.TimeoutExpired:
        return None, f"did not end in {options.limit} s"
    except FileNotFoundError:
        sys.exit(f"bench: {command} is not there")
    if result.returncode != 0:
        last = result.stderr.strip().splitlines()[-1:] or [f"exit status {result.returncode}"]
        return None, last[0]
    outcome = json.loads(result.stdout)
    return outcome["seconds"], outcome["answer"]


def measure(program, rows, arguments):
    """Configuration: the list of its seconds; and what went wrong, a line each."""
    times = {name: [] for name in rows}
    wrong, expected = {}, None
    for _ in range(arguments.rounds):
        for name, (command, extra, threads) in rows.items():
            if name in wrong:
                continue
            seconds, answer = run_once(program, command, extra, threads, arguments)
            if seconds is None:
                wrong[name] = answer
                continue
            expected = answer if expected is None else expected
            if answer != expected:
                wrong[name] = f"answers {answer!r}, python3 answers {expected!r}"
            else:
                times[name].append(seconds)
    return {name: values for name, values in times.items() if values and name not in wrong}, wrong


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values))) if values else None


def cell(value):
    return "-" if value is None else f"{value:.2f}"


def print_table(names, medians, threads):
    """Times relative to python3; with several threads: relative to the same program with one, where 1.00 is perfect."""
    base = names[0]
    bases = {name: name.removesuffix(f", {threads} threads") if name.endswith("threads") else base for name in names}

    def ratio(row, name):
        return row[name] / row[bases[name]] if name in row and bases[name] in row else None

    table = [["", f"{base} (s)", *names[1:]]]
    for program, row in medians.items():
        table.append([program, f"{row[base]:.3f}" if base in row else "-", *(cell(ratio(row, name)) for name in names[1:])])
    means = [geometric_mean([r for row in medians.values() if (r := ratio(row, name)) is not None]) for name in names[1:]]
    table.append(["geometric mean", "", *map(cell, means)])
    widths = [max(len(line[i]) for line in table) for i in range(len(names) + 1)]
    for line in table:
        print("  ".join([line[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(line[1:], widths[1:])]).rstrip())
    return dict(zip(names[1:], means))


def main():
    programs = sorted(path.stem for path in FOLDER.glob("*.py") if path.name not in NOT_PROGRAMS)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build", help="the build tree")
    # Not the one of the search path: another build than the distribution's is another yardstick.
    parser.add_argument("--python", default="/usr/bin/python3.11", help="the python3 to compare with")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, of which the median")
    parser.add_argument("--warm", type=int, default=1, help="times that a thread does the work before the clock starts")
    parser.add_argument("--repeat", type=int, default=1, help="times that it does it then")
    parser.add_argument("--threads", type=int, default=2, help="for the runs in parallel; 1: none")
    parser.add_argument("--only", metavar="NAME", action="append", help="a column: python3, pystm-gil, ...")
    parser.add_argument("--smoke", action="store_true", help="small sizes, one round: only whether the answers are right")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one run")
    parser.add_argument("--json", type=pathlib.Path, help="write all times here")
    parser.add_argument("programs", nargs="*", metavar="program", help=", ".join(programs))
    arguments = parser.parse_args()
    if unknown := set(arguments.programs) - set(programs):
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    if arguments.smoke:
        arguments.rounds = 1
    rows = configurations(arguments.build.resolve(), arguments.threads, arguments.python)
    if arguments.only:
        rows = {name: row for name, row in rows.items() if name == "python3" or name in arguments.only}

    seconds, failures = {}, {}
    for program in arguments.programs or programs:
        seconds[program], wrong = measure(program, rows, arguments)
        for name, text in wrong.items():
            failures[f"{program}, {name}"] = text
        print(f"{program}: {len(seconds[program])} of {len(rows)} done", file=sys.stderr, flush=True)
    medians = {p: {name: statistics.median(times) for name, times in row.items()} for p, row in seconds.items()}
    means = print_table(list(rows), medians, arguments.threads)
    for where, text in failures.items():
        print(f"WRONG: {where}: {text}")
    if arguments.json:
        results = {"seconds": seconds, "geometric_means": means, "wrong": failures, "processors": len(os.sched_getaffinity(0))}
        arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
