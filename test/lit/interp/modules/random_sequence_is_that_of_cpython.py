import random
random.seed(12345)
print(random.random(), random.randint(1, 1000), random.sample(range(100), 4), random.getrandbits(100), random.gauss(0, 1))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:0.41661987254534116 11 [38, 47, 24, 34] 408951041752918591462038694213 0.7566436839123634
# CHECK-NOT:{{.}}
