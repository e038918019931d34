def g():
    try:
        yield 1
        return
    finally:
        yield 2
print(list(g()))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[1, 2]
# CHECK-NOT:{{.}}
