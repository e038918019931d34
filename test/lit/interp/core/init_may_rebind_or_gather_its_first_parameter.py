class Gathers:
    def __init__(*args, **keywords): args[0].given = args[1:]
class Rebinds:
    def __init__(self, a): self = a
class Captures:
    def __init__(self, a):
        def inner(): return self
        self = a
print(type(Gathers(1)).__name__, Gathers(1, 2).given, type(Rebinds(1)).__name__, type(Captures(1)).__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Gathers (1, 2) Rebinds Captures
# CHECK-NOT:{{.}}
