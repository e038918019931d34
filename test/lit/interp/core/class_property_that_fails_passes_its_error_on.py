class C:
    @property
    def __class__(self): raise RuntimeError('mine')
for other in bool, C, (int, str):
    try: print(isinstance(C(), other))
    except RuntimeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:mine
# CHECK-NEXT:True
# CHECK-NEXT:mine
# CHECK-NOT:{{.}}
