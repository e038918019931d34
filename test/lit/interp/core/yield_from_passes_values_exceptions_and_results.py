def inner():
    try: got = yield 1; print('got', got)
    except KeyError: print('key')
    return 'result'
def outer(): print((yield from inner()))
o = outer(); next(o)
try: o.send('s')
except StopIteration: pass
o = outer(); next(o)
try: o.throw(KeyError)
except StopIteration: pass

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:got s
# CHECK-NEXT:result
# CHECK-NEXT:key
# CHECK-NEXT:result
# CHECK-NOT:{{.}}
