"""Random games of go on a small board: flood fills over lists and sets of integers, random moves."""

import random

from command_line import run

SIZE = 60
SMALL = 1
WIDTH = 9
EMPTY, BLACK, WHITE = range(3)


def make_neighbours():
    table = []
    for point in range(WIDTH * WIDTH):
        row, column = divmod(point, WIDTH)
        near = []
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < WIDTH and 0 <= c < WIDTH:
                near.append(r * WIDTH + c)
        table.append(near)
    return table


NEIGHBOURS = make_neighbours()


class Board:
    def __init__(self):
        self.stones = [EMPTY] * (WIDTH * WIDTH)
        self.seen = set()
        self.captured = [0, 0, 0]

    def group(self, point):
        """The stones connected with the one at the point, and whether they have a liberty."""
        colour = self.stones[point]
        stones = {point}
        waiting = [point]
        free = False
        while waiting:
            for near in NEIGHBOURS[waiting.pop()]:
                if self.stones[near] == EMPTY:
                    free = True
                elif self.stones[near] == colour and near not in stones:
                    stones.add(near)
                    waiting.append(near)
        return stones, free

    def own_eye(self, point, colour):
        return all(self.stones[near] == colour for near in NEIGHBOURS[point])

    def play(self, point, colour):
        """False, and nothing changed: suicide, or a position that was there before."""
        before = self.stones[:]
        self.stones[point] = colour
        taken = 0
        for near in NEIGHBOURS[point]:
            if self.stones[near] == 3 - colour:
                stones, free = self.group(near)
                if not free:
                    taken += len(stones)
                    for stone in stones:
                        self.stones[stone] = EMPTY
        position = hash(tuple(self.stones))
        if not self.group(point)[1] or position in self.seen:
            self.stones = before
            return False
        self.seen.add(position)
        self.captured[colour] += taken
        return True

    def score(self):
        score = [0, 0, 0]
        for point, colour in enumerate(self.stones):
            if colour == EMPTY:
                around = {self.stones[near] for near in NEIGHBOURS[point]}
                if len(around) == 1:
                    score[around.pop()] += 1
            else:
                score[colour] += 1
        return score[BLACK] - score[WHITE]


def playout(numbers):
    board = Board()
    colour, passes = BLACK, 0
    for _ in range(3 * WIDTH * WIDTH):
        choices = [p for p, stone in enumerate(board.stones) if stone == EMPTY and not board.own_eye(p, colour)]
        numbers.shuffle(choices)
        if any(board.play(point, colour) for point in choices):
            passes = 0
        else:
            passes += 1
            if passes == 2:
                break
        colour = 3 - colour
    return board.score()


def answer(games):
    numbers = random.Random(99)
    scores = [playout(numbers) for _ in range(games)]
    return f"won {sum(score > 0 for score in scores)} by {sum(scores)}"


if __name__ == "__main__":
    run(answer, SIZE)
