for f in (lambda: b"a" + "b", lambda: bytes([256]), lambda: bytes("a"), lambda: b"abc"[5], lambda: b"a".join(["x"]), lambda: bytes(-1)):
    try:
        f()
    except (TypeError, ValueError, IndexError) as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:can't concat str to bytes
# CHECK-NEXT:bytes must be in range(0, 256)
# CHECK-NEXT:string argument without an encoding
# CHECK-NEXT:index out of range
# CHECK-NEXT:sequence item 0: expected a bytes-like object, str found
# CHECK-NEXT:negative count
# CHECK-NOT:{{.}}
