"""Runs one program in some threads, each of which does all of its work, and prints the time and the answer as JSON.

Each thread does the work WARM times before the clock starts, once if not said otherwise: pages and caches are there then, as in a
program that runs for a while (pyperf does the like). Then it does it REPEAT times; "seconds" is the time of one, "first" what warming took.

    python3 run_one.py PROGRAM SIZE|SMALL THREADS [WARM REPEAT]
"""

import importlib
import json
import sys
import threading
import time


def main():
    name, count = sys.argv[1], int(sys.argv[3])
    warming, repeat = map(int, sys.argv[4:] or (1, 1))
    program = importlib.import_module(name)
    size = getattr(program, sys.argv[2])
    answers = []
    marks = [time.perf_counter()]
    warm = threading.Barrier(count, action=lambda: marks.append(time.perf_counter()))

    def work():
        for _ in range(warming):
            answers.append(program.answer(size))
        warm.wait()
        for _ in range(repeat):
            answers.append(program.answer(size))

    if count == 1:
        work()
    else:
        threads = [threading.Thread(target=work) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    begin, middle, end = marks + [time.perf_counter()]
    if len(answers) != (warming + repeat) * count or len(set(answers)) != 1:
        sys.exit(f"{name}: the threads answer {sorted(set(answers))}")
    print(json.dumps({"seconds": (end - middle) / repeat, "first": middle - begin, "answer": answers[0]}))


if __name__ == "__main__":
    main()
