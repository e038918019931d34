print("-".join(["a", "b"]), "".join("ab"), "x".join([]))
for x in ([1], 5):
    try:
        ",".join(x)
    except TypeError as e:
        print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:a-b ab 
# CHECK-NEXT:sequence item 0: expected str instance, int found
# CHECK-NEXT:can only join an iterable
# CHECK-NOT:{{.}}
