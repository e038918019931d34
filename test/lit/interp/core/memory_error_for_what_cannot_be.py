for make in (lambda: 'x' * 10**15, lambda: [0] * 10**13, lambda: bytes(10**15), lambda: (1,) * 10**13):
    try: make()
    except MemoryError: print('MemoryError')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:MemoryError
# CHECK-NEXT:MemoryError
# CHECK-NEXT:MemoryError
# CHECK-NEXT:MemoryError
# CHECK-NOT:{{.}}
