import subprocess, sys
print(subprocess.check_output([sys.executable, '-S', '-c', 'import sys; print(sys.executable.startswith("/"))'], text=True).strip())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NOT:{{.}}
