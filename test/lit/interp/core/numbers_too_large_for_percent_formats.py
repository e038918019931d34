for form, value in ('%.*d', (2**31, 1)), ('%.*f', (2**70, 1.0)), ('%*d', (2**40, 1)), ('%*d', (2**70, 1)), ('%.2147483648d', (1,)):
    try: print(form % value)
    except (OverflowError, ValueError, MemoryError) as e: print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:OverflowError Python int too large to convert to C int
# CHECK-NEXT:OverflowError Python int too large to convert to C int
# CHECK-NEXT:MemoryError 
# CHECK-NEXT:OverflowError Python int too large to convert to C ssize_t
# CHECK-NEXT:ValueError precision too big
# CHECK-NOT:{{.}}
