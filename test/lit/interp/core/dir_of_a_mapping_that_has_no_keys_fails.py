class Half:
    def __getitem__(self, key): raise KeyError(key)
class Whole(Half):
    def keys(self): return ['b', 'a']
print(eval('dir()', {}, Whole()))
try: eval('dir()', {}, Half())
except AttributeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['a', 'b']
# CHECK-NEXT:'Half' object has no attribute 'keys'
# CHECK-NOT:{{.}}
