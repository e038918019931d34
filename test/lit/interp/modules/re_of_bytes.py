import re
print(re.findall(rb"\w+", b"ab cd"), re.sub(b"a", b"b", b"aa"), re.match(b"a", b"abc"))
try:
    re.match("a", b"a")
except TypeError as e:
    print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[b'ab', b'cd'] b'bb' <re.Match object; span=(0, 1), match=b'a'>
# CHECK-NEXT:cannot use a string pattern on a bytes-like object
# CHECK-NOT:{{.}}
