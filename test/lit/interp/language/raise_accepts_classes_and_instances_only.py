for x in (1, "s", int):
    try:
        raise x
    except TypeError as e:
        print(e)
try:
    try: raise ValueError
    except 5: pass
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:exceptions must derive from BaseException
# CHECK-NEXT:exceptions must derive from BaseException
# CHECK-NEXT:exceptions must derive from BaseException
# CHECK-NEXT:catching classes that do not inherit from BaseException is not allowed
# CHECK-NOT:{{.}}
