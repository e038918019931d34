def f(a: int, b: "str" = 1, *args: list, c: float = 2.0, **kw: dict) -> None:
    """doc"""
f.x = 1
print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__)
print(f.__annotations__)
print(f.__dict__, f.__module__, f.__code__.co_name)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:f f doc (1,) {'c': 2.0}
# CHECK-NEXT:{'a': <class 'int'>, 'b': 'str', 'args': <class 'list'>, 'c': <class 'float'>, 'kw': <class 'dict'>, 'return': None}
# CHECK-NEXT:{'x': 1} __main__ f
# CHECK-NOT:{{.}}
