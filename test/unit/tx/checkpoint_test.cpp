//===- tx/checkpoint_test.cpp - Begin as time travel ---------------------------------------------------===//
//
// Each function calls __stm_begin itself, as compiled regions do, and is aborted once at its commit
// (STM_ABORT_EVERY=1): the second attempt must find its frame and registers as the first one did. What attempts record
// lies in `record`, which no abort restores.
//
//===-----------------------------------------------------------------------------------------------===//
#include "support/in_views.h"

#include <alloca.h>
#include <cfenv>
#include <stdexcept>
#include <string>

using namespace stm;
using namespace stm::test;

namespace {

/// Foreign memory, which the test writes without the runtime's knowledge.
struct Record {
  int attempts;
  long seen[2][8];
};
Record *record;

void note(long a, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) {
  long *seen = record->seen[record->attempts++];
  seen[0] = a, seen[1] = b, seen[2] = c, seen[3] = d, seen[4] = e, seen[5] = f;
}

class Checkpoint : public testing::Test {
protected:
  static void SetUpTestSuite() {
    record = os::allocateArray<Record>(1, "test");
    runInViews();
    setenv("STM_ABORT_EVERY", "1", 1);
    readFlags();
  }
  void SetUp() override { *record = {}; }
  void TearDown() override {
    EXPECT_EQ(record->attempts, 2);
    for (int i = 0; i < 8; ++i)
      EXPECT_EQ(record->seen[0][i], record->seen[1][i]) << "value " << i;
  }
};

#define BEGIN(escaped, escaped_end) __stm_begin(nullptr, __builtin_dwarf_cfa(), escaped, escaped_end)

__attribute__((noinline)) long scalars(long a, long b, long c, long d, long e, long f) {
  long sum = a ^ b;
  BEGIN(nullptr, nullptr);
  note(a, b, c, d, e, sum);
  a += 1, b += 2, c += 3, d += 4, e += 5, f += 6, sum += 7;
  asm volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e), "+r"(f));
  __stm_commit();
  return a + b + c + d + e + f + sum;
}

TEST_F(Checkpoint, RestoresLocalsAndArguments) { EXPECT_EQ(scalars(1, 2, 3, 4, 5, 6), 21 + 21 + 3 + 7); }

__attribute__((noinline)) void array(long *out) {
  long values[100];
  for (long i = 0; i < 100; ++i)
    values[i] = i;
  asm volatile("" : : "r"(values) : "memory");
  BEGIN(nullptr, nullptr);
  note(values[0], values[1], values[50], values[98], values[99]);
  for (long &value : values)
    value += 1000;
  asm volatile("" : : "r"(values) : "memory");
  __stm_commit();
  memcpy(out, values, sizeof values);
}

TEST_F(Checkpoint, RestoresArrays) {
  long values[100];
  array(values);
  for (long i = 0; i < 100; ++i)
    EXPECT_EQ(values[i], i + 1000);
}

/// All six callee-saved registers hold a value across begin and are clobbered afterwards.
__attribute__((noinline)) void registers(long *out) {
  long b, c, d, e, f;
  asm volatile("mov $11, %0; mov $12, %1; mov $13, %2; mov $14, %3; mov $15, %4"
               : "=r"(b), "=r"(c), "=r"(d), "=r"(e), "=r"(f));
  BEGIN(nullptr, nullptr);
  note(b, c, d, e, f);
  b *= 2, c *= 2, d *= 2, e *= 2, f *= 2;
  asm volatile("" ::: "rbx", "r12", "r13", "r14", "r15", "memory");
  __stm_commit();
  out[0] = b, out[1] = c, out[2] = d, out[3] = e, out[4] = f;
}

TEST_F(Checkpoint, RestoresCalleeSavedRegisters) {
  long out[5];
  registers(out);
  for (long i = 0; i < 5; ++i)
    EXPECT_EQ(out[i], 2 * (11 + i));
}

__attribute__((noinline)) int earlyReturn(int limit) {
  int found = -1;
  BEGIN(nullptr, nullptr);
  note(found, limit);
  for (int i = 0; i < 100; ++i)
    if (i * i > limit) {
      found = i;
      __stm_commit();
      return found;
    }
  __stm_commit();
  return found;
}

