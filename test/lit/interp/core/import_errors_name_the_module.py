for source in ('import nothing_here', 'from os import nothing_here', 'import os.nothing', 'from . import x'):
    try: exec(source, {'__name__': '__main__'})
    except ImportError as e: print(type(e).__name__, str(e).split(' (')[0])

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:ModuleNotFoundError No module named 'nothing_here'
# CHECK-NEXT:ImportError cannot import name 'nothing_here' from 'os'
# CHECK-NEXT:ModuleNotFoundError No module named 'os.nothing'; 'os' is not a package
# CHECK-NEXT:ImportError attempted relative import with no known parent package
# CHECK-NOT:{{.}}
