//===- tx/own_blocks.cpp - Own blocks as abort actions ------------------------------===//
//
// Each own block is one of the transaction's abort actions (tx/actions), which frees it. A cancelled inner region
// thereby frees its own ones only.
//
//===--------------------------------------------------------------------------------===//
#include "tx/own_blocks.h"

#include "memory/heap.h"
#include "tx/actions.h"

#include <cstring>

extern "C" void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);

namespace stm {

constinit thread_local OwnBlockMode own_block_mode = OwnBlockMode::kNone;

namespace {

constinit thread_local void (*undo_of_next)(void *) = nullptr;

struct OwnBlock {
  void *address;
  size_t size;
  void (*undo)(void *); ///< may be null
};

void freeAtAbort(void *bytes) {
  const OwnBlock &block = *static_cast<OwnBlock *>(bytes);
  if (block.undo)
    block.undo(block.address);
  heapFree(block.address);
}

/// Latest first: they are nearly always asked for in this order. Stops where visit returns true.
template <class Visit> bool anyOwnBlock(const ThreadState &thread, Visit visit) {
  for (size_t i = thread.actions.size(); i-- > 0;) {
    const Action &action = thread.actions[i];
    if (action.function != freeAtAbort)
      continue;
    OwnBlock block;
    memcpy(&block, thread.action_bytes.begin() + action.bytes_at, sizeof block);
    if (visit(action, block))
      return true;
  }
  return false;
}

} // namespace

void ownNextBlock(void (*undo)(void *)) {
  undo_of_next = undo;
  own_block_mode = OwnBlockMode::kNext;
}

void *allocateOwnBlock(size_t size, size_t alignment) {
  void *address = heapAllocateForeign(size, alignment);
  if (!address)
    return nullptr;
  OwnBlock block = {address, heapSize(address), nullptr};
  if (own_block_mode == OwnBlockMode::kNext) {
    own_block_mode = OwnBlockMode::kNone;
    block.undo = undo_of_next;
  }
  __stm_on_abort_copy(freeAtAbort, &block, sizeof block);
  return address;
}

void freeForeignBlock(ThreadState &thread, void *address) {
  // The block itself stays until the transaction ends: an abort still restores what was logged of it.
  anyOwnBlock(thread, [&](const Action &action, OwnBlock &block) {
    if (block.address != address)
      return false;
    block.undo = nullptr;
    memcpy(thread.action_bytes.begin() + action.bytes_at, &block, sizeof block);
    return true;
  });
  thread.frees.push(address);
}

bool ownsAddress(const ThreadState &thread, uint64_t address) {
  return anyOwnBlock(thread, [&](const Action &, const OwnBlock &block) {
    return address - reinterpret_cast<uint64_t>(block.address) < block.size;
  });
}

} // namespace stm
