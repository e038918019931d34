"""Walks of a search tree by generators that delegate to each other, and pipelines of generator expressions."""

from command_line import run

SIZE = 120
SMALL = 1


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def running_mean():
    total = count = 0
    value = yield 0.0
    while True:
        total += value
        count += 1
        value = yield total / count


def answer(rounds):
    root = Node(5000)
    number = 1
    for _ in range(2000):
        number = number * 16807 % 2147483647
        root.insert(number % 10000)
    mean = running_mean()
    last = next(mean)
    for _ in range(rounds):
        odd = (key for key in root if key % 2)
        for key in (key * 3 for key in odd if key % 5):
            last = mean.send(key)
    return f"mean {last:.6f} of {sum(1 for _ in root)} keys"


if __name__ == "__main__":
    run(answer, SIZE)
