for v, s in ((1, "y"), (1.5, "d"), ("a", "d"), ("a", "=5"), (1, ".3d"), (1, ",x"), (1j, "d"), ([], "5")):
    try:
        format(v, s)
    except (ValueError, TypeError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Unknown format code 'y' for object of type 'int'
# CHECK-NEXT:Unknown format code 'd' for object of type 'float'
# CHECK-NEXT:Unknown format code 'd' for object of type 'str'
# CHECK-NEXT:'=' alignment not allowed in string format specifier
# CHECK-NEXT:Precision not allowed in integer format specifier
# CHECK-NEXT:Cannot specify ',' with 'x'.
# CHECK-NEXT:Unknown format code 'd' for object of type 'complex'
# CHECK-NEXT:unsupported format string passed to list.__format__
# CHECK-NOT:{{.}}
