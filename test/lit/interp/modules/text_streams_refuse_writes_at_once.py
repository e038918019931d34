import io, sys
with open(sys.argv[0]) as file:
    try:
        file.write("x")
    except io.UnsupportedOperation as error:
        print(error)
view = memoryview(b"abc")
known = hash(view)
view.release()
print(hash(view) == known == hash(b"abc"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:not writable
# CHECK-NEXT:True
# CHECK-NOT:{{.}}
