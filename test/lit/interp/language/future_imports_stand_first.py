for source in (
    'from __future__ import annotations\nx = 1\n',
    'x = 1\nfrom __future__ import annotations\n',
    'from __future__ import nothing\n',
    'from __future__ import braces\n',
    "'doc'\nfrom __future__ import division\n",
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:accepted 'from __future__ import annotations\nx = 1\n'
# CHECK-NEXT:SyntaxError from __future__ imports must occur at the beginning of the file 2 1 2 35
# CHECK-NEXT:SyntaxError future feature nothing is not defined 1 1 1 None
# CHECK-NEXT:SyntaxError not a chance 1 1 1 None
# CHECK-NEXT:accepted "'doc'\nfrom __future__ import division\n"
# CHECK-NOT:{{.}}
