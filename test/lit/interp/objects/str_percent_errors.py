for f, a in (("%d", "x"), ("%s %s", ("a",)), ("%s", (1, 2)), ("%q", 1), ("%(a)s", 1), ("%", 1), ("%c", "ab"), ("%x", 1.5)):
    try:
        f % a
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:TypeError %d format: a real number is required, not str
# CHECK-NEXT:TypeError not enough arguments for format string
# CHECK-NEXT:TypeError not all arguments converted during string formatting
# CHECK-NEXT:ValueError unsupported format character 'q' (0x71) at index 1
# CHECK-NEXT:TypeError format requires a mapping
# CHECK-NEXT:ValueError incomplete format
# CHECK-NEXT:TypeError %c requires int or char
# CHECK-NEXT:TypeError %x format: an integer is required, not float
# CHECK-NOT:{{.}}
