//===- os/userfault.h - Noticing writes to protected pages ------------------===//
//
// Write protection by userfaultfd: page by page without splitting mappings, and seen also when
// the kernel writes on a program's behalf (read(2) into a protected buffer waits, it
// does not fail). A service thread receives the faults; the writer sleeps until the page is
// unprotected. Thread safety: protect and unprotect may be called by any thread.
//
//===------------------------------------------------------------------------===//
#ifndef STM_OS_USERFAULT_H
#define STM_OS_USERFAULT_H

#include <cstddef>
#include <cstdint>

namespace stm::os {

/// Called on the service thread with the address of a protected page that a thread wants to write; must unprotect it, or
/// return false soon: it is called again, other faults have their turn. It may not touch protected memory.
using WriteHandler = bool (*)(uint64_t address, uint32_t thread_id);
/// Called on the service thread about every 20 ms.
using TickHandler = void (*)();

/// Opens the userfaultfd and starts the service thread. Called once (again in a fork's child).
void startUserfault(WriteHandler onWrite, TickHandler onTick);
/// Makes [address, address + size), a shared mapping of a memory file, eligible for protection.
void registerRange(uint64_t address, size_t size);
void protect(uint64_t address, size_t size);
/// Lets writers in the range continue.
void unprotect(uint64_t address, size_t size);
/// False where the kernel does not let this user handle faults from system calls: they then fail
/// with EFAULT when they write into a protected page. Constant after probeUserfault.
bool coversSystemCalls();
void probeUserfault();
/// Drops the parent's descriptor in the child of a fork.
void forgetUserfault();

} // namespace stm::os

#endif
