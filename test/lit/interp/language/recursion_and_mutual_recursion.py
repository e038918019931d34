def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(30))
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(100), odd(7))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:265252859812191058636308480000000
# CHECK-NEXT:True True
# CHECK-NOT:{{.}}
