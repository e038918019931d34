//===- os/os.h - What the runtime asks of the operating system --------------===//
//
// The contract of os_linux.cpp. Every call that fails for lack of resources ends in a
// sentence (base/check.h: refuse), so callers see success only.
//
//===------------------------------------------------------------------------===//
#ifndef STM_OS_OS_H
#define STM_OS_OS_H

#include <csignal>
#include <cstddef>
#include <cstdint>

namespace stm::os {

constexpr size_t kPageSize = 4096;

/// A new anonymous memory file of `size` bytes, all zero and not yet backed by memory.
int createMemory(size_t size);

/// Maps [offset, offset + size) of memory file `fd` shared at exactly `address`, which must be free.
void mapShared(uint64_t address, size_t size, int fd, uint64_t offset);
/// The same, over whatever is mapped there.
void remapShared(uint64_t address, size_t size, int fd, uint64_t offset);
/// Maps the file privately (copied on write) at exactly `address`, which must be free.
void mapPrivate(uint64_t address, size_t size, int fd, uint64_t offset);
/// The same, over whatever is mapped there.
void remapPrivate(uint64_t address, size_t size, int fd, uint64_t offset);

/// `size` zero bytes of the runtime's own memory, backed when touched; never in the window.
void *allocate(size_t size, const char *purpose);
template <class T> T *allocateArray(size_t count, const char *purpose) {
  return static_cast<T *>(allocate(count * sizeof(T), purpose));
}
/// Asks for huge pages in memory from allocate(), where that is worth what it may waste.
void preferHugePages(void *address, size_t size);
/// Makes the pages present and writable at once, without changing a byte; faults do it page by page otherwise.
void populate(void *address, size_t size);
/// Nothing may be read or written in the pages; and may be again.
void forbid(void *address, size_t size);
void allow(void *address, size_t size);
/// Whether all of the pages are present; false where the kernel does not tell.
bool isPresent(void *address, size_t size);
/// Gives the pages back; they read as zero (own memory) or as the file (private mappings).
void discard(void *address, size_t size);
/// Removes the pages of a shared mapping from its file; they read as zero everywhere.
/// \returns false where the kernel refuses.
bool punchHole(void *address, size_t size);

/// Every thread of this process has executed a full fence when it returns.
void fenceAllThreads();

/// The bounds of the stack that the calling thread runs on, thread-local storage included.
struct Range {
  uint64_t begin, end;
  bool contains(uint64_t p) const { return p - begin < end - begin; }
};
Range currentStack();
/// The mapping that holds `address`, or an empty range.
Range mappingOf(uint64_t address);
/// The loaded code that holds `address`, or an empty range.
Range codeOf(uint64_t address);

/// While one exists, its thread handles no signals: for locks that the service thread takes to resolve a fault. A handler that
/// writes to a protected page would wait for the thread that it interrupted.
class SignalsBlocked {
public:
  SignalsBlocked();
  ~SignalsBlocked();
  SignalsBlocked(const SignalsBlocked &) = delete;
  SignalsBlocked &operator=(const SignalsBlocked &) = delete;

private:
  sigset_t before_;
};

/// Gives the calling thread a stack for signal handlers, so that an overflow of its own can be handled. Null if the program
/// has given it one.
void *provideSignalStack();
/// At the thread's end: takes back what provideSignalStack returned; null does nothing.
void releaseSignalStack(void *stack);

} // namespace stm::os

#endif
