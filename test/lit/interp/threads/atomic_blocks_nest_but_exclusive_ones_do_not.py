from transaction import atomic, exclusive_atomic, is_atomic, single_transaction
with exclusive_atomic:
    with atomic:
        print(is_atomic())
    print(is_atomic())
    try:
        with exclusive_atomic:
            print("not here")
    except RuntimeError as error:
        print(error, is_atomic())
print(is_atomic())
try:
    with single_transaction:
        raise KeyError(1)
except KeyError as error:
    print(repr(error), is_atomic())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:True
# CHECK-NEXT:exclusive_atomic block can't be entered inside another atomic block True
# CHECK-NEXT:False
# CHECK-NEXT:KeyError(1) False
# CHECK-NOT:{{.}}
