"""The chaos game on a curve of splines: classes with operators, lists of lists, random numbers."""

import random

from command_line import run

SIZE = 40000
SMALL = 500
WIDTH = HEIGHT = 100


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


class Spline:
    """A curve of degree 3 through its control points, by repeated interpolation."""

    def __init__(self, points):
        self.points = points

    def __call__(self, t):
        points = self.points
        while len(points) > 1:
            points = [a + (b - a) * t for a, b in zip(points, points[1:])]
        return points[0]


class Game:
    def __init__(self, curves, seed):
        self.curves = curves
        self.random = random.Random(seed)
        self.hits = [[0] * WIDTH for _ in range(HEIGHT)]

    def step(self, point):
        curve = self.curves[self.random.randrange(len(self.curves))]
        target = curve(self.random.random())
        return point + (target - point) * 0.6

    def play(self, steps):
        point = Vector(0.5, 0.5)
        for _ in range(steps):
            point = self.step(point)
            column, row = int(point.x * WIDTH), int(point.y * HEIGHT)
            if 0 <= column < WIDTH and 0 <= row < HEIGHT:
                self.hits[row][column] += 1


def answer(steps):
    curves = [
        Spline([Vector(0.1, 0.1), Vector(0.3, 0.9), Vector(0.7, 0.8), Vector(0.9, 0.2)]),
        Spline([Vector(0.2, 0.7), Vector(0.5, 0.1), Vector(0.6, 0.3), Vector(0.8, 0.9)]),
        Spline([Vector(0.9, 0.9), Vector(0.4, 0.6), Vector(0.2, 0.4), Vector(0.1, 0.3)]),
    ]
    game = Game(curves, 1234)
    game.play(steps)
    return f"cells {sum(1 for row in game.hits for hit in row if hit)} most {max(map(max, game.hits))}"


if __name__ == "__main__":
    run(answer, SIZE)
