import math
for f, n, k in (math.comb, 2**1000, 2**100), (math.perm, 2**1000, 2**100), (math.comb, 10, 3), (math.comb, 2**200, 2**200 - 2):
    try: print(f(n, k))
    except OverflowError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:min(n - k, k) must not exceed 9223372036854775807
# CHECK-NEXT:k must not exceed 9223372036854775807
# CHECK-NEXT:120
# CHECK-NEXT:1291124939043454294827959586001505937164852896414611756415328874801301681513282826333776506058767654616454694589956096000
# CHECK-NOT:{{.}}
