# generator.throw() makes no exception of its argument before it has found who takes it.
class Delegate:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *given):
        print("given", given)
        return 2
def generator():
    yield from Delegate()
for given in ((123,), (ZeroDivisionError,), (ValueError, "text")):
    g = generator()
    next(g)
    print(g.throw(*given))
class Odd(Exception):
    def __new__(cls): return 1
def plain():
    yield
for given in (Odd, 5):
    try:
        plain().throw(given)
    except TypeError as error:
        print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:given (123,)
# CHECK-NEXT:2
# CHECK-NEXT:given (<class 'ZeroDivisionError'>,)
# CHECK-NEXT:2
# CHECK-NEXT:given (<class 'ValueError'>, 'text')
# CHECK-NEXT:2
# CHECK-NEXT:calling <class '__main__.Odd'> should have returned an instance of BaseException, not int
# CHECK-NEXT:exceptions must be classes or instances deriving from BaseException, not int
# CHECK-NOT:{{.}}
