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

#include "llvm/Support/Alignment.h"

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
  bool straddles = false;        ///< May touch two granules.
  bool is_range = false;         ///< Too large for an inline barrier.
  Access *translated = nullptr;  ///< An access of a dominating place whose translated address serves here too,
  int64_t distance = 0;          ///< plus this.
  llvm::Value *address = nullptr; ///< The translated address, once emitted.

  llvm::Value *pointer() const { return instruction->getOperand(operand); }
};

/// The accesses of `body` with what each needs by itself; memory intrinsics that the runtime does better become
/// calls of it on the way. elide.cpp then looks at what accesses have in common.
std::vector<Access> collectAccesses(Body &body, RuntimeAbi &abi);

} // namespace stm

#endif
