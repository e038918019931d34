"""Power iteration on an infinite matrix cut to n rows: function calls and float sums."""

from command_line import run

SIZE = 240
SMALL = 10


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, transposed):
    n = range(len(v))
    if transposed:
        return [sum(entry(j, i) * v[j] for j in n) for i in n]
    return [sum(entry(i, j) * v[j] for j in n) for i in n]


def answer(n):
    u = [1.0] * n
    for _ in range(5):
        v = times(times(u, False), True)
        u = times(times(v, False), True)
    dot = sum(a * b for a, b in zip(u, v))
    return f"norm {(dot / sum(b * b for b in v)) ** 0.5:.6f}"


if __name__ == "__main__":
    run(answer, SIZE)
