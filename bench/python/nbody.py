"""Five bodies that attract each other, step by step: float arithmetic, nested loops over lists of lists."""

from command_line import run

SIZE = 50000
SMALL = 50
STEP = 0.005


def bodies():
    """Mass, place and speed of each: a heavy one in the middle, four around it."""
    system = [[1000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]
    for n in range(1, 5):
        distance = 10.0 * n
        system.append([1.0 / n, distance, 0.3 * n, 0.1 * n, 0.0, (1000.0 / distance) ** 0.5, 0.2])
    return system


def advance(system, pairs):
    for a, b in pairs:
        dx, dy, dz = a[1] - b[1], a[2] - b[2], a[3] - b[3]
        pull = STEP / (dx * dx + dy * dy + dz * dz) ** 1.5
        by_a, by_b = a[0] * pull, b[0] * pull
        a[4] -= dx * by_b
        a[5] -= dy * by_b
        a[6] -= dz * by_b
        b[4] += dx * by_a
        b[5] += dy * by_a
        b[6] += dz * by_a
    for body in system:
        body[1] += STEP * body[4]
        body[2] += STEP * body[5]
        body[3] += STEP * body[6]


def energy(system, pairs):
    moving = sum(m * (vx * vx + vy * vy + vz * vz) / 2 for m, _, _, _, vx, vy, vz in system)
    bound = sum(
        a[0] * b[0] / ((a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2 + (a[3] - b[3]) ** 2) ** 0.5 for a, b in pairs
    )
    return moving - bound


def answer(steps):
    system = bodies()
    pairs = [(a, b) for i, a in enumerate(system) for b in system[i + 1 :]]
    before = energy(system, pairs)
    for _ in range(steps):
        advance(system, pairs)
    return f"energy {before:.6f} then {energy(system, pairs):.6f}"


if __name__ == "__main__":
    run(answer, SIZE)
