try:
    undefined_name
except NameError as e:
    print(e, e.name)
def f():
    return undefined_too
try:
    f()
except NameError as e:
    print(e)
try:
    del undefined_name
except NameError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:name 'undefined_name' is not defined undefined_name
# CHECK-NEXT:name 'undefined_too' is not defined
# CHECK-NEXT:name 'undefined_name' is not defined
# CHECK-NOT:{{.}}
