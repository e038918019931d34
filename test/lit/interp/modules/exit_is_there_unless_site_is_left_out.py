try: exit
except NameError: print('-S')
else: exit('bye')

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# RUN: not %pystm_program %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace --check-prefix=SITE
# CHECK:-S
# CHECK-NOT:{{.}}
# SITE:bye
