"""An incremental solver of one-way constraints with strengths, after DeltaBlue: inheritance, lists of objects, plans."""

from enum import IntEnum

from command_line import run

SIZE = 3000
SMALL = 20


class Strength(IntEnum):
    REQUIRED = 0
    STRONG = 1
    NORMAL = 2
    WEAK = 3
    WEAKEST = 4


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = Strength.WEAKEST
        self.mark = 0
        self.fixed = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def add_to(self, planner):
        for variable in self.variables():
            variable.constraints.append(self)
        self.forget()
        planner.add(self)

    def remove_from(self, planner):
        if self.satisfied():
            planner.remove(self)
        for variable in self.variables():
            variable.constraints.remove(self)

    def is_input(self):
        return False

    def satisfy(self, mark, planner):
        """Takes an output of its own; the weaker constraint that determined it before, or None."""
        self.choose(mark)
        if not self.satisfied():
            if self.strength == Strength.REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        overridden = output.determined_by
        if overridden is not None:
            overridden.forget()
        output.determined_by = self
        planner.propagate(self, mark)
        output.mark = mark
        return overridden

    def inputs_known(self, mark):
        return all(v.mark == mark or v.fixed or v.determined_by is None for v in self.inputs())

    def recalculate(self):
        output = self.output()
        output.strength = max([self.strength] + [v.strength for v in self.inputs()])
        output.fixed = not self.is_input() and all(v.fixed for v in self.inputs())
        if output.fixed:
            self.execute()


class Unary(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.on = False
        self.add_to(planner)

    def variables(self):
        return (self.variable,)

    def choose(self, mark):
        self.on = self.variable.mark != mark and self.strength < self.variable.strength

    def satisfied(self):
        return self.on

    def forget(self):
        self.on = False

    def inputs(self):
        return ()

    def output(self):
        return self.variable


class Stay(Unary):
    def execute(self):
        pass


class Edit(Unary):
    def is_input(self):
        return True

    def execute(self):
        pass


class Binary(Constraint):
    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first, self.second = first, second
        self.source = self.target = None
        self.add_to(planner)

    def variables(self):
        return self.first, self.second

    def choose(self, mark):
        first, second = self.first, self.second
        self.source = self.target = None
        if first.mark == mark:
            source, target = first, second
        elif second.mark == mark:
            source, target = second, first
        elif first.strength > second.strength:
            source, target = second, first
        else:
            source, target = first, second
        if target.mark != mark and self.strength < target.strength:
            self.source, self.target = source, target

    def satisfied(self):
        return self.target is not None

    def forget(self):
        self.source = self.target = None

    def inputs(self):
        return (self.source,)

    def output(self):
        return self.target


class Equal(Binary):
    def execute(self):
        self.target.value = self.source.value


class Scale(Binary):
    """second = first * factor + offset."""

    def __init__(self, first, factor, offset, second, strength, planner):
        self.factor, self.offset = factor, offset
        super().__init__(first, second, strength, planner)

    def execute(self):
        if self.target is self.second:
            self.target.value = self.source.value * self.factor + self.offset
        else:
            self.target.value = (self.source.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0

    def next_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.next_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark, self)

    def remove(self, constraint):
        output = constraint.output()
        constraint.forget()
        output.determined_by = None
        output.strength = Strength.WEAKEST
        output.fixed = True
        unsatisfied = []
        waiting = [output]
        while waiting:
            variable = waiting.pop()
            for other in variable.constraints:
                if not other.satisfied():
                    unsatisfied.append(other)
            for other in self.consumers(variable):
                other.recalculate()
                waiting.append(other.output())
        for strength in Strength:
            for other in unsatisfied:
                if other.strength == strength and not other.satisfied():
                    self.add(other)

    def consumers(self, variable):
        return [c for c in variable.constraints if c.satisfied() and c is not variable.determined_by]

    def propagate(self, constraint, mark):
        waiting = [constraint]
        while waiting:
            current = waiting.pop()
            output = current.output()
            if output.mark == mark:
                raise ValueError("a cycle of constraints")
            current.recalculate()
            waiting += self.consumers(output)

    def plan(self, sources):
        mark = self.next_mark()
        waiting = [c for c in sources if c.is_input() and c.satisfied()]
        plan = []
        while waiting:
            current = waiting.pop()
            output = current.output()
            if output.mark != mark and current.inputs_known(mark):
                plan.append(current)
                output.mark = mark
                waiting += self.consumers(output)
        return plan


def change(variable, values, planner):
    edit = Edit(variable, Strength.STRONG, planner)
    plan = planner.plan([edit])
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.remove_from(planner)


def chain(length):
    """A value that is handed on along a row of equal variables."""
    planner = Planner()
    variables = [Variable(f"v{n}") for n in range(length + 1)]
    for first, second in zip(variables, variables[1:]):
        Equal(first, second, Strength.REQUIRED, planner)
    Stay(variables[-1], Strength.NORMAL, planner)
    change(variables[0], range(20), planner)
    return sum(variable.value for variable in variables)


def projection(count):
    """Points scaled onto others, changed from either side."""
    planner = Planner()
    pairs = []
    for n in range(count):
        source, target = Variable(f"s{n}", n), Variable(f"t{n}", n)
        Stay(source, Strength.WEAK, planner)
        Scale(source, 10, 1000, target, Strength.REQUIRED, planner)
        pairs.append((source, target))
    for source, target in pairs[::10]:
        change(source, [17], planner)
        change(target, [1050], planner)
    return sum(source.value + target.value for source, target in pairs)


def answer(size):
    return f"chain {chain(size)} projection {projection(size * 2)}"


if __name__ == "__main__":
    run(answer, SIZE)
