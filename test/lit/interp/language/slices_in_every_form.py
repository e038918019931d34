class S:
    def __getitem__(self, k): return k
s = S()
print(s[1:2], s[::2], s[:], s[1:2, ::3], s[...], s[1, 2], s[(1, 2)], s[*[1, 2], 3])
l = list(range(10))
print(l[2:8:3], l[::-3], l[-3:], l[:0])
l[2:4] = "abc"
print(l)
l[::4] = [0, 0, 0]
print(l)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:slice(1, 2, None) slice(None, None, 2) slice(None, None, None) (slice(1, 2, None), slice(None, None, 3)) Ellipsis (1, 2) (1, 2) (1, 2, 3)
# CHECK-NEXT:[2, 5] [9, 6, 3, 0] [7, 8, 9] []
# CHECK-NEXT:[0, 1, 'a', 'b', 'c', 4, 5, 6, 7, 8, 9]
# CHECK-NEXT:[0, 1, 'a', 'b', 0, 4, 5, 6, 0, 8, 9]
# CHECK-NOT:{{.}}
