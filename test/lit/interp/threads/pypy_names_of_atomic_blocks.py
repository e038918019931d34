from __pypy__.thread import atomic, error, exclusive_atomic, getsegmentlimit, hint_commit_soon, is_atomic, signals_enabled
import atomic as old, pypystm, sys, transaction
print(atomic is transaction.atomic is pypystm.atomic is old.atomic, exclusive_atomic is pypystm.exclusive_atomic, error)
with atomic, signals_enabled:
    print(is_atomic(), old.is_atomic())
print("__pypy__" in sys.builtin_module_names)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True <class 'RuntimeError'>
# CHECK-NEXT:True True
# CHECK-NEXT:False
# CHECK-NOT:{{.}}
