"""Solutions of the n queens problem: recursion and sets."""

from command_line import run

SIZE = 9
SMALL = 5


def place(row, n, columns, rising, falling):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if column not in columns and row + column not in rising and row - column not in falling:
            found += place(row + 1, n, columns | {column}, rising | {row + column}, falling | {row - column})
    return found


def answer(n):
    return f"solutions {sum(place(0, n, frozenset(), frozenset(), frozenset()) for _ in range(10))}"


if __name__ == "__main__":
    run(answer, SIZE)
