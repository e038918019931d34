for x in ([], None, {}):
    try:
        int(x)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:int() argument must be a string, a bytes-like object or a real number, not 'list'
# CHECK-NEXT:int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# CHECK-NEXT:int() argument must be a string, a bytes-like object or a real number, not 'dict'
# CHECK-NOT:{{.}}
