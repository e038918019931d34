# (?(group)yes|no), and letters that differ only where their upper case is several characters.
import re
parens = re.compile(r"^(\()?([^()]+)(?(1)\))$")
print([bool(parens.match(text)) for text in ("a", "(a)", "a)", "(a")])
either = re.compile(r"(?:(a)|b)(?(1)x|y)")
print([bool(either.match(text)) for text in ("ax", "by", "ay", "bx")])
print(re.match(r"(?:(a)|(x))b(?=(?(2)x|c))c", "abc"), re.match(r"^(?:(a)|c)((?(1)|b))$", "a").groups())
print(bool(re.match("\ufb05", "\ufb06", re.I)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:[True, True, False, False]
# CHECK-NEXT:[True, True, False, False]
# CHECK-NEXT:<re.Match object; span=(0, 3), match='abc'> ('a', '')
# CHECK-NEXT:True
# CHECK-NOT:{{.}}
