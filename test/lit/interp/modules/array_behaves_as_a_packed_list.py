from array import array
a = array("i", [1, 2, 3])
a.append(4); a.extend([5]); a[0] = -1; del a[1]
print(a, a.itemsize, a.typecode, a[1:], a.tobytes()[:4], a.index(4), a.pop(), array("d", [1.5]) * 2, array("u", "hé"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:array('i', [-1, 3, 4]) 4 i array('i', [3, 4, 5]) b'\xff\xff\xff\xff' 2 5 array('d', [1.5, 1.5]) array('u', 'hé')
# CHECK-NOT:{{.}}
