"""The most flips that bring 1 to the front, over all permutations: lists and slices."""

from command_line import run

SIZE = 9
SMALL = 6


def flips(order):
    count = 0
    while order[0]:
        n = order[0] + 1
        order[:n] = order[n - 1 :: -1] if n < len(order) else order[::-1]
        count += 1
    return count


def permutations(items, k):
    if k == 0:
        yield items
        return
    for i in range(k + 1):
        yield from permutations(items, k - 1)
        if i < k:
            j = i if k % 2 else 0
            items[j], items[k] = items[k], items[j]


def answer(n):
    return f"most {max(flips(list(p)) for p in permutations(list(range(n)), n - 1))}"


if __name__ == "__main__":
    run(answer, SIZE)
