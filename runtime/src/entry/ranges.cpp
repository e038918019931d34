//===- entry/ranges.cpp - Ranges of a transaction's memory for code without barriers ------------===//
//
// stm_for_reading and stm_for_writing: a barrier for a whole range, after which the program hands the translated address to a
// function that knows nothing of transactions.
//
//===---------------------------------------------------------------------------------------------===//
#include "memory/globals.h"
#include "tx/transaction.h"

#include <cstddef>
#include <cstdint>

using namespace stm;

#define STM_SLOW extern "C" __attribute__((preserve_most))
#define STM_API extern "C" __attribute__((visibility("default")))

STM_SLOW void *__stm_read_slow(void *p, int64_t size);
STM_SLOW void *__stm_write_part(void *p, int64_t size);

STM_API const void *stm_for_reading(const void *memory, size_t size) {
  return __stm_read_slow(const_cast<void *>(memory), int64_t(size));
}
STM_API const void *stm_for_reading_frozen(const void *memory) {
  ThreadState &thread = threadState();
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(memory));
  return thread.mode != Mode::kView || offset == kNoOffset ? memory : thread.view->at(offset);
}
STM_API void *stm_for_writing(void *memory, size_t size) { return __stm_write_part(memory, int64_t(size)); }
