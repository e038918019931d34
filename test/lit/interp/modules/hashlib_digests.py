import hashlib
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(n, b"abc")
    h.update(b"x" * 300)
    print(n, h.hexdigest()[:16], h.digest_size, h.block_size)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:md5 3afdc72f8d3de666 16 64
# CHECK-NEXT:sha1 221e0aeaef1ca332 20 64
# CHECK-NEXT:sha224 c62a84e2f81db390 28 64
# CHECK-NEXT:sha256 cddb65d68da73e6f 32 64
# CHECK-NEXT:sha384 16f8fda8e4dabf3c 48 128
# CHECK-NEXT:sha512 a629367875ab9c74 64 128
# CHECK-NOT:{{.}}
