print(list[int], dict[str, list[int]], int | None, isinstance(1, int | str), list[int] == list[int])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:list[int] dict[str, list[int]] int | None True True
# CHECK-NOT:{{.}}
