//===- memory/commit_log.cpp - The ring's memory ----------------------------------===//
#include "memory/commit_log.h"

#include "os/os.h"

namespace stm {

CommitLog commit_log;

void CommitLog::create() { entries_ = os::allocateArray<LogEntry>(kCapacity, "commit log"); }

} // namespace stm
