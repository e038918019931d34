import bisect, heapq
h = [5, 2, 8, 1]
heapq.heapify(h)
print(h[0], heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), [heapq.heappop(h) for _ in range(len(h))])
try: heapq.heappop([])
except IndexError as e: print(e)
print(heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, 'abc'), list(heapq.merge([1, 4], [2, 3], reverse=False)))
a = [1, 2, 2, 3]
print(bisect.bisect_left(a, 2), bisect.bisect(a, 2), bisect.bisect(a, 2, hi=2), bisect.bisect_left([(1, 'x')], 1, key=lambda p: p[0]))
bisect.insort(a, 2.5); print(a)
try: bisect.bisect(a, 1, -1)
except ValueError as e: print(e)


# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:1 0 1 [2, 5, 8, 9]
# CHECK-NEXT:index out of range
# CHECK-NEXT:[1, 2] ['c', 'b'] [1, 2, 3, 4]
# CHECK-NEXT:1 3 2 0
# CHECK-NEXT:[1, 2, 2, 2.5, 3]
# CHECK-NEXT:lo must be non-negative
# CHECK-NOT:{{.}}
