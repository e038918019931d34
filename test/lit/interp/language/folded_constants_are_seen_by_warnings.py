import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    for text in ('(1 + 2)[0]', 'b"ab"[0][0]', '(-1.5)(2)', '"ab"[1.0 + 1]', '(1, 2)["a" "b"]', '"a"[-1]'):
        compile(text, 'f', 'eval')
for w in caught: print(w.message)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'int' object is not subscriptable; perhaps you missed a comma?
# CHECK-NEXT:'int' object is not subscriptable; perhaps you missed a comma?
# CHECK-NEXT:'float' object is not callable; perhaps you missed a comma?
# CHECK-NEXT:str indices must be integers or slices, not float; perhaps you missed a comma?
# CHECK-NEXT:tuple indices must be integers or slices, not str; perhaps you missed a comma?
# CHECK-NOT:{{.}}
