import sys
print(type(sys.stdout.buffer).__name__, type(sys.stderr.buffer).__name__, type(sys.stdin.buffer).__name__, sys.stdout.buffer.name)

# RUN: %pystm -u %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:FileIO FileIO BufferedReader <stdout>
# CHECK-NOT:{{.}}
