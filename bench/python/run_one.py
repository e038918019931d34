"""Runs one program in some threads, each of which does all of its work, and prints the time and the answer as JSON.

    python3 run_one.py PROGRAM SIZE|SMALL THREADS
"""

import importlib
import json
import sys
import threading
import time


def main():
    name, count = sys.argv[1], int(sys.argv[3])
    program = importlib.import_module(name)
    size = getattr(program, sys.argv[2])
    answers = []

    def work():
        answers.append(program.answer(size))

    begin = time.perf_counter()
    if count == 1:
        work()
    else:
        threads = [threading.Thread(target=work) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    seconds = time.perf_counter() - begin
    if len(answers) != count or len(set(answers)) != 1:
        sys.exit(f"{name}: the threads answer {sorted(set(answers))}")
    print(json.dumps({"seconds": seconds, "answer": answers[0]}))


if __name__ == "__main__":
    main()
