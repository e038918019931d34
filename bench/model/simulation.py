"""The discrete-event simulation: threads that run transactions in views against one commit log and one commit lock.

A thread's life is begin (apply what the others committed since its last one), body, and, if it wrote, commit: wait for the lock,
check what was committed since its begin, copy pages for the others, write. A check may find a conflict; then the transaction
begins again. All times are nanoseconds. The same arguments give the same result.
"""

import dataclasses
import heapq
import random


@dataclasses.dataclass(frozen=True)
class Costs:
    """What the runtime's steps take on the machine that was measured."""

    begin: float  # an empty region in a view
    commit: float  # of one granule, beyond begin
    granule: float  # each further granule, in the commit
    apply: float  # a granule that another thread committed, when a transaction begins or commits
    page: float  # a private copy of a page
    line: float  # a cache line that another processor wrote last


@dataclasses.dataclass(frozen=True)
class Load:
    """What a transaction of the workload does."""

    body: float  # time between begin and commit
    writers: float  # part of the transactions that write
    granules: float  # written by a writer
    pages: float  # copied a writer, with two threads
    conflict: float  # that one commit of another thread dooms a transaction that runs meanwhile


@dataclasses.dataclass
class Outcome:
    throughput: float  # transactions a nanosecond
    waiting: float  # parts of all threads' time: for the commit lock,
    applying: float  # applying and checking others' granules,
    wasted: float  # in attempts that were undone,
    copying: float  # copying pages for others
    lock_busy: float  # part of the time in which somebody held the lock


class Thread:
    def __init__(self):
        self.position = 0.0  # granules in the log when it last caught up
        self.commits = 0  # commits when it began
        self.began = 0.0
        self.writes = False


def simulate(costs, load, threads, commits=1500, seed=1):
    """Runs until `commits` transactions have ended."""
    chance = random.Random(seed)
    everybody = [Thread() for _ in range(threads)]
    log = 0.0  # granules
    log_commits = 0
    lock_free_at = 0.0
    waiting = applying = wasted = copying = held = 0.0
    done = 0
    now = 0.0

    def begin(thread, at):
        """Returns when its body ends."""
        nonlocal applying
        behind = log - thread.position
        # The tail of the log is a line that the last committer wrote; its entries are eight to a line.
        cost = costs.begin + (costs.line + behind * (costs.apply + costs.line / 8) if behind else 0)
        applying += cost - costs.begin
        thread.position, thread.commits, thread.began = log, log_commits, at
        thread.writes = chance.random() < load.writers
        return at + cost + load.body

    events = []
    for index, thread in enumerate(everybody):
        # They do not start in step.
        start = chance.random() * (costs.begin + load.body)
        heapq.heappush(events, (begin(thread, start), index))
    while done < commits:
        now, index = heapq.heappop(events)
        thread = everybody[index]
        if thread.writes:
            start = max(now, lock_free_at)
            waiting += start - now
            behind = log - thread.position
            check = behind * (costs.apply + costs.line / 8)
            applying += check
            others = log_commits - thread.commits
            doomed = others > 0 and chance.random() > (1 - load.conflict) ** others
            hold = costs.line * (threads > 1) + check
            if doomed:
                wasted += now - thread.began
            else:
                # Every other view may need its own copy of a page that is about to change.
                copies = load.pages * (threads - 1) * costs.page
                copying += copies
                hold += costs.commit + load.granules * costs.granule + copies
                log += load.granules
                log_commits += 1
                done += 1
            lock_free_at = now = start + hold
            held += hold
            thread.position = log
        else:
            done += 1
        heapq.heappush(events, (begin(thread, now), index))
    total = now * threads
    return Outcome(
        done / now, waiting / total, applying / total, wasted / total, copying / total, held / now
    )
