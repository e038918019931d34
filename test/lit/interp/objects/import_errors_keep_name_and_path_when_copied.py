import copy, pickle
error = ImportError("text", name="name", path="path")
for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
    print(other.name, other.path, other.msg, other.args)
error.__init__()
print(error.name, error.path, error.msg, error.args)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:name path text ('text',)
# CHECK-NEXT:name path text ('text',)
# CHECK-NEXT:None None None ()
# CHECK-NOT:{{.}}
