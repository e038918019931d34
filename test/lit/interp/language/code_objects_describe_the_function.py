def f(a, b, /, c, *d, e, **g):
    h = 1
    def inner(): return a
    return h
c = f.__code__
print(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals)
print(c.co_varnames, c.co_cellvars, c.co_freevars)
print(c.co_flags & 0xFF, c.co_firstlineno, c.co_qualname)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3 2 1 8
# CHECK-NEXT:('a', 'b', 'c', 'e', 'd', 'g', 'h', 'inner') ('a',) ()
# CHECK-NEXT:15 1 f
# CHECK-NOT:{{.}}
