# Intent: a native that calls Python code goes on with what it gathered before, though the transaction in which it ended is undone.
# RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %pystm %s | FileCheck %s
import threading


class Slow:
    def __repr__(self):
        total = 0
        for i in range(30000):
            total += i
        return 'slow'

    def __index__(self):
        repr(self)
        return 7


def work():
    for _ in range(25):
        text = 'head%s|%r|%s|%r' % (1, Slow(), 2, Slow())
        '%s-%s-%s-%s' % ('zzzzz', 'yyyyy', 5, 6)  # in the buffer of the text before
        arguments = '{}{}{}'.format(*(str(n) for n in (8, Slow().__index__(), 9)), **{})
        '{}{}{}'.format(*[1, 2, 3])
        if text != 'head1|slow|2|slow' or arguments != '879':
            print(text, arguments)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('end')
# CHECK-NOT: {{.}}
# CHECK: end
