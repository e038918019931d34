# Members of native types are told from slots of __slots__ by the caches of attributes.
def plain():
    return here


here = 1


def make():
    inner = 2

    def closure():
        return inner
    return closure


for _ in range(3):
    print(plain.__globals__ is globals(), type(plain.__globals__).__name__, type(plain.__builtins__).__name__, make().__closure__[0].cell_contents)
plain.__globals__['here'] = 5
print(plain())
for _ in range(2):
    try:
        plain.__closure__ = ()
    except AttributeError as error:
        print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True dict dict 2
# CHECK-NEXT:True dict dict 2
# CHECK-NEXT:True dict dict 2
# CHECK-NEXT:5
# CHECK-NEXT:readonly attribute
# CHECK-NEXT:readonly attribute
# CHECK-NOT:{{.}}
