import struct
for f in (lambda: struct.pack("B", 256), lambda: struct.pack("i"), lambda: struct.unpack("i", b"a"), lambda: struct.pack("z", 1), lambda: struct.pack("i", "a")):
    try:
        f()
    except struct.error as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ubyte format requires 0 <= number <= 255
# CHECK-NEXT:pack expected 1 items for packing (got 0)
# CHECK-NEXT:unpack requires a buffer of 4 bytes
# CHECK-NEXT:bad char in struct format
# CHECK-NEXT:required argument is not an integer
# CHECK-NOT:{{.}}