TEST_F(Checkpoint, ResumesAcrossEarlyReturns) { EXPECT_EQ(earlyReturn(50), 8); }

__attribute__((noinline)) long variableLength(unsigned count) {
  auto *values = static_cast<long *>(alloca(count * sizeof(long)));
  for (unsigned i = 0; i < count; ++i)
    values[i] = i;
  BEGIN(nullptr, nullptr);
  note(values[0], values[count - 1]);
  auto *more = static_cast<long *>(alloca(count * sizeof(long))); // the stack pointer moves inside
  for (unsigned i = 0; i < count; ++i)
    more[i] = values[i] += 1;
  long sum = 0;
  for (unsigned i = 0; i < count; ++i)
    sum += more[i];
  __stm_commit();
  return sum;
}

TEST_F(Checkpoint, RestoresVariableLengthArraysAndTheStackPointer) { EXPECT_EQ(variableLength(64), 64 * 65 / 2); }

__attribute__((noinline)) void escapes(volatile long *out) {
  struct {
    long before, escaped[2], after;
  } frame = {1, {2, 3}, 4};
  asm volatile("" : : "r"(&frame) : "memory");
  BEGIN(frame.escaped, frame.escaped + 2);
  int attempt = record->attempts;
  note(frame.before, frame.escaped[1], frame.after);
  out[attempt] = frame.escaped[0];
  frame.before = 10, frame.after = 40;
  frame.escaped[0] = frame.escaped[0] + 20; // as another thread would
  __stm_log_local(&frame.escaped[1], sizeof(long));
  frame.escaped[1] = 30;
  asm volatile("" : : "r"(&frame) : "memory");
  __stm_commit();
  out[2] = frame.escaped[0];
  out[3] = frame.escaped[1];
}

TEST_F(Checkpoint, LeavesTheEscapedPartAloneButForWhatWasLogged) {
  auto *out = os::allocateArray<long>(4, "test");
  escapes(out);
  EXPECT_EQ(out[0], 2);
  EXPECT_EQ(out[1], 22) << "not restored";
  EXPECT_EQ(out[2], 42);
  EXPECT_EQ(out[3], 30);
}

uint16_t x87Control() {
  uint16_t control;
  asm volatile("fnstcw %0" : "=m"(control));
  return control;
}

__attribute__((noinline)) void rounding() {
  fesetround(FE_DOWNWARD);
  BEGIN(nullptr, nullptr);
  note(fegetround(), x87Control());
  fesetround(FE_UPWARD);
  __stm_commit();
}

TEST_F(Checkpoint, RestoresFloatingPointModes) {
  rounding();
  EXPECT_EQ(fegetround(), FE_UPWARD) << "the attempt that committed sets it";
  fesetround(FE_TONEAREST);
}

__attribute__((noinline)) int caught() {
  int state = 1;
  BEGIN(nullptr, nullptr);
  note(state, std::uncaught_exceptions());
  try {
    state = 2;
    throw std::runtime_error("inside");
  } catch (const std::runtime_error &error) {
    state += int(strlen(error.what()));
  }
  __stm_commit();
  return state;
}

TEST_F(Checkpoint, ExceptionsInsideAreNoObstacle) { EXPECT_EQ(caught(), 8); }

/// Deep below, the frames of the first attempt are gone when the second one runs.
__attribute__((noinline)) long deep(int depth) {
  long local[8] = {depth};
  asm volatile("" : : "r"(local) : "memory");
  return depth == 0 ? 0 : local[0] + deep(depth - 1);
}

__attribute__((noinline)) long calls() {
  long sum = 0;
  BEGIN(nullptr, nullptr);
  note(sum);
  for (int i = 0; i < 100; ++i)
    sum += deep(i);
  __stm_commit();
  return sum;
}

TEST_F(Checkpoint, CallsInsideAreForgotten) { EXPECT_EQ(calls(), 166650); }

__attribute__((noinline)) size_t strings() {
  std::string text = "before";
  BEGIN(nullptr, nullptr);
  note(long(text.size()), text[0]);
  text[0] = 'B'; // within the object: part of the frame
  text += "hand";
  __stm_commit();
  return text.find("Beforehand") + text.size();
}

TEST_F(Checkpoint, RestoresObjectsInTheFrame) { EXPECT_EQ(strings(), 10u); }

} // namespace
