"""Digits of pi, one after the other, by a continued fraction: long integers."""

from command_line import run

SIZE = 2000
SMALL = 50


def digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = q * 10, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def answer(count):
    made = digits()
    found = [next(made) for _ in range(count)]
    return f"last {''.join(map(str, found[-10:]))} sum {sum(found)}"


if __name__ == "__main__":
    run(answer, SIZE)
