/** @file stm.h
 *  @brief Atomic regions for C: the functions and attributes beside [[stm::atomic]]
 *
 *  C++ programs include stm.hpp, which brings the same in C++ clothes.
 *
 *  @section start Getting started
 *
 *  Write the program as if one global lock protected every region, and compile and link all of it with
 *  `stm-clang` (or `clang-22 -fplugin=stm.so ... -lstm`):
 *
 *      [[stm::atomic]] {
 *        from->balance -= amount;
 *        to->balance += amount;
 *      }
 *
 *  Regions run in parallel as transactions. One whose data another has changed meanwhile is undone and
 *  runs again from its start; nobody can tell. A region may call any function; one that does what
 *  cannot be undone (printf, say) makes the transaction irrevocable first: it then runs alone, to its
 *  end. Nothing of this header is needed for that.
 *
 *  @section attributes Attributes
 *
 *  The attributes are [[stm::name]] in C++ and C23, __attribute__((stm_name)) everywhere.
 *
 *  - atomic, before a block: the block is a region. Before a function's declaration or definition: its whole body
 *    is one. Before the declaration of a lock guard: see @ref locks.
 *  - safe, before a function: it never makes a transaction irrevocable. The compiler refuses a definition that may.
 *  - pure, before a function: transactions call it as it is, without barriers. It must not read or write memory
 *    that regions write, nor take locks that anybody holds while entering a region.
 *  - irrevocable, before a function: transactions become irrevocable before they call it.
 *
 *  The last three also before a declaration that repeats one of another header:
 *
 *      #include <vendor.h>
 *      [[stm::pure]] int vendor_hash(const char *text);
 *
 *  @section nesting Regions in regions
 *
 *  A region that begins while another runs, in the same function or in a called one, is part of the outer one:
 *  it takes effect when the outermost one commits. Cancelled (stm_cancel()), it undoes itself alone.
 *
 *  @section locks Locks
 *
 *  An existing program whose threads take a lock can let them run in parallel with one word:
 *
 *      [[stm::atomic]] pthread_mutex_t *guard = &table_mutex;   // C; mtx_t * too
 *      [[stm::atomic]] std::lock_guard<std::mutex> guard(m);    // C++; any guard class
 *
 *  The rest of the scope is a region that elides the lock: threads that do so do not wait for each other.
 *  They do wait for a thread that took the lock for real (pthread_mutex_lock, mtx_lock, an unmarked guard), and
 *  it waits for them. So code under the lock that does not change stays right. The pointer form
 *  behaves as if the mutex were locked at the declaration and unlocked at the end of the scope. A transaction that
 *  becomes irrevocable holds the lock for real from then on.
 *
 *  The order of locks is the program's, as ever: a marked guard stands for its lock first, then the region. So a region must not
 *  wait inside for a lock that other threads elide (unless it elides that too), as it must not with two locks.
 *
 *  @section local Local memory
 *
 *  Memory that one thread alone uses and that it can bring back itself to where it was (an interpreter's
 *  registers, a scratch buffer) needs no barriers. Accesses through pointers to STM_LOCAL types have none:
 *
 *      struct frame STM_LOCAL *f = (struct frame STM_LOCAL *)malloc(sizeof(struct frame));
 *      f->pc = 0;
 *
 *  A class or struct may say once and for all that its objects are local memory: then accesses of its members have no barriers.
 *
 *      struct [[stm::local]] frame { int pc; };
 *
 *  The transaction neither restores such memory nor finds conflicts on it. stm_on_restart() tells when to restore it.
 *
 *  @section viewed Classes of shared objects
 *
 *  A barrier first looks whether memory is shared at all: not a stack, say. Objects of a class with [[stm::viewed]] always are: they come from
 *  malloc() or operator new, or are variables of the executable with static storage, never on a stack, in a library or in mapped memory.
 *  Accesses of their members are spared the question. Those of a class with [[stm::frozen]] moreover change only while nobody else
 *  can see it: before the transaction that made the object has ended, or in one that has called stm_become_irrevocable() before.
 *  Reading their members costs an addition and can never be a conflict.
 *
 *  @section environment Environment variables
 *
 *  STM_STATS=1 prints at exit what happened, STM_TRACE=1 every abort; runtime/src/config/flags.def has them all.
 */
#ifndef STM_STM_H
#define STM_STM_H

#include <stddef.h>

/* The runtime itself and code that must not be instrumented but calls these functions define
   STM_WITHOUT_PLUGIN. */
#if !defined(STM_WITHOUT_PLUGIN)
#if !defined(__has_attribute)
#define STM_NO_PLUGIN 1
#elif !__has_attribute(stm_atomic)
#define STM_NO_PLUGIN 1
#endif
#endif
#ifdef STM_NO_PLUGIN
#error "stm/stm.h needs the stm compiler plugin, without which atomic regions would protect nothing: compile with stm-clang or stm-clang++, or add -fplugin=<prefix>/lib/stm.so to clang-22"
#endif

