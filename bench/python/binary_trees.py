"""Many small objects that die young: classes, __init__, methods, the collector."""
import sys


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 if self.left is None else 1 + self.left.count() + self.right.count()


def tree(depth):
    return Node(tree(depth - 1), tree(depth - 1)) if depth else Node(None, None)


depth = int(sys.argv[1]) if len(sys.argv) > 1 else 12
kept = tree(depth)
print("made", sum(tree(depth).count() for _ in range(30)), "kept", kept.count())
