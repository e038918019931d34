print("aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "äöä".replace("ä", "ae"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:bba -a-b-c- -a-bc aeöae
# CHECK-NOT:{{.}}
