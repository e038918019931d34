# A search that runs while another has found something disturbs neither its groups nor its place.
import re
def inner(m):
    words = re.findall(r"(\w)(\d)?", m.group(0) * 3)
    other = re.sub(r"[a-z]", lambda n: re.match(r"(.)", n.group()).group(1).upper(), m.group(2))
    return "<%s %d %s %s>" % (m.group(1), len(words), other, m.span(2))
print(re.sub(r"(\d+)-([a-z]+)", inner, "12-ab 3-cde 456-f"))
print([m.group(1) + re.sub("b", "", "abc") for m in re.finditer("(.)x", "axbxcx")])
print(re.split("(,)", "a,b,c"), re.sub("(a)|(b)", lambda m: str(m.groups()), "ab"))
print(re.match(r"((a)|b)*", "aab").groups(), re.match(r"(?:(a)|(b)|(c))*", "abcab").groups())
print(re.search(rb"\d+", bytearray(b"ab12")).group(), re.sub("x*", "-", "abxd"))
text = "a" * 5000 + "b"
print(len(re.match(r"(?:a|b)*", text).group()), re.match(r"(a*)*c", "a" * 20))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:<12 9 AB (3, 5)> <3 10 CDE (8, 11)> <456 7 F (16, 17)>
# CHECK-NEXT:['aac', 'bac', 'cac']
# CHECK-NEXT:['a', ',', 'b', ',', 'c'] ('a', None)(None, 'b')
# CHECK-NEXT:('b', 'a') ('a', 'b', 'c')
# CHECK-NEXT:b'12' -a-b--d-
# CHECK-NEXT:5001 None
# CHECK-NOT:{{.}}
