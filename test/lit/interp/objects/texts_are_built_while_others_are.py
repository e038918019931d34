# Each text that a native gathers is its own, whatever the code that it calls gathers meanwhile; wide characters may come late.
class Shown:
    def __init__(self, depth): self.depth = depth
    def __repr__(self):
        if not self.depth: return "é\u20ac\U0001F600"
        return "%s|%r|%s" % ("a" * self.depth, Shown(self.depth - 1), "{!r:>4}".format(str(self.depth)).upper())
    def __format__(self, spec): return spec + repr(self).replace("a", "bb")
print(repr(Shown(3)))
print("{:x}{}{:y}".format(Shown(1), Shown(2), Shown(0)))
print(len(("x" * 100000).replace("x", "yz")), len("é".join(["a"] * 3000).upper()), ascii("é" * 3 + "\u20ac"))
print("%s %s" % (Shown(0), "ab".translate({97: "\u0100", 98: None})), "ß".upper() * 2)
import csv, io, json
out = io.StringIO()
csv.writer(out).writerows([["a,b", 'q"q', "é\u20ac"], ["", "x" * 10, 1.5]])
print(repr(out.getvalue()), *map(tuple, csv.reader(out.getvalue().splitlines())))
print(json.dumps({"k\u20ac": ["\n", "é" * 3, {"z": "\U0001F600"}]}), json.loads('["\\u20ac\\n", "plain", "é"]'))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:aaa|aa|a|é€😀| '1'| '2'| '3'
# CHECK-NEXT:xbb|é€😀| '1'bbbb|bb|é€😀| '1'| '2'yé€😀
# CHECK-NEXT:200000 5999 '\xe9\xe9\xe9\u20ac'
# CHECK-NEXT:é€😀 Ā SSSS
# CHECK-NEXT:'"a,b","q""q",é€\r\n,xxxxxxxxxx,1.5\r\n' ('a,b', 'q"q', 'é€') ('', 'xxxxxxxxxx', '1.5')
# CHECK-NEXT:{"k\u20ac": ["\n", "\u00e9\u00e9\u00e9", {"z": "\ud83d\ude00"}]} ['€\n', 'plain', 'é']
# CHECK-NOT:{{.}}
