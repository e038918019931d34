import time
a, b = time.monotonic(), time.perf_counter_ns()
time.sleep(0.01)
print(time.monotonic() - a >= 0.01, time.perf_counter_ns() - b >= 10**7)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True
# CHECK-NOT:{{.}}
