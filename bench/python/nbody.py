"""Two bodies on a spring-like orbit: float arithmetic in local variables."""
import sys


def orbit(steps):
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    for _ in range(steps):
        cube = (x * x + y * y) ** 1.5
        vx -= x / cube * 0.001
        vy -= y / cube * 0.001
        x += vx * 0.001
        y += vy * 0.001
    return (vx * vx + vy * vy) / 2 - 1 / (x * x + y * y) ** 0.5


print("energy %.6f" % orbit(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000))
