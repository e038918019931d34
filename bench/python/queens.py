"""Solutions of the n queens problem: recursion and sets."""
import sys


def place(row, n, columns, rising, falling):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if column not in columns and row + column not in rising and row - column not in falling:
            found += place(row + 1, n, columns | {column}, rising | {row + column}, falling | {row - column})
    return found


n = int(sys.argv[1]) if len(sys.argv) > 1 else 8
print("solutions", place(0, n, frozenset(), frozenset(), frozenset()))
