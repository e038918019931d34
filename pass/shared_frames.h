//===- pass/shared_frames.h - Variables that other threads are given ---------===//
//
// `int count = 0; std::thread worker([&] { [[stm::atomic]] { ++count; } });` shares a variable of a stack. Stacks are not viewed, so
// a region that writes another thread's stack runs alone. Functions that start threads, or call functions that do, therefore
// keep the variables whose addresses escape in the heap while they run; main, which runs once, among the
// executable's variables.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_SHARED_FRAMES_H
#define STM_PASS_SHARED_FRAMES_H

namespace llvm {
class Module;
}

namespace stm {

/// True if something was moved.
bool moveSharedFrames(llvm::Module &module);

} // namespace stm

#endif
