import sys
class Nothing:
    @staticmethod
    def find_spec(name, path=None, target=None): return None
sys.meta_path.insert(0, Nothing)
import importlib.util
print(importlib.util.find_spec('json').name, [f.__name__ for f in sys.meta_path])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:json ['Nothing', 'BuiltinImporter', 'FrozenImporter', 'PathFinder']
# CHECK-NOT:{{.}}
