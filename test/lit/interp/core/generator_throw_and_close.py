def g():
    try:
        while True:
            try: yield 'y'
            except ValueError as e: yield f'caught {e}'
    finally: print('closed')
it = g()
print(next(it), it.throw(ValueError('v')), next(it))
it.close()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:y caught v y
# CHECK-NEXT:closed
# CHECK-NOT:{{.}}
