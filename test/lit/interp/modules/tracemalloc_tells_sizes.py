import tracemalloc
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
tracemalloc.start()
kept = [bytes(100) for _ in range(100000)]
size, peak = tracemalloc.get_traced_memory()
print(tracemalloc.is_tracing(), size > 10_000_000, peak >= size)
tracemalloc.stop()
print(tracemalloc.get_traced_memory())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:False (0, 0)
# CHECK-NEXT:True True True
# CHECK-NEXT:(0, 0)
# CHECK-NOT:{{.}}
