"""Parallel programs without visible threads, and blocks that nobody sees half done.

The interface is that of PyPy-STM's module of this name. `atomic` and its relatives come from pypystm; under other
interpreters than pystm a plain lock stands in for them, which keeps atomic blocks from each other, but not from code
outside of them. This file can be copied beside a program for that purpose; it needs nothing else.
"""

import collections
import threading
from _thread import _local

try:
    from pypystm import (
        Empty,
        atomic,
        clock,
        count,
        exclusive_atomic,
        getsegmentlimit,
        hashtable,
        hint_commit_soon,
        is_atomic,
        queue,
        single_transaction,
        stmdict,
        stmset,
        time,
    )
except ImportError:
    import itertools
    from queue import Empty, Queue as queue
    from time import process_time as clock, time

    atomic = threading.RLock()
    single_transaction = atomic
    is_atomic = atomic._is_owned
    count = itertools.count(1).__next__
    hashtable = stmdict = dict
    stmset = set

    class _ExclusiveAtomic:
        def __enter__(self):
            if is_atomic():
                raise RuntimeError("exclusive_atomic block can't be entered inside another atomic block")
            return atomic.__enter__()

        def __exit__(self, *failure):
            return atomic.__exit__(*failure)

    exclusive_atomic = _ExclusiveAtomic()

    def getsegmentlimit():
        return 1

    def hint_commit_soon():
        return None


__all__ = [
    "Empty", "TransactionError", "TransactionQueue", "add", "atomic", "clock", "count", "exclusive_atomic",
    "getsegmentlimit", "hashtable", "hint_commit_soon", "is_atomic", "queue", "run", "single_transaction",
    "stmdict", "stmiddict", "stmidset", "stmset", "threadlocalproperty", "time",
]  # fmt: skip


class TransactionError(Exception):
    """A queue was used where it cannot be."""


# A worker takes this part of what waits, divided by the number of workers, at a time: fewer meetings at the shared deque
# while there is much to do, an even end.
_SHARE = 8
_MOST_AT_ONCE = 64


class TransactionQueue:
    """Calls that run() makes, each as one atomic block, in threads of its own and in no particular order.

    A call may add() others, which run after it has ended. run() returns when none is left.
    """

    def __init__(self):
        self._waiting = collections.deque()
        self._round = None  # while run() runs
        self._executed = 0

    def add(self, function, /, *args, **keywords):
        """Registers the transaction function(*args, **keywords)."""
        call = function, args, keywords
        current = self._round
        if current is None:
            self._waiting.append(call)
            return
        try:
            added = current.worker.added
        except AttributeError:  # a thread that the program has made
            with current.changed:
                self._waiting.append(call)
                current.changed.notify()
        else:
            added.append(call)

    def add_generator(self, generator):
        """Registers what the generator does: a transaction up to each `yield`, one after the other."""

        def until_yield():
            for _ in generator:
                self.add(until_yield)
                return

        self.add(until_yield)

    def run(self, nb_segments=0):
        """Runs all transactions, and those that they add, until none is left.

        When one raises, those that run meanwhile end, the others stay in the queue, and the exception is raised here.
        """
        if is_atomic():
            raise TransactionError("TransactionQueue.run() cannot be called in an atomic context")
        if self._round is not None:
            raise TransactionError("TransactionQueue.run() is currently running")
        if not self._waiting:
            return
        current = _Round(self._waiting, nb_segments if nb_segments > 0 else getsegmentlimit())
        self._round = current
        try:
            current.run()
        finally:
            self._round = None
            self._executed += current.executed
        if current.failures:
            try:
                raise current.failures[0]
            finally:
                del current

    def number_of_transactions_executed(self):
        """How many transactions all runs together have begun."""
        if self._round is not None:
            raise TransactionError("TransactionQueue.run() is currently running")
        return self._executed


