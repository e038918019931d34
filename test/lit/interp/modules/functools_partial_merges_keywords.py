from functools import partial
p = partial(dict, a=1)
print(p(b=2), p(a=3), partial(partial(max, 5), 7)(6), p.keywords, p.func)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:{'a': 1, 'b': 2} {'a': 3} 7 {'a': 1} <class 'dict'>
# CHECK-NOT:{{.}}
