"""Shortest ways through a maze of weights by A*: heapq, dicts of tuples, generators."""

import heapq

from command_line import run

SIZE = 150
SMALL = 20


def weights(size):
    number, rows = 7, []
    for _ in range(size):
        row = []
        for _ in range(size):
            number = number * 48271 % 2147483647
            row.append(None if number % 11 < 2 else number % 9 + 1)
        rows.append(row)
    rows[0][0] = rows[-1][-1] = 1
    return rows


def steps(rows, place):
    row, column = place
    for r, c in ((row + 1, column), (row, column + 1), (row - 1, column), (row, column - 1)):
        if 0 <= r < len(rows) and 0 <= c < len(rows) and rows[r][c] is not None:
            yield (r, c), rows[r][c]


def shortest(rows, start, goal):
    best = {start: 0}
    came_from = {}
    waiting = [(0, 0, start)]
    looked = 0
    while waiting:
        _, cost, place = heapq.heappop(waiting)
        if cost > best[place]:
            continue
        looked += 1
        if place == goal:
            way = [place]
            while place in came_from:
                place = came_from[place]
                way.append(place)
            return cost, len(way), looked
        for near, weight in steps(rows, place):
            new = cost + weight
            if new < best.get(near, 1 << 60):
                best[near] = new
                came_from[near] = place
                left = abs(goal[0] - near[0]) + abs(goal[1] - near[1])
                heapq.heappush(waiting, (new + left, new, near))
    return None


def answer(size):
    rows = weights(size)
    found = [shortest(rows, (0, 0), (size - 1, size - 1)) for _ in range(4)]
    return f"cost, length, looked at {found[0]} {found.count(found[0])}"


if __name__ == "__main__":
    run(answer, SIZE)
