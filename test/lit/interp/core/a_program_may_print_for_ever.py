# What a wait used is used again, in one long stretch as in many short ones.
for i in range(70000):
    print(i)
print(max(print(i) or i for i in range(70000)))

# RUN: %pystm %s 2>&1 | tail -n 1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:69999
# CHECK-NOT:{{.}}
