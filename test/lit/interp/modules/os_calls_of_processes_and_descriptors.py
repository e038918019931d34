import os, tempfile
pid = os.fork()
if pid == 0:
    os._exit(3)
print(os.wait()[1] >> 8)
print(os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn('/bin/sh', ['sh', '-c', 'exit $N'], {'N': '5'}), 0)[1]))
print(os.getpgid(0) == os.getpgrp(), os.getsid(0) == os.getsid(os.getpid()), os.nice(0) == os.getpriority(os.PRIO_PROCESS, 0))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'file')
    fd = os.open(path, os.O_RDWR | os.O_CREAT)
    print(os.pwrite(fd, b'hello', 2), os.pread(fd, 4, 1), os.writev(fd, [b'ab', b'cd']))
    parts = [bytearray(2), bytearray(4)]
    print(os.preadv(fd, parts, 0), parts, os.fstatvfs(fd).f_namemax > 0, os.fpathconf(fd, 'PC_NAME_MAX') > 0)
    os.fchmod(fd, 0o640)
    directory = os.open(folder, os.O_RDONLY)
    os.rename('file', 'other', src_dir_fd=directory, dst_dir_fd=directory)
    os.mkfifo('pipe', dir_fd=directory)
    os.symlink('other', 'link', dir_fd=directory)
    print(sorted(os.listdir(directory)), os.readlink('link', dir_fd=directory), oct(os.stat('link', dir_fd=directory).st_mode))
    for name in os.listdir(directory):
        os.unlink(name, dir_fd=directory)
    print(os.listdir(directory), os.major(os.makedev(3, 4)), os.sysconf('SC_PAGE_SIZE'), os.confstr('CS_PATH'))
    try: os.sysconf('SC_NONE')
    except ValueError as e: print(e)

# RUN: %pystm %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
# CHECK:3
# CHECK-NEXT:5
# CHECK-NEXT:True True True
# CHECK-NEXT:5 b'\x00hel' 4
# CHECK-NEXT:6 [bytearray(b'ab'), bytearray(b'cdll')] True True
# CHECK-NEXT:['link', 'other', 'pipe'] other 0o100640
# CHECK-NEXT:[] 3 4096 /bin:/usr/bin
# CHECK-NEXT:unrecognized configuration name
# CHECK-NOT:{{.}}
