//===- tx/actions.cpp - Registering and running actions -------------------------------------===//
#include "tx/actions.h"

#include "base/check.h"
#include "tx/transaction.h"

#include <cstring>

extern "C" void *__stm_resolve(void *function, const stm_reason *reason);

namespace stm {

namespace {

using Function = void(void *);

/// Bytes are copied for each action at a multiple of this.
constexpr size_t kAlignment = 16;
/// stm.hpp copies no larger callables.
constexpr size_t kLargestAction = 256;
constexpr size_t kNoBytes = ~size_t(0);

enum class When : uint8_t { kCommit, kAbort };

void add(ThreadState &thread, When when, Function *function, void *argument, size_t bytes_at, size_t size = 0) {
  thread.actions.push({function, argument, bytes_at, uint32_t(size), when == When::kCommit});
  // The short way of __stm_commit does not look for actions.
  if (uint32_t depth = fast.lone_depth.load(std::memory_order_relaxed))
    fast.lone_depth.store(depth | kLoneActions, std::memory_order_relaxed);
}

size_t keepBytes(ThreadState &thread, const void *bytes, size_t size) {
  STM_CHECK(size <= kLargestAction, "an action of %zu bytes", size);
  size_t at = (thread.action_bytes.size() + kAlignment - 1) & ~(kAlignment - 1);
  thread.action_bytes.extend(at - thread.action_bytes.size() + size);
  memcpy(thread.action_bytes.begin() + at, bytes, size);
  return at;
}

bool inTransaction() { return fast.lone_depth.load(std::memory_order_relaxed) != 0 || fast.busy != 0; }

/// The lists of a finished transaction. Actions may hold regions that register actions of their own.
class Taken {
public:
  explicit Taken(ThreadState &thread) : thread_(thread), actions_(thread.actions), bytes_(thread.action_bytes) {
    thread.actions = {};
    thread.action_bytes = {};
  }
  ~Taken() {
    giveBack(thread_.actions, actions_);
    giveBack(thread_.action_bytes, bytes_);
  }
  Taken(const Taken &) = delete;
  Taken &operator=(const Taken &) = delete;

  void run(bool at_commit) {
    for (const Action &action : actions_)
      if (action.at_commit == at_commit)
        action.function(action.bytes_at == kNoBytes ? action.argument : bytes_.begin() + action.bytes_at);
  }

private:
  template <class T> static void giveBack(GrowArray<T> &now, GrowArray<T> &before) {
    now.release();
    before.clear();
    now = before;
  }

  ThreadState &thread_;
  GrowArray<Action> actions_;
  GrowArray<uint8_t> bytes_;
};

} // namespace

void runCommitActions(ThreadState &thread) { Taken(thread).run(/*at_commit=*/true); }

void runAbortActions(ThreadState &thread, bool restarts) {
  if (!thread.actions.empty())
    Taken(thread).run(/*at_commit=*/false);
  if (restarts && thread.on_restart)
    thread.on_restart(thread.on_restart_argument);
}

void runInnerAbortActions(ThreadState &thread, ActionsMark mark) {
  if (thread.actions.size() == mark.actions)
    return;
  static const stm_reason reason = {"an abort action without a transactional version", nullptr, 0, 0};
  // The list may grow and move: the actions belong to the outer region now.
  for (size_t i = mark.actions, count = thread.actions.size(); i < count; ++i) {
    Action action = thread.actions[i];
    if (action.at_commit)
      continue;
    alignas(kAlignment) uint8_t bytes[kLargestAction];
    void *argument = action.argument;
    if (action.bytes_at != kNoBytes)
      argument = memcpy(bytes, thread.action_bytes.begin() + action.bytes_at, action.size);
    auto *clone = reinterpret_cast<Function *>(__stm_resolve(reinterpret_cast<void *>(action.function), &reason));
    clone(argument);
  }
  thread.actions.truncate(mark.actions);
  thread.action_bytes.truncate(mark.bytes);
}

} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API void stm_on_commit(Function *function, void *argument) {
  if (inTransaction())
    add(threadState(), When::kCommit, function, argument, kNoBytes);
  else
    function(argument);
}

STM_API void __stm_on_commit_copy(Function *function, void *bytes, size_t size) {
  ThreadState &thread = threadState();
  if (inTransaction())
    add(thread, When::kCommit, function, nullptr, keepBytes(thread, bytes, size), size);
  else
    function(bytes);
}

STM_API void stm_on_abort(Function *function, void *argument) {
  if (inView())
    add(threadState(), When::kAbort, function, argument, kNoBytes);
}

STM_API void __stm_on_abort_copy(Function *function, const void *bytes, size_t size) {
  if (inView())
    add(threadState(), When::kAbort, function, nullptr, keepBytes(threadState(), bytes, size), size);
}

STM_API void stm_on_restart(Function *function, void *argument) {
  ThreadState &thread = currentThread();
  thread.on_restart = function;
  thread.on_restart_argument = argument;
}

STM_API int stm_in_transaction() { return inTransaction(); }

/// Compiled code has done it already, before the call (pass/calls.def).
STM_API void stm_become_irrevocable() {}
