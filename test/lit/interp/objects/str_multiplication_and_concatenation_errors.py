print("ab" * 3, 2 * "x", "a" * -1 == "")
for f in (lambda: "a" + 1, lambda: "a" * "b", lambda: 1 in "a"):
    try:
        f()
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ababab xx True
# CHECK-NEXT:can only concatenate str (not "int") to str
# CHECK-NEXT:can't multiply sequence by non-int of type 'str'
# CHECK-NEXT:'in <string>' requires string as left operand, not int
# CHECK-NOT:{{.}}
