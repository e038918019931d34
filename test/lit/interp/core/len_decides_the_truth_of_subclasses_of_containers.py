class S(str):
    def __len__(self): return 7
class B(bytes):
    def __len__(self): return 7
class L(list):
    def __len__(self): return 7
class I(int):
    def __len__(self): return 7
print(bool(S()), bool(B()), bool(L()), bool(I()), hasattr(str, '__bool__'), hasattr(int, '__bool__'))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True True False False True
# CHECK-NOT:{{.}}
