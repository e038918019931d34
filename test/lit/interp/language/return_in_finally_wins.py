def f():
    try:
        return 1
    finally:
        return 2
def g():
    try:
        raise ValueError
    finally:
        return 3
def h():
    x = 1
    try:
        return x
    finally:
        x = 2
print(f(), g(), h())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 3 1
# CHECK-NOT:{{.}}
