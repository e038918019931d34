for h in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(ascii(b"a\xff\xe2\x82z".decode("utf-8", h)))
try:
    b"a\xff".decode()
except UnicodeDecodeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'az'
# CHECK-NEXT:'a\ufffd\ufffdz'
# CHECK-NEXT:'a\\xff\\xe2\\x82z'
# CHECK-NEXT:'a\udcff\udce2\udc82z'
# CHECK-NEXT:'utf-8' codec can't decode byte 0xff in position 1: invalid start byte
# CHECK-NOT:{{.}}
