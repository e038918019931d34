c = compile("1 + 1", "f", "eval")
print(eval(c), c.co_filename, c.co_name)
exec(compile("print('exec')", "f", "exec"))
exec(compile("2 + 3", "f", "single"))
exec(compile("x = 5; x", "f", "single"))
exec(compile("if 1:\n  6\n", "f", "single"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:2 f <module>
# CHECK-NEXT:exec
# CHECK-NEXT:5
# CHECK-NEXT:5
# CHECK-NEXT:6
# CHECK-NOT:{{.}}
