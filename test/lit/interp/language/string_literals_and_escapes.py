print("a" "b" 'c', r"\n", "\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\105", "tab\tend")
print("""one
two""", b"\x00\xff" b"ab", "\
joined")
print(len("\N{BULLET}"), "\'", '\"')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:abc \n ABCdE tab	end
# CHECK-NEXT:one
# CHECK-NEXT:two b'\x00\xffab' joined
# CHECK-NEXT:1 ' "
# CHECK-NOT:{{.}}
