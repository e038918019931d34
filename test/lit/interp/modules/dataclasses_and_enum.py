import dataclasses, enum
@dataclasses.dataclass(order=True, frozen=True)
class P:
    x: int
    y: list = dataclasses.field(default_factory=list, compare=False)
class E(enum.IntEnum):
    A = 1
    B = enum.auto()
print(P(1), P(1) < P(2), dataclasses.asdict(P(3)), E.B, E(1).name, list(E), E.A + 1)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:P(x=1, y=[]) True {'x': 3, 'y': []} 2 A [<E.A: 1>, <E.B: 2>] 2
# CHECK-NOT:{{.}}
