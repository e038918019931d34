class Mine(int):
    pass


class Number:
    def __int__(self):
        return Mine(3)

    def __complex__(self):
        return type('Pair', (complex,), {})(1)


int(Number())
complex(Number())
eval('1 is 1')

# RUN: %pystm %s 2>&1 | FileCheck %s
# CHECK: warnings_reach_who_has_not_imported_the_module.py:13: DeprecationWarning: __int__ returned non-int (type Mine).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.
# CHECK: warnings_reach_who_has_not_imported_the_module.py:14: DeprecationWarning: __complex__ returned non-complex (type Pair).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.
# CHECK: <string>:1: SyntaxWarning: "is" with a literal. Did you mean "=="?
