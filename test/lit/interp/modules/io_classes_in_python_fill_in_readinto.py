import io
class Raw(io.RawIOBase):
    def __init__(self): self.left = [b"ab\nc", b"d"]
    def readable(self): return True
    def readinto(self, b):
        if not self.left: return 0
        part = self.left.pop(0); b[:len(part)] = part; return len(part)
print(io.BufferedReader(Raw()).read(), list(io.TextIOWrapper(io.BufferedReader(Raw()))))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b'ab\ncd' ['ab\n', 'cd']
# CHECK-NOT:{{.}}
