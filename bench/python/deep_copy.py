"""copy.deepcopy of nested containers and instances: the library's own Python, dicts by identity, reduce."""

import copy
import dataclasses

from command_line import run

SIZE = 900
SMALL = 3


@dataclasses.dataclass
class Part:
    name: str
    weight: float
    needs: list


class Machine:
    def __init__(self, count):
        self.parts = {}
        for n in range(count):
            needs = list(self.parts.values())[-2:]
            self.parts[f"part {n}"] = Part(f"part {n}", n / 4, needs)
        self.limits = {"least": (1, 2, 3), "most": {"a": [1.5] * 4, "b": {1, 2, 3}}}

    def __deepcopy__(self, memo):
        other = object.__new__(type(self))
        memo[id(self)] = other
        other.parts = copy.deepcopy(self.parts, memo)
        other.limits = copy.deepcopy(self.limits, memo)
        return other


def answer(rounds):
    machine = Machine(20)
    for n in range(rounds):
        machine = copy.deepcopy(machine)
        machine.parts["part 3"].weight += n
    last = machine.parts["part 19"]
    shared = last.needs[0] is machine.parts["part 17"]
    return f"weight {sum(part.weight for part in machine.parts.values())} shared {shared}"


if __name__ == "__main__":
    run(answer, SIZE)
