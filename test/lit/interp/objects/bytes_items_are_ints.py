print(b"abc"[0], b"abc"[1:], list(b"ab"), 97 in b"abc", b"bc" in b"abc", b"a" + b"b", b"ab" * 2)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:97 b'bc' [97, 98] True True b'ab' b'abab'
# CHECK-NOT:{{.}}
