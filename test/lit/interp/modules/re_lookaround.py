import re
print(re.findall(r"\w+(?=!)", "hi! you"), re.findall(r"(?<!\d)\d\b", "1 23 4"), re.findall(r"(?<=\$)\d+", "$5 6"), re.match(r"(?!x).", "y").group())

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:['hi'] ['1', '4'] ['5'] y
# CHECK-NOT:{{.}}
