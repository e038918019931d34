print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\n\t\\\x00\x7f"), repr("é\u200b\ud800\U0001f600"))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:"a'b" 'a"b' 'a\'"b' '\n\t\\\x00\x7f' 'é\u200b\ud800😀'
# CHECK-NOT:{{.}}
