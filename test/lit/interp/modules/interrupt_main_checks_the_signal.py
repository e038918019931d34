import _thread, signal
for number in (-1, 0, 65, 1000000):
    try:
        _thread.interrupt_main(number)
    except ValueError as error:
        print(error)
for handler in (signal.SIG_IGN, signal.SIG_DFL):
    signal.signal(signal.SIGINT, handler)
    _thread.interrupt_main()
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    _thread.interrupt_main()
    while True: pass
except KeyboardInterrupt:
    print("interrupted")

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:signal number out of range
# CHECK-NEXT:signal number out of range
# CHECK-NEXT:signal number out of range
# CHECK-NEXT:signal number out of range
# CHECK-NEXT:interrupted
# CHECK-NOT:{{.}}
