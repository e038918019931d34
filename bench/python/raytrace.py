"""A ray tracer with spheres, a chequered floor and one light: small classes with operators, floats, recursion."""

from math import sqrt

from command_line import run

SIZE = 120
SMALL = 8
DEPTH = 3


class Vector:
    __slots__ = "x", "y", "z"

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, shade, mirror):
        self.centre, self.radius = centre, radius
        self.shade, self.mirror = shade, mirror

    def distance(self, start, direction):
        to_centre = self.centre - start
        along = to_centre.dot(direction)
        inside = self.radius**2 - to_centre.dot(to_centre) + along * along
        if inside < 0.0:
            return None
        near = along - sqrt(inside)
        return near if near > 1e-4 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def shade_at(self, point):
        return self.shade


class Floor:
    mirror = 0.2

    def __init__(self, height):
        self.height = height

    def distance(self, start, direction):
        if direction.y == 0.0:
            return None
        far = (self.height - start.y) / direction.y
        return far if far > 1e-4 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def shade_at(self, point):
        return 0.9 if (int(point.x // 1) + int(point.z // 1)) % 2 else 0.3


class Scene:
    def __init__(self):
        self.things = [Floor(-1.0)]
        self.light = Vector(5.0, 8.0, -4.0)
        for n in range(5):
            self.things.append(Sphere(Vector(n * 1.2 - 2.4, -0.4 + 0.2 * n, 4.0 + n % 2), 0.6, 0.5 + 0.1 * n, 0.4))

    def hit(self, start, direction):
        nearest, found = None, None
        for thing in self.things:
            distance = thing.distance(start, direction)
            if distance is not None and (nearest is None or distance < nearest):
                nearest, found = distance, thing
        return nearest, found

    def brightness(self, start, direction, depth):
        distance, thing = self.hit(start, direction)
        if thing is None:
            return 0.1 + 0.3 * max(direction.y, 0.0)
        point = start + direction * distance
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        seen = 0.1
        if self.hit(point, to_light)[1] is None:
            seen += max(normal.dot(to_light), 0.0) * thing.shade_at(point)
        if depth > 1 and thing.mirror:
            seen += thing.mirror * self.brightness(point, direction.mirrored(normal), depth - 1)
        return seen


def answer(size):
    scene = Scene()
    eye = Vector(0.0, 0.5, -3.0)
    total = brightest = 0.0
    for row in range(size):
        for column in range(size):
            direction = Vector(2.0 * column / size - 1.0, 1.0 - 2.0 * row / size, 2.0).unit()
            value = scene.brightness(eye, direction, DEPTH)
            total += value
            brightest = max(brightest, value)
    return f"mean {total / size**2:.9f} most {brightest:.9f}"


if __name__ == "__main__":
    run(answer, SIZE)
