for source in (
    "'abc\n",
    "'''abc\n",
    '0777\n',
    '0x\n',
    '0b2\n',
    '0o8\n',
    '1__0\n',
    '1_\n',
    '1abc\n',
    '1e\n',
    "'\\x1'\n",
    "'\\N{nothing}'\n",
    "b'\\x1'\n",
    "b'é'\n",
    "'a' b'b'\n",
    'x = 5 \\ 3\n',
    '€ = 1\n',
    'a\xa0b\n',
):
    try:
        compile(source, "f", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    else:
        print("accepted", repr(source))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:SyntaxError unterminated string literal (detected at line 1) 1 1 1 1
# CHECK-NEXT:SyntaxError unterminated triple-quoted string literal (detected at line 1) 1 1 1 1
# CHECK-NEXT:SyntaxError leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers 1 1 1 2
# CHECK-NEXT:SyntaxError invalid hexadecimal literal 1 2 1 2
# CHECK-NEXT:SyntaxError invalid digit '2' in binary literal 1 3 1 3
# CHECK-NEXT:SyntaxError invalid digit '8' in octal literal 1 3 1 3
# CHECK-NEXT:SyntaxError invalid decimal literal 1 2 1 2
# CHECK-NEXT:SyntaxError invalid decimal literal 1 2 1 2
# CHECK-NEXT:SyntaxError invalid decimal literal 1 1 1 1
# CHECK-NEXT:SyntaxError invalid decimal literal 1 1 1 1
# CHECK-NEXT:SyntaxError (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape 1 6 1 6
# CHECK-NEXT:SyntaxError (unicode error) 'unicodeescape' codec can't decode bytes in position 0-10: unknown Unicode character name 1 14 1 14
# CHECK-NEXT:SyntaxError (value error) invalid \x escape at position 0 1 7 1 7
# CHECK-NEXT:SyntaxError bytes can only contain ASCII literal characters 1 5 1 5
# CHECK-NEXT:SyntaxError cannot mix bytes and nonbytes literals 1 9 1 9
# CHECK-NEXT:SyntaxError unexpected character after line continuation character 1 8 1 0
# CHECK-NEXT:SyntaxError invalid character '€' (U+20AC) 1 1 1 1
# CHECK-NEXT:SyntaxError invalid non-printable character U+00A0 1 2 1 2
# CHECK-NOT:{{.}}
