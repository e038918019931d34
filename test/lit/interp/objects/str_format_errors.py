for f in ("{", "}", "{0} {}", "{5}", "{a}", "{!x}", "{:d}", "{0[}", "{0.}"):
    try:
        f.format("s")
    except (ValueError, IndexError, KeyError) as e:
        print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ValueError Single '{' encountered in format string
# CHECK-NEXT:ValueError Single '}' encountered in format string
# CHECK-NEXT:ValueError cannot switch from manual field specification to automatic field numbering
# CHECK-NEXT:IndexError Replacement index 5 out of range for positional args tuple
# CHECK-NEXT:KeyError 'a'
# CHECK-NEXT:ValueError Unknown conversion specifier x
# CHECK-NEXT:ValueError Unknown format code 'd' for object of type 'str'
# CHECK-NEXT:ValueError expected '}' before end of string
# CHECK-NEXT:ValueError Empty attribute in format string
# CHECK-NOT:{{.}}