class _Round:
    """One run() of a queue: its workers and what they share.

    `changed` guards `waiting`, `busy`, `left` and `executed`. A worker is busy while it may still add calls; when nobody is and
    nothing waits, all is done.
    """

    def __init__(self, waiting, workers):
        self.waiting = waiting
        self.workers = workers
        self.changed = threading.Condition(threading.Lock())
        self.busy = workers
        self.left = 0
        self.executed = 0
        self.failures = []
        self.worker = _local()

    def run(self):
        threads = [threading.Thread(target=self.work, daemon=True) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                try:
                    thread.join()
                except BaseException as failure:  # KeyboardInterrupt: the workers end with what they are at
                    with self.changed:
                        self.failures.insert(0, failure)
                        self.changed.notify_all()

    def work(self):
        added = self.worker.added = []
        taken = collections.deque()
        executed = 0
        failures = self.failures
        while self.take(taken):
            while taken and not failures:
                # So that what the thread did before is no part of the transaction.
                hint_commit_soon()
                with atomic:
                    if failures:
                        break
                    function, args, keywords = taken.popleft()
                    executed += 1
                    try:
                        function(*args, **keywords)
                    except BaseException as failure:
                        failures.append(failure)
                        added.clear()
                if added:
                    self.share(added)
        with self.changed:
            self.waiting.extendleft(reversed(taken))
            self.executed += executed

    def share(self, added):
        with self.changed:
            self.waiting.extend(added)
            self.changed.notify(len(added))
        added.clear()

    def take(self, taken):
        """Fills `taken`; false: there is nothing left to do."""
        with self.changed:
            if taken:  # after a failure
                self.changed.notify_all()
                return False
            self.busy -= 1
            while not self.waiting and self.busy and not self.failures:
                self.changed.wait()
            if self.failures or not self.waiting:
                self.changed.notify_all()
                return False
            self.busy += 1
            part = len(self.waiting) // (self.workers * _SHARE)
            for _ in range(min(max(part, 1), _MOST_AT_ONCE)):
                taken.append(self.waiting.popleft())
            return True


_default_queue = TransactionQueue()


def add(function, /, *args, **keywords):
    """Registers a transaction in the queue of the module."""
    _default_queue.add(function, *args, **keywords)


def run(nb_segments=0):
    """Runs the transactions in the queue of the module."""
    _default_queue.run(nb_segments)


class stmidset:
    """A set of objects by identity."""

    def __init__(self):
        self._objects = hashtable()

    def add(self, key):
        self._objects[id(key)] = key

    def __contains__(self, key):
        return id(key) in self._objects

    def remove(self, key):
        del self._objects[id(key)]

    def discard(self, key):
        self._objects.pop(id(key), None)


class stmiddict:
    """A dict whose keys are objects by identity."""

    def __init__(self):
        self._pairs = hashtable()

    def __getitem__(self, key):
        return self._pairs[id(key)][1]

    def __setitem__(self, key, value):
        self._pairs[id(key)] = key, value

    def __delitem__(self, key):
        del self._pairs[id(key)]

    def __contains__(self, key):
        return id(key) in self._pairs

    def get(self, key, default=None):
        pair = self._pairs.get(id(key))
        return default if pair is None else pair[1]

    def setdefault(self, key, default=None):
        return self._pairs.setdefault(id(key), (key, default))[1]


class threadlocalproperty:
    """An attribute of which each thread has its own value; `default_factory` makes the first, where one is given."""

    def __init__(self, default_factory=None):
        self._default_factory = default_factory
        self._name = f"property {id(self)}"

    def _values(self, owner):
        values = owner.__dict__.get("_threadlocalproperties")
        if values is None:
            values = owner.__dict__.setdefault("_threadlocalproperties", _local())
        return values.__dict__

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, owner, cls=None):
        if owner is None:
            return self
        values = self._values(owner)
        if self._name not in values:
            if self._default_factory is None:
                raise AttributeError(f"'{type(owner).__name__}' object has no attribute '{self._name}'")
            values[self._name] = self._default_factory()
        return values[self._name]

    def __set__(self, owner, value):
        self._values(owner)[self._name] = value

    def __delete__(self, owner):
        if self._values(owner).pop(self._name, self) is self:
            raise AttributeError(f"'{type(owner).__name__}' object has no attribute '{self._name}'")
