"""Many small objects that die young: classes, __init__, methods, the collector."""

from command_line import run

SIZE = 13
SMALL = 6


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 if self.left is None else 1 + self.left.count() + self.right.count()


def tree(depth):
    return Node(tree(depth - 1), tree(depth - 1)) if depth else Node(None, None)


def answer(depth):
    kept = tree(depth)
    return f"made {sum(tree(depth).count() for _ in range(20))} kept {kept.count()}"


if __name__ == "__main__":
    run(answer, SIZE)
