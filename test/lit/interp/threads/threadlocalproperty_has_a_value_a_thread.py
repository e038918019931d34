import threading
from transaction import threadlocalproperty
class Holder:
    x = threadlocalproperty()
    made = threadlocalproperty(list)
holder = Holder()
holder.x = 1
holder.made.append("main")
def look():
    try:
        holder.x
    except AttributeError as error:
        print(error)
    holder.made.append("thread")
    print(holder.made)
thread = threading.Thread(target=look)
thread.start()
thread.join()
print(holder.x, holder.made)
del holder.x
try:
    del holder.x
except AttributeError as error:
    print(error)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:'Holder' object has no attribute 'x'
# CHECK-NEXT:['thread']
# CHECK-NEXT:1 ['main']
# CHECK-NEXT:'Holder' object has no attribute 'x'
# CHECK-NOT:{{.}}
