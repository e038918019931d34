print(list(zip([1, 2], 'ab', strict=True)))
for args in (([1], 'ab'), ([1, 2], 'a'), ([1], [1], [1, 2])):
    try: list(zip(*args, strict=True))
    except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[(1, 'a'), (2, 'b')]
# CHECK-NEXT:zip() argument 2 is longer than argument 1
# CHECK-NEXT:zip() argument 2 is shorter than argument 1
# CHECK-NEXT:zip() argument 3 is longer than arguments 1-2
# CHECK-NOT:{{.}}
