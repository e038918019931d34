print("a,b,,c".split(","), " a  b ".split(), "a b c".split(None, 1), "a,b,c".rsplit(",", 1), "  a b  ".rsplit(None, 1), "".split(), "".split(","))
try:
    "a".split("")
except ValueError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b', '', 'c'] ['a', 'b'] ['a', 'b c'] ['a,b', 'c'] ['  a', 'b'] [] ['']
# CHECK-NEXT:empty separator
# CHECK-NOT:{{.}}
