for call in ('len()', 'len(1,2)', '[].append()', '{}.get()', '[].pop(1,2)', 'sorted()', 'sorted([], 1)', 'isinstance(1)', "'a'.join()", 'len(x=1)'):
    try: eval(call)
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:len() takes exactly one argument (0 given)
# CHECK-NEXT:len() takes exactly one argument (2 given)
# CHECK-NEXT:list.append() takes exactly one argument (0 given)
# CHECK-NEXT:get expected at least 1 argument, got 0
# CHECK-NEXT:pop expected at most 1 argument, got 2
# CHECK-NEXT:sorted expected 1 argument, got 0
# CHECK-NEXT:sorted expected 1 argument, got 2
# CHECK-NEXT:isinstance expected 2 arguments, got 1
# CHECK-NEXT:str.join() takes exactly one argument (0 given)
# CHECK-NEXT:len() takes no keyword arguments
# CHECK-NOT:{{.}}
