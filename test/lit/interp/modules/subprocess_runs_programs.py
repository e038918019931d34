import subprocess, sys
print(subprocess.run(['cat'], input='hello', text=True, capture_output=True).stdout)
print(subprocess.run(['sh', '-c', 'echo $X; exit 3'], env={'X': 'y', 'PATH': '/bin:/usr/bin'}, capture_output=True))
try: subprocess.run(['/nonexistent/program'])
except FileNotFoundError as e: print(e)
try: subprocess.check_call(['false'])
except subprocess.CalledProcessError as e: print(e)
try: subprocess.run(['sleep', '9'], timeout=0.05)
except subprocess.TimeoutExpired as e: print(str(e).split(' after')[0])
print(subprocess.run(['pwd'], cwd='/', capture_output=True).stdout, subprocess.getoutput('echo a | tr a b'))

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:hello
# CHECK-NEXT:CompletedProcess(args=['sh', '-c', 'echo $X; exit 3'], returncode=3, stdout=b'y\n', stderr=b'')
# CHECK-NEXT:[Errno 2] No such file or directory: '/nonexistent/program'
# CHECK-NEXT:Command '['false']' returned non-zero exit status 1.
# CHECK-NEXT:Command '['sleep', '9']' timed out
# CHECK-NEXT:b'/\n' b
# CHECK-NOT:{{.}}
