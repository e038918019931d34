class A(Exception): pass
class B(A): pass
for cls in (A, B, KeyError, TypeError):
    try:
        raise cls()
    except B: print("B")
    except A: print("A")
    except (KeyError, ValueError): print("tuple")
    except: print("any")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:A
# CHECK-NEXT:B
# CHECK-NEXT:tuple
# CHECK-NEXT:any
# CHECK-NOT:{{.}}
