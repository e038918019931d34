"""The parts of PyPy-STM's module of this name: atomic blocks from _transaction, and containers for many threads.

The containers are the builtin ones, in which threads that use different keys do not meet, under the names and with the methods
that PyPy-STM's have.
"""

import collections
import itertools
from _thread import _local as local, allocate_lock, error
from queue import Empty
from time import process_time as clock, time

from _transaction import atomic, exclusive_atomic, getsegmentlimit, hint_commit_soon, is_atomic, single_transaction

__all__ = [
    "Empty", "atomic", "clock", "count", "error", "exclusive_atomic", "getsegmentlimit", "hashtable",
    "hint_commit_soon", "is_atomic", "local", "queue", "single_transaction", "stmdict", "stmset", "time",
]  # fmt: skip


class stmdict(dict):
    __slots__ = ()

    def iterkeys(self):
        return iter(self.keys())

    def itervalues(self):
        return iter(self.values())

    def iteritems(self):
        return iter(self.items())


class hashtable(stmdict):
    """Its keys are integers."""

    __slots__ = ()


class stmset(set):
    __slots__ = ()


class queue:
    """A queue in no particular order, without a limit. Who waits holds a lock that put() releases."""

    __slots__ = "_items", "_getters", "_unfinished", "_joiners"

    def __init__(self):
        self._items = collections.deque()
        self._getters = collections.deque()
        self._unfinished = 0
        self._joiners = []

    def put(self, item):
        with atomic:
            self._items.append(item)
            self._unfinished += 1
            if self._getters:
                self._getters.popleft().release()

    def get(self, block=True, timeout=None):
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        with atomic:
            if self._items:
                return self._items.popleft()
        if not block or timeout == 0:
            raise Empty
        if is_atomic():
            raise error("can't use queue.get(block=True) in an atomic context")
        deadline = None if timeout is None else time() + timeout
        while True:
            with atomic:
                if self._items:
                    return self._items.popleft()
                woken = allocate_lock()
                woken.acquire()
                self._getters.append(woken)
            try:
                in_time = woken.acquire(timeout=-1 if deadline is None else max(deadline - time(), 0))
            except BaseException:
                self._leave(woken)
                raise
            if not in_time:
                with atomic:
                    if woken in self._getters:
                        self._getters.remove(woken)
                        raise Empty

    def _leave(self, woken):
        with atomic:
            if woken in self._getters:
                self._getters.remove(woken)
            elif self._items and self._getters:  # the item that the wake was for is another's
                self._getters.popleft().release()

    def task_done(self):
        with atomic:
            self._unfinished -= 1
            if self._unfinished <= 0:
                while self._joiners:
                    self._joiners.pop().release()

    def join(self):
        done = None
        with atomic:
            if self._unfinished > 0:
                done = allocate_lock()
                done.acquire()
                self._joiners.append(done)
        if done:
            done.acquire()
        if self._unfinished < 0:
            raise ValueError(
                f"task_done() called too many times ({-self._unfinished} more than there were items placed in the queue)"
            )


_next_thread = itertools.count()
_counters = local()


def count():
    """A different positive integer each time, in no particular order between threads."""
    try:
        return next(_counters.counter)
    except AttributeError:
        _counters.counter = itertools.count((next(_next_thread) << 32) + 1)
        return next(_counters.counter)
