"""Points that are made, normalised and compared: float attributes, methods, math functions."""

from math import cos, sin, sqrt

from command_line import run

SIZE = 100000
SMALL = 500


class Point:
    __slots__ = "x", "y", "z"

    def __init__(self, angle):
        self.x = sin(angle)
        self.y = 3.0 * cos(angle)
        self.z = self.x * self.x / 2.0

    def normalise(self):
        length = sqrt(self.x**2 + self.y**2 + self.z**2)
        self.x /= length
        self.y /= length
        self.z /= length

    def largest(self, other):
        self.x = max(self.x, other.x)
        self.y = max(self.y, other.y)
        self.z = max(self.z, other.z)
        return self


def answer(count):
    points = [Point(float(n)) for n in range(count)]
    for point in points:
        point.normalise()
    first = points[0]
    for point in points[1:]:
        first = first.largest(point)
    return f"corner {first.x:.9f} {first.y:.9f} {first.z:.9f}"


if __name__ == "__main__":
    run(answer, SIZE)
