def f(name):
    print(name)
    return {}
f("target")[print("index")] = f("value")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:value
# CHECK-NEXT:target
# CHECK-NEXT:index
# CHECK-NOT:{{.}}
