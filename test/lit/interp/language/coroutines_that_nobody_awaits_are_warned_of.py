import gc, sys
sys.stderr = sys.stdout
async def work():
    print("never printed")
def clear_the_stack(depth):
    a = b = c = d = e = f = g = depth
    return depth and clear_the_stack(depth - 1)
def forget():
    coroutine = work()
    coroutine = None
    clear_the_stack(20)
forget()
gc.collect()
closed = work()
closed.close()
closed = None
gc.collect()
sys.set_coroutine_origin_tracking_depth(2)
def outer():
    return work()
known = outer()
print([(line, name) for _, line, name in known.cr_origin])
known.close()
sys.set_coroutine_origin_tracking_depth(0)
none = work()
print(none.cr_origin)
none.close()

class Loop:
    def begin(self, generator): print("begins", generator.__name__)
    def end(self, generator): print("to be closed", generator.__name__)
loop = Loop()
sys.set_asyncgen_hooks(loop.begin, loop.end)
async def ticks():
    try:
        yield 1
    finally:
        print("only the loop may run this")
def start():
    generator = ticks()
    try:
        generator.__anext__().send(None)
    except StopIteration as stop:
        print(stop.value)
    generator = None
    clear_the_stack(20)
start()
gc.collect()

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines
# CHECK:{{.*}}.py:{{[0-9]+}}: RuntimeWarning: coroutine 'work' was never awaited
# CHECK-NEXT:{{.+}}
# CHECK:[(20, 'outer'), (21, '<module>')]
# CHECK-NEXT:None
# CHECK-NEXT:begins ticks
# CHECK-NEXT:1
# CHECK-NEXT:to be closed ticks
# CHECK-NOT:{{.}}
