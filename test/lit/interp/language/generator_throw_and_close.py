def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield 3
    finally:
        print("finally")
it = g()
next(it)
print(it.throw(ValueError("v")))
it.close()
it = g()
next(it)
it.close()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:caught v
# CHECK-NEXT:3
# CHECK-NEXT:finally
# CHECK-NEXT:finally
# CHECK-NOT:{{.}}
