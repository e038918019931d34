import os.path
import os.path as p
from os import path as q, sep
import collections.abc, sys as system
print(os.path is p, p is q, sep, collections.abc.__name__, system.__name__)
def f():
    from math import floor
    import math
    return math.floor is floor
print(f())
try:
    from math import nothing
except ImportError as e:
    print(e)
try:
    import nothing.at.all
except ModuleNotFoundError as e:
    print(e, e.name)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True / collections.abc sys
# CHECK-NEXT:True
# CHECK-NEXT:cannot import name 'nothing' from 'math' (unknown location)
# CHECK-NEXT:No module named 'nothing' nothing
# CHECK-NOT:{{.}}
