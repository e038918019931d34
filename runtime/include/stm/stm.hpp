/** @file stm.hpp
 *  @brief Atomic regions for C++: the functions beside [[stm::atomic]]
 *
 *  stm.h says what regions are, and which attributes, locks and environment variables there are. This header has its
 *  functions in namespace stm, for lambdas and other callables:
 *
 *      Item take(Queue &queue) {
 *        [[stm::atomic]] {
 *          if (queue.empty())
 *            stm::retry();
 *          stm::on_commit([] { std::puts("taken"); });
 *          return queue.pop();
 *        }
 *      }
 *
 *  An exception that leaves a region commits it, as it would release a lock.
 */
#ifndef STM_STM_HPP
#define STM_STM_HPP

#include <stm/stm.h>

#include <type_traits>
#include <utility>

namespace stm {

/** @brief T in local memory: see the section on local memory in stm.h. */
template <class T> using local = __attribute__((address_space(1))) T;

/** @brief Whether the calling thread is in a region: stm_in_transaction(). */
inline bool in_transaction() noexcept { return stm_in_transaction() != 0; }

/** @brief Waits until something that was read changes, then runs the transaction again: stm_retry(). */
[[noreturn]] inline void retry() { stm_retry(); }

/** @brief Undoes the innermost region and goes on behind it: stm_cancel(). */
[[noreturn]] inline void cancel() { stm_cancel(); }

/** @brief From here on the transaction cannot be undone: stm_become_irrevocable(). */
[[gnu::always_inline]] inline void become_irrevocable() noexcept { stm_become_irrevocable(); }

/** @brief Calls `action()` once, when the transaction has committed: stm_on_commit().
 *
 *  The callable is copied or moved. What it holds by reference must live until after the outermost region;
 *  the compiler warns of variables of the region itself.
 */
template <class Action> void on_commit(Action &&action) {
  using Copy = std::decay_t<Action>;
  if constexpr (std::is_trivially_copyable_v<Copy> && sizeof(Copy) <= 256) {
    Copy copy(std::forward<Action>(action));
    __stm_on_commit_copy([](void *bytes) { (*static_cast<Copy *>(bytes))(); }, &copy, sizeof copy);
  } else {
    stm_on_commit(
        [](void *made) {
          Copy *copy = static_cast<Copy *>(made);
          (*copy)();
          delete copy;
        },
        new Copy(std::forward<Action>(action)));
  }
}

/** @brief Calls `action()` whenever what runs now is undone: stm_on_abort().
 *
 *  The callable must be trivially copyable, as a lambda is that holds references, pointers and numbers: what else it might
 *  hold would be undone before it runs.
 */
template <class Action> void on_abort(Action &&action) {
  using Copy = std::decay_t<Action>;
  static_assert(std::is_trivially_copyable_v<Copy>,
                "stm::on_abort: what the callable owns is undone before it runs; capture references, pointers or numbers");
  static_assert(sizeof(Copy) <= 256, "stm::on_abort: the callable is too large; capture by reference");
  Copy copy(std::forward<Action>(action));
  __stm_on_abort_copy([](void *bytes) { (*static_cast<Copy *>(bytes))(); }, &copy, sizeof copy);
}

/** @brief Runs `first`; if it calls retry(), undoes it and runs `second` instead.
 *
 *  If `second` retries too, the transaction waits until something changes that either of them has read. Alternatives
 *  nest: or_else(a, [&] { return or_else(b, c); }). Outside of regions, or_else is one.
 *
 *  @return what the alternative returns that was not undone.
 */
template <class First, class Second>
std::common_type_t<std::invoke_result_t<First &>, std::invoke_result_t<Second &>> or_else(First &&first, Second &&second) {
  [[stm::atomic]] {
    [[stm::atomic]] {
      __stm_catch_retry();
      return first();
    }
    return second();
  }
}

} // namespace stm

#endif
