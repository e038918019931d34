import sys
for t in type(iter('')), type({}.keys()), type((i for i in ())), type(iter([])), type(iter({})):
    try: t()
    except TypeError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:cannot create 'str_ascii_iterator' instances
# CHECK-NEXT:cannot create 'dict_keys' instances
# CHECK-NEXT:cannot create 'generator' instances
# CHECK-NEXT:cannot create 'list_iterator' instances
# CHECK-NEXT:cannot create 'dict_keyiterator' instances
# CHECK-NOT:{{.}}
