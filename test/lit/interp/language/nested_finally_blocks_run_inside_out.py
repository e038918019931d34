def f():
    try:
        try:
            try:
                return "x"
            finally:
                print(1)
        finally:
            print(2)
    finally:
        print(3)
print(f())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1
# CHECK-NEXT:2
# CHECK-NEXT:3
# CHECK-NEXT:x
# CHECK-NOT:{{.}}
