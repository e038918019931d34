def make(i):
    def f():
        yield
    old = f.__code__
    new = old.replace(co_flags=old.co_flags | 0x100, co_name='g')
    f.__code__ = new
    return new.co_flags & f.__code__.co_flags & 0x100 == 0x100 and new.co_name == 'g' and old.co_name == 'f'
print(all([make(i) for i in range(1500)]))
print(sum(eval(f'{i} + 1') for i in range(300)))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:True
# CHECK-NEXT:45150