#ifdef __cplusplus
extern "C" {
#define STM_NOEXCEPT noexcept
#else
#define STM_NOEXCEPT __attribute__((nothrow))
#endif

#if defined(__has_attribute)
#if __has_attribute(stm_pure)
#define STM_CALLED_AS_IS __attribute__((stm_pure))
#endif
#endif
#ifndef STM_CALLED_AS_IS
#define STM_CALLED_AS_IS
#endif

/** @brief Qualifies types of local memory: see @ref local. */
#define STM_LOCAL __attribute__((address_space(1)))

/** @brief What stm_on_commit(), stm_on_abort() and stm_on_restart() call, with the argument that they were given. */
typedef void stm_action(void *argument);

/** @defgroup control Control
 *  @{ */

/** @brief Whether the calling thread is in a region.
 *
 *  @return 1 in a region or a function called from one, however the runtime runs it; else 0.
 */
int stm_in_transaction(void) STM_NOEXCEPT;

/** @brief Waits until something that the transaction has read changes, then runs it again.
 *
 *  The transaction is undone and the thread sleeps until another commits a change of memory that it had read. To be
 *  called when the region finds that it cannot go on:
 *
 *      [[stm::atomic]] {
 *        if (queue->size == 0)
 *          stm_retry();
 *        item = take(queue);
 *      }
 *
 *  Changes by code outside of regions are noticed too, after some milliseconds.
 *  In the first alternative of stm::or_else (stm.hpp) it goes on with the second one instead.
 *
 *  Never returns. In a program that can call it every region keeps what an undoing needs, also where one thread is alone or threads could share
 *  one lock: single regions take longer. It ends the program with a message outside of regions and in an irrevocable transaction, which cannot be
 *  undone.
 */
__attribute__((noreturn)) void stm_retry(void);

/** @brief Undoes the innermost region that is running and goes on behind it.
 *
 *  Memory, the variables of the function that holds the region, allocations and registered actions are as they were
 *  when it began; no destructors run. An outer region goes on.
 *
 *  Never returns. It ends the program with a message outside of regions and in an irrevocable transaction.
 */
__attribute__((noreturn)) void stm_cancel(void);

/** @brief From here on the transaction cannot be undone.
 *
 *  It waits until no other transaction runs; none begins before it has ended. If another has changed what it read, or
 *  becomes irrevocable at the same time, it runs again from its start instead of going on.
 *  Outside of regions: no effect.
 */
void stm_become_irrevocable(void) STM_NOEXCEPT;

/** @brief Whether the calling thread is in a region that cannot be undone any more.
 *
 *  Also where the runtime runs a region without undo, because no other thread runs any or under one lock.
 */
int stm_is_irrevocable(void) STM_NOEXCEPT;

/** @brief Whether the calling thread is in a region that runs without barriers while those of other threads are parallel transactions.
 *
 *  Such a region holds all others up. It may have begun when there were none, and been divided since (stm_outside()): what is called outside of it
 *  may run regions of its own, beside others.
 */
int stm_holds_up_others(void) STM_NOEXCEPT;

/** @brief Leaves the region, calls `action(argument)`, and enters the region again.
 *
 *  For what waits: a lock-like region that calls it is divided into two, with the action between them, where others may
 *  run regions (as pthread_cond_wait() divides a locked section). What the region did before is visible to others during the
 *  action, and they may change it. Actions registered so far run before `action`, which may hold regions and must not throw.
 *
 *  The transaction becomes irrevocable first, and is so again afterwards, unless the code was compiled with
 *  `-fplugin-arg-stm-divisible`: then the second half is an ordinary transaction, which may be undone and run again from the return of
 *  this call on. All functions that are on the stack then must be compiled so, and no other thread may use their local variables.
 *  An inner region that can be undone alone still becomes irrevocable; stm_cancel() in the second half ends the program with a message.
 *
 *  Outside of regions: calls the action. It ends the program with a message in the scope of an elided lock (@ref locks).
 */
void stm_outside(stm_action *action, void *argument);

/** @} */
/** @defgroup actions Actions
 *  @{ */

/** @brief Has the thread call `action(argument)` when the transaction has committed.
 *
 *  Actions run once, in the order of their registration, in the same thread, after the outermost region and before
 *  the next statement (before the catch, if an exception leaves the region). They run outside of any transaction
 *  and may hold regions themselves. Those of a region that is undone or cancelled never run. They must not throw.
 *
 *  Outside of regions: calls the action at once.
 */
void stm_on_commit(stm_action *action, void *argument);

/** @brief Has the thread call `action(argument)` whenever what runs now is undone.
 *
 *  That is before each run after a conflict, for stm_retry(), and after a stm_cancel() of the region or of one around
 *  it; memory is already restored then. Actions run in the order of their registration, each once for its
 *  registration: a region that runs again registers its actions again. They run outside of the transaction, but those
 *  of an inner region that is undone alone run as a part of the outer one. They must not throw.
 *
 *  Outside of regions and in an irrevocable transaction: no effect.
 */
void stm_on_abort(stm_action *action, void *argument);

/** @brief Has the calling thread call `action(argument)` after every abort, before the region runs again.
 *
 *  One for each thread; null takes it away. For programs that restore local memory themselves (@ref local). Called
 *  outside of the transaction, after the on_abort actions; not for what is cancelled, which does not run again.
 */
void stm_on_restart(stm_action *action, void *argument) STM_NOEXCEPT;

/** @brief How much the running region does, in units of the program's own; the last call in a region counts.
 *
 *  For programs that make their regions shorter or longer as conflicts ask for: by this the runtime compares what regions take as
 *  parallel transactions and one after the other, and chooses. A region that says nothing counts 1.
 */
void stm_region_work(size_t units) STM_NOEXCEPT;

/** @brief The program's regions are mostly long, a tenth of a millisecond and more.
 *
 *  As soon as two threads run regions, these are parallel transactions, and the runtime looks later whether one after the other would be faster;
 *  else it begins with the latter, which is right for short ones. For the start of a program: no effect once two threads have run regions.
 */
void stm_long_regions(void) STM_NOEXCEPT;

/** @} */
/** @defgroup memory Memory
 *  @{ */

/** @brief The transaction has the memory [memory, memory + size) to itself until it commits.
 *
 *  For allocators that cut blocks from a chunk which no other thread knows: stores to the range cost no more than a
 *  comparison each, and the commit publishes all of it at once. An abort leaves undefined bytes in it. malloc() does
 *  the like by itself.
 *
 *  The range must not be reachable by a transaction that began before; whole granules of 16 bytes
 *  gain, others are harmless. No effect outside of regions.
 */
void stm_own_range(void *memory, size_t size) STM_NOEXCEPT;

/** @brief The same for memory that no transaction has written since one began which still runs.
 *
 *  Of a heap, say, whose memory is used again only after a collection, which runs alone. The commit then need not tell other threads
 *  of the range: they find it when they first look.
 */
void stm_own_fresh_range(void *memory, size_t size) STM_NOEXCEPT;

/** @brief The thread is going to use all of [memory, memory + size): what pages of it are not there yet come at once.
 *
 *  Saves a fault for each page. Changes nothing, in regions and outside of them.
 */
void stm_expect_range(void *memory, size_t size) STM_NOEXCEPT;

/** @brief The thread is going to use all of [memory, memory + size), and nothing refers to it yet.
 *
 *  For heaps that give each thread its own memory and find what is free while no transaction runs. The chunks of 64 KiB in it become
 *  the home of what this thread writes there, from now on and in later transactions: in place, so that neither copies are
 *  made nor anything published. A transaction of another thread that comes upon such a chunk starts again when no transaction runs, and
 *  the chunk is shared memory from then on; where that happens often, chunks are given a home more and more seldom.
 *
 *  Code outside of regions reads such memory as the running transaction has it; it must not write what a transaction uses. Changes nothing
 *  outside of regions, or where a view of another thread has copies of the memory's pages.
 */
void stm_home_range(void *memory, size_t size) STM_NOEXCEPT;

/** @brief The memory goes to an allocator that knows nothing of homes: it is shared from now on.
 *
 *  While no transaction runs: in an irrevocable one, say.
 */
void stm_leave_range(void *memory, size_t size) STM_NOEXCEPT;

/** @brief Where the transaction sees [memory, memory + size), for a [[stm::pure]] function that reads it.
 *
 *  Counts as a read of all of it. The address holds until the transaction ends or stm_outside() divides it. Outside of transactions: `memory`.
 */
STM_CALLED_AS_IS const void *stm_for_reading(const void *memory, size_t size) STM_NOEXCEPT;

/** @brief The same for memory that never changes once others know it (see @ref viewed): nothing is marked. */
STM_CALLED_AS_IS const void *stm_for_reading_frozen(const void *memory) STM_NOEXCEPT;

/** @brief As stm_for_reading(), for a pure function that writes it: counts as a write. */
STM_CALLED_AS_IS void *stm_for_writing(void *memory, size_t size) STM_NOEXCEPT;

/** @brief The range [memory, memory + size) is local memory from now on: see @ref local.
 *
 *  For accesses that are not made through STM_LOCAL pointers or members of [[stm::local]] classes: by library functions,
 *  through pointers that may lead anywhere, in code without optimisation. Their stores are neither logged nor
 *  do they make the transaction irrevocable. The memory must not come from malloc() (use mmap()); at most 16 ranges in a
 *  process. It stays local for good.
 */
void stm_local_memory(void *memory, size_t size);

/** @} */

/* What stm.hpp is made of. */
void __stm_on_commit_copy(stm_action *action, const void *bytes, size_t size);
void __stm_on_abort_copy(stm_action *action, const void *bytes, size_t size);
void __stm_catch_retry(void) STM_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
