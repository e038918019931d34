import operator, copy, pickle
class A:
    x = 1
    def m(self, a, b=0): return a, b
A.a = A()
print(operator.itemgetter(1)('abc'), operator.itemgetter(0, 2, slice(1, 3))('abcd'))
print(operator.attrgetter('x', 'a.a.x')(A()), operator.methodcaller('m', 1, b=2)(A()))
for getter in operator.itemgetter(1, 2), operator.attrgetter('x', 'y.z'), operator.methodcaller('m', 1, b=2):
    print(getter, copy.copy(getter), pickle.loads(pickle.dumps(getter)))
class Hint:
    def __length_hint__(self): return 7
print(operator.length_hint(Hint()), operator.length_hint(object(), 3), operator.index(True), operator.call(max, 1, 2, key=abs))
print(operator.countOf([1, 1.0, 2], 1), operator.indexOf('abc', 'c'), operator.concat([1], [2]), operator.contains([1], 1))
for call in [lambda: operator.neg('a'), lambda: operator.or_(None, None), lambda: operator.concat(1, 2), lambda: operator.indexOf([], 1),
             lambda: operator.itemgetter(), lambda: operator.attrgetter(1), lambda: operator.methodcaller(), lambda: operator.itemgetter(1)(1, 2),
             lambda: operator.attrgetter('x.y')(A()), lambda: operator.length_hint([], 'a'), lambda: 'a'.__mul__('b'), lambda: operator.mul('a', 'b')]:
    try: print(call())
    except Exception as e: print(type(e).__name__, e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:b ('a', 'c', 'bc')
# CHECK-NEXT:(1, 1) (1, 2)
# CHECK-NEXT:operator.itemgetter(1, 2) operator.itemgetter(1, 2) operator.itemgetter(1, 2)
# CHECK-NEXT:operator.attrgetter('x', 'y.z') operator.attrgetter('x', 'y.z') operator.attrgetter('x', 'y.z')
# CHECK-NEXT:operator.methodcaller('m', 1, b=2) operator.methodcaller('m', 1, b=2) operator.methodcaller('m', 1, b=2)
# CHECK-NEXT:7 3 1 2
# CHECK-NEXT:2 2 [1, 2] True
# CHECK-NEXT:TypeError bad operand type for unary -: 'str'
# CHECK-NEXT:TypeError unsupported operand type(s) for |: 'NoneType' and 'NoneType'
# CHECK-NEXT:TypeError 'int' object can't be concatenated
# CHECK-NEXT:ValueError sequence.index(x): x not in sequence
# CHECK-NEXT:TypeError itemgetter expected 1 argument, got 0
# CHECK-NEXT:TypeError attribute name must be a string
# CHECK-NEXT:TypeError methodcaller needs at least one argument, the method name
# CHECK-NEXT:TypeError itemgetter expected 1 argument, got 2
# CHECK-NEXT:AttributeError 'int' object has no attribute 'y'
# CHECK-NEXT:TypeError 'str' object cannot be interpreted as an integer
# CHECK-NEXT:TypeError 'str' object cannot be interpreted as an integer
# CHECK-NEXT:TypeError can't multiply sequence by non-int of type 'str'
# CHECK-NOT:{{.}}
