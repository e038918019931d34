for s in ("", "1e", "1__0", "abc", "1 2", "0x1"):
    try:
        float(s)
    except ValueError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:could not convert string to float: ''
# CHECK-NEXT:could not convert string to float: '1e'
# CHECK-NEXT:could not convert string to float: '1__0'
# CHECK-NEXT:could not convert string to float: 'abc'
# CHECK-NEXT:could not convert string to float: '1 2'
# CHECK-NEXT:could not convert string to float: '0x1'
# CHECK-NOT:{{.}}
