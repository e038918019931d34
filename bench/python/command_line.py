"""What each program does when it is started by itself: `python3 queens.py [SIZE]` prints its answer."""

import sys


def run(answer, size):
    print(answer(int(sys.argv[1]) if len(sys.argv) > 1 else size))
