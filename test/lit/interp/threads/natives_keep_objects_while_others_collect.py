# Intent: an object that a native holds on the C stack alone survives what other threads collect from the moment at which the native's
# thread has left its region; under one lock all the time, and with changes to views and back.
# RUN: env STM_LONE=1 STM_LOCK=1 STM_SWITCH_EVERY=1000000000 %pystm %s | FileCheck %s
# RUN: env STM_LONE=1 STM_LOCK=1 STM_SWITCH_EVERY=5 %pystm %s | FileCheck %s
import gc, threading, time, weakref
from functools import reduce


class Held:
    pass


lost = []
end = time.monotonic() + 2


def one_that_only_reduce_holds():
    held = Held()
    reference = weakref.ref(held)
    yield held
    del held
    for _ in range(3):
        for _ in range(10000):  # leaves the region in the middle of reduce()
            pass
        if reference() is None:
            lost.append(threading.current_thread().name)
        yield None


def work():
    while time.monotonic() < end and not lost:
        reduce(lambda held, _: held, one_that_only_reduce_holds())
        time.sleep(0)  # a region begins for which the thread was not outside yet


def collect():
    while time.monotonic() < end and not lost:
        gc.collect()
        time.sleep(0)


threads = [threading.Thread(target=work) for _ in range(6)] + [threading.Thread(target=collect) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(lost)
# CHECK: []
