try:
    assert 1 > 2, "msg" + "!"
except AssertionError as e:
    print(repr(e))
try:
    assert []
except AssertionError as e:
    print(repr(e))
assert True, 1 / 0

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:AssertionError('msg!')
# CHECK-NEXT:AssertionError()
# CHECK-NOT:{{.}}
