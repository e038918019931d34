//===- pass/access.h - The memory accesses of a body -------------------------===//
//
// Collects what a body reads and writes and chooses what each access needs. Words:
//
//   access   one pointer operand of one instruction, with the bytes that are read or written through it
//   barrier  what happens before: marking the granules, logging, translating the address into the view
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_ACCESS_H
#define STM_PASS_ACCESS_H

#include "body.h"
#include "runtime_abi.h"

#include "stm/abi.h"

#include "llvm/Support/Alignment.h"

#include <algorithm>
#include <vector>

namespace stm {

enum class Barrier {
  None,      ///< The access stays as it is.
  Log,       ///< Saves the old value; the access stays as it is.
  Translate, ///< The granules are marked already.
  Read,      ///< Marks as read and translates.
  Write,     ///< Saves the old value, marks as written and translates.
};

struct Access {
  llvm::Instruction *instruction;
  unsigned operand; ///< Which operand is the address.
  bool writes;
  uint64_t size; ///< Bytes.
  llvm::Align align;

  Barrier barrier = Barrier::None;
  Count reason = Count::kNumber; ///< For less than a full barrier.
  bool in_window = false;        ///< The address needs no check against the window.
  unsigned granules = 1;         ///< That an inline barrier marks: more than one if it may touch more.
  bool is_whole = false;         ///< The program stores to all bytes that the barrier covers.
  bool is_range = false;         ///< Too large, or too seldom reached, for an inline barrier.
  int64_t before = 0;            ///< The barrier begins so many bytes before the address
  uint64_t span = 0;             ///< and covers so many: later accesses' too (0: its own).
  Access *translated = nullptr;  ///< An access of a dominating place whose translated address serves here too,
  int64_t distance = 0;          ///< plus this,
  bool is_choice = false;        ///< or plus what the program's addresses are apart, if that is known only when it runs.
  llvm::Value *shift = nullptr;  ///< How far the view is, if a barrier before the loop covers all iterations (ranges.h).
  llvm::Value *program_address = nullptr; ///< The program's address, and
  llvm::Value *address = nullptr;         ///< the translated one, once emitted.

  llvm::Value *pointer() const { return instruction->getOperand(operand); }
  uint64_t covered() const { return span ? span : size; }
};

/// How many granules `size` bytes at an address of this alignment touch at most.
inline uint64_t granulesTouched(uint64_t size, llvm::Align align) {
  uint64_t offset = STM_GRANULE_SIZE - std::min<uint64_t>(align.value(), STM_GRANULE_SIZE);
  return (offset + size - 1) / STM_GRANULE_SIZE + 1;
}

/// The accesses of `body` with what each needs by itself; memory intrinsics that the runtime does better become
/// calls of it on the way. elide.cpp then looks at what accesses have in common.
std::vector<Access> collectAccesses(Body &body, RuntimeAbi &abi);

} // namespace stm

#endif
