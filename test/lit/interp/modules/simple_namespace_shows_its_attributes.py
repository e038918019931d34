import sys, types
n = types.SimpleNamespace(a=1, b='x')
n.c = n
print(n, n == types.SimpleNamespace(a=1), types.SimpleNamespace() == types.SimpleNamespace(), vars(n).keys())
print(type(sys.implementation) is types.SimpleNamespace)
try: types.SimpleNamespace(1)
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:namespace(a=1, b='x', c=namespace(...)) False True dict_keys(['a', 'b', 'c'])
# CHECK-NEXT:True
# CHECK-NEXT:no positional arguments expected
# CHECK-NOT:{{.}}
