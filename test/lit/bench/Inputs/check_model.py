"""Checks the discrete-event model where its answer is known."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "bench"))
from model.model import breaks_first
from model.simulation import Costs, Load, simulate

costs = Costs(begin=50, commit=100, granule=10, apply=5, page=1000, line=80)

# Alone, a transaction takes the sum of its parts.
alone = simulate(costs, Load(body=850, writers=1, granules=0, pages=0, conflict=0), 1)
assert abs(alone.throughput * 1000 - 1) < 0.01, alone

# What only reads shares nothing.
reading = Load(body=1000, writers=0, granules=0, pages=0, conflict=0)
speedup = simulate(costs, reading, 64).throughput / simulate(costs, reading, 1).throughput
assert 60 < speedup < 68, speedup

# What only commits goes no faster than the lock lets it.
committing = Load(body=1, writers=1, granules=1, pages=0, conflict=0)
many = simulate(costs, committing, 32)
assert many.throughput <= 1 / (costs.commit + costs.granule + costs.line), many
assert many.lock_busy > 0.9 and breaks_first(many) in ("commit lock", "others' commits"), many

# Large commits are checked by everybody else, under the lock: it is held longer than the commits themselves take.
large = simulate(costs, Load(body=100000, writers=1, granules=200, pages=0, conflict=0), 64)
assert large.throughput < 0.5 / (costs.commit + 200 * costs.granule), large
assert breaks_first(large) == "commit lock", large

# Where each commit meets everybody else, attempts are wasted; where none does, none is.
meeting = simulate(costs, Load(body=10000, writers=1, granules=1, pages=0, conflict=0.9), 8)
assert breaks_first(meeting) == "undone attempts", meeting
assert large.wasted == 0, large

# The same arguments give the same result.
assert simulate(costs, committing, 8) == simulate(costs, committing, 8)
