import contextvars, re
v = contextvars.ContextVar('v', default=1)
print(re.sub('0x[0-9a-f]+', '', repr(v)))
token = v.set(2)
print(re.sub('0x[0-9a-f]+', '', repr(token)))
v.reset(token)
print(re.sub('0x[0-9a-f]+', '', repr(token)))
a = contextvars.copy_context()
print(a == contextvars.copy_context(), a == contextvars.Context(), a != 1)
for call in (lambda: hash(a), lambda: 1 in a, lambda: a.get('v'), lambda: a['v']):
    try: print(call())
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:<ContextVar name='v' default=1 at >
# CHECK-NEXT:<Token var=<ContextVar name='v' default=1 at > at >
# CHECK-NEXT:<Token used var=<ContextVar name='v' default=1 at > at >
# CHECK-NEXT:True True True
# CHECK-NEXT:unhashable type: '_contextvars.Context'
# CHECK-NEXT:a ContextVar key was expected, got 1
# CHECK-NEXT:a ContextVar key was expected, got 'v'
# CHECK-NEXT:a ContextVar key was expected, got 'v'
# CHECK-NOT:{{.}}
