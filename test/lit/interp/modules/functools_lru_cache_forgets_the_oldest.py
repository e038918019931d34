from functools import lru_cache
@lru_cache(maxsize=2)
def f(x):
    print("call", x)
    return x
f(1); f(2); f(1); f(3); f(2)
print(f.cache_info(), f.__wrapped__(9), f.__name__)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:call 1
# CHECK-NEXT:call 2
# CHECK-NEXT:call 3
# CHECK-NEXT:call 2
# CHECK-NEXT:call 9
# CHECK-NEXT:CacheInfo(hits=1, misses=4, maxsize=2, currsize=2) 9 f
# CHECK-NOT:{{.}}
