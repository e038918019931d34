for f in (lambda: "a".encode("nope"), lambda: b"\x81".decode("cp1252"), lambda: "a".encode("rot13")):
    try:
        f()
    except (LookupError, UnicodeError) as e:
        print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:LookupError unknown encoding: nope
# CHECK-NEXT:UnicodeDecodeError 'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>
# CHECK-NEXT:LookupError 'rot13' is not a text encoding; use codecs.encode() to handle arbitrary codecs
# CHECK-NOT:{{.}}
