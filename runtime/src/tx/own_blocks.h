//===- tx/own_blocks.h - Blocks outside the window that belong to a transaction -----===//
//
// The C++ library's own code writes exception objects' headers and other short-lived blocks on canonical addresses,
// past the view. Such blocks must not lie in viewed memory: while an OwnBlocks scope is open, the
// transaction's allocations come from outside the window. An abort gives them back; a commit leaves them to the program.
//
//===--------------------------------------------------------------------------------===//
#ifndef STM_TX_OWN_BLOCKS_H
#define STM_TX_OWN_BLOCKS_H

#include "tx/thread_state.h"

namespace stm {

/// What the calling thread's allocations in a view are to be.
enum class OwnBlockMode : uint8_t { kNone, kAll, kNext };
/// Read by the allocator.
extern constinit thread_local OwnBlockMode own_block_mode __attribute__((visibility("hidden")));

/// Opens the scope, around calls of library code that allocates and starts no transaction's code.
class OwnBlocks {
public:
  OwnBlocks() { own_block_mode = OwnBlockMode::kAll; }
  ~OwnBlocks() { own_block_mode = OwnBlockMode::kNone; }
  OwnBlocks(const OwnBlocks &) = delete;
  OwnBlocks &operator=(const OwnBlocks &) = delete;
};
/// The next allocation makes an own block, and `undo` (may be null) is called with it before an abort frees it: for library
/// code that does not return.
void ownNextBlock(void (*undo)(void *block));

void *allocateOwnBlock(size_t size, size_t alignment);
/// A block outside the window is freed in a view: at the commit.
void freeForeignBlock(ThreadState &thread, void *block);
/// True if the address lies in one of the transaction's own blocks.
bool ownsAddress(const ThreadState &thread, uint64_t address);

} // namespace stm

#endif
