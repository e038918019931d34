//===- model/script.h - What the simulated threads do, step by step ---------------------------------===//
//
// A step names shared memory by offset and blocks by the slot that points to them, never by address, so a script that
// one run printed means the same in the next. One line a step:
//
//   <thread> <kind> <where> <offset> <size> <value>
//
//===-------------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_MODEL_SCRIPT_H
#define STM_TEST_MODEL_SCRIPT_H

#include <cstdint>
#include <string>
#include <vector>

namespace stm::test {

constexpr unsigned kThreads = 4;
/// Shared memory: pages of plain bytes, then a page whose first words are the slots.
constexpr unsigned kPlainPages = 3, kSharedBytes = (kPlainPages + 1) * 4096, kSlots = 6;
constexpr unsigned kBlockBytes = 48;

// STM_KIND(name, where it may happen: in a transaction or outside, what it does)
#define STM_STEP_KINDS(STM_KIND)                                                                        \
  STM_KIND(begin, outside, "begins; value bit 0: irrevocable, bit 1: may become lonely")                 \
  STM_KIND(read, inside, "reads size bytes at offset")                                                   \
  STM_KIND(write, inside, "writes them")                                                                 \
  STM_KIND(alloc, inside, "puts a new block, filled with value, into slot where; frees the old one")      \
  STM_KIND(release, inside, "frees the block in slot where")                                             \
  STM_KIND(readBlock, inside, "reads in the block of slot where")                                        \
  STM_KIND(writeBlock, inside, "writes there")                                                           \
  STM_KIND(take, inside, "empties slot where; the block becomes the thread's own at the commit")          \
  STM_KIND(put, inside, "puts the thread's own block into the empty slot where")                         \
  STM_KIND(irrevocable, inside, "becomes irrevocable")                                                   \
  STM_KIND(poll, inside, "looks whether it is doomed")                                                   \
  STM_KIND(commit, inside, "commits")                                                                    \
  STM_KIND(outsideRead, outside, "reads size bytes at offset without barriers")                          \
  STM_KIND(outsideWrite, outside, "writes them")                                                         \
  STM_KIND(ownAlloc, outside, "allocates a block of the thread's own")                                   \
  STM_KIND(ownWrite, outside, "writes in it")                                                            \
  STM_KIND(ownFree, outside, "frees it")

enum class Kind : uint32_t {
#define STM_KIND(name, where, documentation) name,
  STM_STEP_KINDS(STM_KIND)
#undef STM_KIND
};
constexpr uint32_t kKinds = uint32_t(Kind::ownFree) + 1;

struct Step {
  uint32_t thread;
  Kind kind;
  uint32_t where, offset, size;
  uint64_t value;
};

bool isInside(Kind kind);
std::string toLine(const Step &step);
/// Returns false for a line that is no step.
bool parseLine(const std::string &line, Step &step);

} // namespace stm::test

#endif
