//===- os/last_thread.cpp - The end of a process whose threads have all ended -------------===//
#include "os/last_thread.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace stm::os {

/// The first thread is listed until all have ended.
static bool firstThreadEnded() {
  char path[64], text[256];
  snprintf(path, sizeof path, "/proc/self/task/%d/stat", getpid());
  // Not by name, as in serve(): entry/system_calls stands before these functions.
  long file = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0)
    return false;
  long size = syscall(SYS_read, file, text, sizeof text);
  syscall(SYS_close, file);
  if (size <= 0)
    return false;
  // "pid (name) state ...": the name may hold anything.
  const char *name_end = static_cast<const char *>(memrchr(text, ')', size_t(size)));
  return name_end && name_end + 2 < text + size && name_end[2] == 'Z';
}

static bool isAlone() {
  struct stat tasks;
  // As a directory's: two links and one for each thread.
  return syscall(SYS_newfstatat, AT_FDCWD, "/proc/self/task", &tasks, 0) == 0 && tasks.st_nlink == 2 + 2 && firstThreadEnded();
}

static void *endProcess(void *) {
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
  exit(0);
}

void endProcessIfAlone() {
  pthread_t thread;
  if (isAlone() && pthread_create(&thread, nullptr, endProcess, nullptr) == 0)
    pthread_detach(thread);
}

} // namespace stm::os
