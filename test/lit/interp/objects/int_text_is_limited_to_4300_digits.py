for f in (lambda: str(10**4300), lambda: int("1" * 4301)):
    try:
        f()
    except ValueError as e:
        print(e)
print(len(hex(10**5000)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
# CHECK-NEXT:Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
# CHECK-NEXT:4155
# CHECK-NOT:{{.}}
