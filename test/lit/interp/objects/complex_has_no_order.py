try:
    1j < 2j
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'<' not supported between instances of 'complex' and 'complex'
# CHECK-NOT:{{.}}
