for args in (("/nonexistent/x",), ("x", "zz"), ("x", "rw"), ("/", "r"), ("x", "rb", -1, "utf-8")):
    try:
        open(*args)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:FileNotFoundError [Errno 2] No such file or directory: '/nonexistent/x'
# CHECK-NEXT:ValueError invalid mode: 'zz'
# CHECK-NEXT:ValueError must have exactly one of create/read/write/append mode
# CHECK-NEXT:IsADirectoryError [Errno 21] Is a directory: '/'
# CHECK-NEXT:ValueError binary mode doesn't take an encoding argument
# CHECK-NOT:{{.}}
