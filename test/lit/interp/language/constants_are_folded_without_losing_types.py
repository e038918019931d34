def f(): return 1, 1.0, True, -0.0, 0.0, (1, 2.0), (1.0, 2), "a" * 3, 2 ** 10, "x" "y"
print(f())
def g():
    return 1 / 0
try:
    g()
except ZeroDivisionError as e:
    print(e)
print("abc"[1], (1, 2, 3)[-1], not 1, -(-5), 5 // 2 * 1.5)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:(1, 1.0, True, -0.0, 0.0, (1, 2.0), (1.0, 2), 'aaa', 1024, 'xy')
# CHECK-NEXT:division by zero
# CHECK-NEXT:b 3 False 5 3.0
# CHECK-NOT:{{.}}
