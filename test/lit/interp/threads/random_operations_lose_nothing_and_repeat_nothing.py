# Threads put tokens into shared containers and take them out by many ways: each token is somewhere once.
import collections, itertools, queue, random, threading
T, N = 4, 600
def race(put_and_take, rest):
    put, taken = [[] for _ in range(T)], [[] for _ in range(T)]
    def work(i):
        r = random.Random(i)
        for j in range(N):
            put_and_take(r.randrange(8), (i, j), put[i].append, taken[i].append)
    threads = [threading.Thread(target=work, args=(i,)) for i in range(T)]
    for t in threads: t.start()
    for t in threads: t.join()
    there = collections.Counter(itertools.chain(*taken))
    there.update(rest())
    return there == collections.Counter(itertools.chain(*put))
a_dict, a_list, a_set, a_deque, a_queue = {}, [], set(), collections.deque(), queue.Queue()
def of_dict(o, token, put, take):
    if o < 4:
        if a_dict.setdefault(o, token) is token: put(token)
    elif o < 6:
        found = a_dict.pop(o - 4, None)
        if found: take(found)
    else:
        try: take(a_dict.popitem()[1])
        except KeyError: pass
def of_list(o, token, put, take):
    if o < 2: a_list.append(token); put(token)
    elif o == 2: a_list.insert(0, token); put(token)
    elif o == 3: a_list.extend([token]); put(token)
    elif o == 4: a_list.sort()
    elif o == 5: a_list.reverse()
    else:
        try: take(a_list.pop() if o == 6 else a_list.pop(0))
        except IndexError: pass
def of_set(o, token, put, take):
    if o < 4: a_set.add(token); put(token)
    elif o < 6: frozenset(a_set) | {1}
    else:
        try: take(a_set.pop())
        except KeyError: pass
def of_deque(o, token, put, take):
    if o < 4: (a_deque.append if o < 2 else a_deque.appendleft)(token); put(token)
    elif o == 4: a_deque.rotate(3)
    else:
        try: take(a_deque.pop() if o < 6 else a_deque.popleft())
        except IndexError: pass
def of_queue(o, token, put, take):
    if o < 5: a_queue.put(token); put(token)
    else:
        try: take(a_queue.get_nowait())
        except queue.Empty: pass
print(race(of_dict, lambda: a_dict.values()), race(of_list, lambda: a_list), race(of_set, lambda: a_set))
print(race(of_deque, lambda: a_deque), race(of_queue, lambda: a_queue.queue))
counter, numbers = itertools.count(), [[] for _ in range(T)]
threads = [threading.Thread(target=lambda own: own.extend(next(counter) for _ in range(N)), args=(own,)) for own in numbers]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(itertools.chain(*numbers)) == list(range(T * N)), all(own == sorted(own) for own in numbers))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True True True
# CHECK-NEXT:True True
# CHECK-NEXT:True True
# CHECK-NOT:{{.}}
