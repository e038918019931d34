"""The Mandelbrot set, row by row, in the threads of a concurrent.futures pool.

    python3 mandelbrot.py [--threads N] [--size N]
"""

import argparse
import json
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

LIMIT = 60


def row(y, size):
    """How often each point of the row can be squared and shifted before it leaves the circle of radius 2."""
    steps = bytearray()
    ci = 2.4 * y / size - 1.2
    for x in range(size):
        cr = 3.0 * x / size - 2.2
        zr = zi = 0.0
        for step in range(LIMIT):
            rr, ii = zr * zr, zi * zi
            if rr + ii > 4.0:
                break
            zi = 2.0 * zr * zi + ci
            zr = rr - ii + cr
        else:
            step = LIMIT
        steps.append(step)
    return bytes(steps)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--size", type=int, default=1600, help="rows, and points in a row")
    arguments = parser.parse_args()

    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=arguments.threads) as pool:
        rows = list(pool.map(row, range(arguments.size), [arguments.size] * arguments.size))
    seconds = time.perf_counter() - begin
    inside = sum(line.count(LIMIT) for line in rows)
    answer = f"{inside} of {arguments.size ** 2} points inside, checksum {zlib.crc32(b''.join(rows)):08x}"
    print(json.dumps({"seconds": seconds, "answer": answer}))


if __name__ == "__main__":
    main()
