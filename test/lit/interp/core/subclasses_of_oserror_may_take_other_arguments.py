class WithInit(OSError):
    def __init__(self, message, extra=None):
        super().__init__(2, message)
        self.extra = extra
class WithNew(OSError):
    def __new__(cls, message, extra=None):
        self = super().__new__(cls, message)
        self.extra = extra
        return self
class WithBoth(OSError):
    def __new__(cls, message, extra):
        return super().__new__(cls, 13, message)
    def __init__(self, message, extra):
        self.extra = extra
for error in WithInit('a', extra=1), WithNew('b', extra=2), WithBoth('c', extra=3):
    print(type(error).__name__, error.args, error.errno, error.strerror, error.extra)
try: OSError(1, 'x', key=1)
except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:WithInit (2, 'a') 2 a 1
# CHECK-NEXT:WithNew ('b',) None None 2
# CHECK-NEXT:WithBoth (13, 'c') 13 c 3
# CHECK-NEXT:OSError() takes no keyword arguments
# CHECK-NOT:{{.}}
