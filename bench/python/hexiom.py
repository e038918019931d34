"""A puzzle like Hexiom: numbered tiles go on a hexagonal board so that each has as many neighbours as its number says.

Search with propagation over sets of candidates: dicts, sets, copies, recursion.
"""

from command_line import run

SIZE = 3
SMALL = 2
DIRECTIONS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))


def board(radius):
    cells = [
        (q, r) for q in range(-radius, radius + 1) for r in range(-radius, radius + 1) if abs(q + r) <= radius
    ]
    inside = set(cells)
    return cells, {c: [(c[0] + q, c[1] + r) for q, r in DIRECTIONS if (c[0] + q, c[1] + r) in inside] for c in cells}


def puzzle(radius, seed):
    """The numbers of a filled board with some holes: their count is all that the player knows."""
    cells, near = board(radius)
    filled = set()
    for cell in cells:
        seed = seed * 16807 % 2147483647
        if seed % 5 < 3:
            filled.add(cell)
    counts = {}
    for cell in filled:
        number = sum(other in filled for other in near[cell])
        counts[number] = counts.get(number, 0) + 1
    return cells, near, counts, len(filled)


class Search:
    def __init__(self, cells, near, counts, tiles):
        self.cells, self.near = cells, near
        self.counts = dict(counts)
        self.holes = len(cells) - tiles
        self.placed = {}
        self.steps = 0

    def fits(self, cell):
        """Whether the numbers around the cell can still be met."""
        for other in (cell, *self.near[cell]):
            number = self.placed.get(other)
            if number is None:
                continue
            tiles = unknown = 0
            for neighbour in self.near[other]:
                if neighbour not in self.placed:
                    unknown += 1
                elif self.placed[neighbour] is not None:
                    tiles += 1
            if tiles > number or tiles + unknown < number:
                return False
        return True

    def choices(self, cell):
        tiles = unknown = 0
        for neighbour in self.near[cell]:
            if neighbour not in self.placed:
                unknown += 1
            elif self.placed[neighbour] is not None:
                tiles += 1
        found = [n for n in range(tiles, tiles + unknown + 1) if self.counts.get(n)]
        if self.holes:
            found.append(None)
        return found

    def take(self, number, by):
        if number is None:
            self.holes -= by
        else:
            self.counts[number] -= by

    def solve(self, at=0):
        self.steps += 1
        if at == len(self.cells):
            return True
        cell = self.cells[at]
        for number in self.choices(cell):
            self.placed[cell] = number
            self.take(number, 1)
            if self.fits(cell) and self.solve(at + 1):
                return True
            self.take(number, -1)
            del self.placed[cell]
        return False


def answer(radius):
    text = []
    for seed in range(2, 9):
        search = Search(*puzzle(radius, seed))
        solved = search.solve()
        text.append(f"{search.steps if solved else 'none'}")
    return "steps " + " ".join(text)


if __name__ == "__main__":
    run(answer, SIZE)
