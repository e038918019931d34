class A:
    "doc"
    print(__module__, __qualname__)
    class B:
        print(__qualname__)
print(A.__doc__, A.__module__, A.B.__qualname__, A.__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:__main__ A
# CHECK-NEXT:A.B
# CHECK-NEXT:doc __main__ A.B A
# CHECK-NOT:{{.}}
