import os
os.environ["PYSTM_TEST"] = "1"
print(os.environ["PYSTM_TEST"], os.getenv("PYSTM_TEST"), "PYSTM_TEST" in os.environ, os.environ.pop("PYSTM_TEST"), os.getenv("PYSTM_TEST"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 1 True 1 None
# CHECK-NOT:{{.}}
