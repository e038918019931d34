"""Runs random programs under two interpreters and compares what they print and how they end.

    compare.py --program build/bin/pystm-gil [--reference /usr/bin/python3.11] [--seed 1] [--count 20] [--keep DIR]

The programs are those of generate.py for the seeds from --seed on. Ends with status 1 if any differ, and says which.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import generate


def outcome(interpreter, path):
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run([interpreter, "-S", path], capture_output=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        return "no end within a minute", b"", b""
    return done.returncode, done.stdout, done.stderr


def firstDifference(left, right):
    for number, (a, b) in enumerate(zip(left.splitlines() + [b"(end)"], right.splitlines() + [b"(end)"]), 1):
        if a != b:
            return f"line {number} of the output:\n  reference: {a.decode(errors='replace')}\n  program:   {b.decode(errors='replace')}"
    return "the same output"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", required=True)
    options.add_argument("--reference", default="/usr/bin/python3.11")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=20)
    options.add_argument("--keep", help="where programs that differ are left")
    options = options.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "program.py")
        for seed in range(options.seed, options.seed + options.count):
            text = generate.Program(seed).text()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            reference, program = outcome(options.reference, path), outcome(options.program, path)
            if reference == program:
                continue
            different += 1
            print(f"seed {seed}: status {reference[0]} and {program[0]}; {firstDifference(reference[1], program[1])}")
            if reference[1] == program[1]:
                print(firstDifference(reference[2], program[2]))
            if options.keep:
                os.makedirs(options.keep, exist_ok=True)
                with open(os.path.join(options.keep, f"{seed}.py"), "w", encoding="utf-8") as file:
                    file.write(text)
    print(f"{options.count} programs, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
