print("abcab".removeprefix("ab"), "abcab".removesuffix("ab"), "abc".removeprefix("x"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:cab abc abc
# CHECK-NOT:{{.}}
