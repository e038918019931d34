import errno
print(errno.errorcode[errno.ENOENT], errno.errorcode[errno.EAGAIN], errno.EINTR)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ENOENT EAGAIN 4
# CHECK-NOT:{{.}}
