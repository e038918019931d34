import gc, sys
sys.stderr = sys.stdout
def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        print("end of", name)
def first(name):
    for number in numbers(name):
        return number
def delegates():
    try:
        yield from numbers("inner")
    finally:
        print("end of outer")
class Closing:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): print("closed")
def to_closing():
    yield from Closing()
def raises():
    try:
        yield
    finally:
        raise ValueError("too late")
def refuses():
    while True:
        try:
            yield
        except GeneratorExit:
            pass
def clear_the_stack(depth):
    a = b = c = d = e = f = g = depth
    return depth and clear_the_stack(depth - 1)
def abandon(generator):
    next(generator)
    del generator
    clear_the_stack(20)
value = first("a loop")
clear_the_stack(20)
gc.collect()
abandon(delegates())
gc.collect()
abandon(to_closing())
gc.collect()
numbers("one that never began")
gc.collect()
finished = list(numbers("one that has ended"))
gc.collect()
abandon(raises())
gc.collect()
abandon(refuses())
gc.collect()
kept = numbers("one that lives until the end")
next(kept)
print("last line")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines
# CHECK:end of a loop
# CHECK-NEXT:end of inner
# CHECK-NEXT:end of outer
# CHECK-NEXT:closed
# CHECK-NEXT:end of one that has ended
# CHECK-NEXT:Exception ignored in: <generator object raises at 0x{{[0-9a-f]+}}>
# CHECK-NEXT:Traceback (most recent call last):
# CHECK-NEXT:  File "{{.*}}", line {{[0-9]+}}, in {{.*}}
# CHECK:    raise ValueError("too late")
# CHECK-NEXT:ValueError: too late
# CHECK-NEXT:Exception ignored in: <generator object refuses at 0x{{[0-9a-f]+}}>
# CHECK:RuntimeError: generator ignored GeneratorExit
# CHECK-NEXT:last line
# CHECK-NEXT:end of one that lives until the end
# CHECK-NOT:{{.}}
