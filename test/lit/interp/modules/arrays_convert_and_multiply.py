from array import array
print(array("H", array("b", [1, 2])), array("d", array("i", [3])))
a = b = array("i", [1, 2])
a *= 2
print(b, a * 0, 2 * array("b", [7]))
for action in (lambda: array("i", array("u", "ab")), lambda: array("d", [1.0]) * (1 << 60)):
    try:
        action()
    except (TypeError, MemoryError) as error:
        print(type(error).__name__, error)
print(array("b", b"abc") == b"abc", b"abc" == array("b", b"abc"), bytearray(b"abc") == array("b", b"abc"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:array('H', [1, 2]) array('d', [3.0])
# CHECK-NEXT:array('i', [1, 2, 1, 2]) array('i') array('b', [7, 7])
# CHECK-NEXT:TypeError cannot use a unicode array to initialize an array with typecode 'i'
# CHECK-NEXT:MemoryError{{ ?}}
# CHECK-NEXT:False False True
# CHECK-NOT:{{.}}
