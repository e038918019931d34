for base, cls in (dict, list), (int, bool), (object, int), (list, dict), (tuple, int), (int, object):
    try: print(base.__new__(cls))
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:dict.__new__(list): list is not a subtype of dict
# CHECK-NEXT:int.__new__(bool) is not safe, use bool.__new__()
# CHECK-NEXT:object.__new__(int) is not safe, use int.__new__()
# CHECK-NEXT:list.__new__(dict): dict is not a subtype of list
# CHECK-NEXT:tuple.__new__(int): int is not a subtype of tuple
# CHECK-NEXT:int.__new__(object): object is not a subtype of int
# CHECK-NOT:{{.}}
