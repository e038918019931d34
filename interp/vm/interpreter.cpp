// The loop. One function with a label for each instruction of compile/opcodes.def; the instructions are in
// the .inc files by subject. Its state is in the thread's frames: at every border, and whenever a frame is pushed, `pc`
// is saved there, so that the function can be left and entered again at any border.
#include "compile/code.h"
#include "objects/cell.h"
#include "objects/dict_views.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/range.h"
#include "objects/sequence.h"
#include "objects/set.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/cache.h"
#include "vm/checkpoint.h"
#include "vm/loop.h"
#include "vm/region.h"
#include "vm/runtime.h"

namespace pystm {

namespace {

inline bool fitsFrame(Thread &t, const LocalValue *registers, uint32_t count) {
  return t.depth < runtime.recursion_limit && registers + count + 64 < t.stack_end && t.frame + 2 < t.frames_end;
}

[[gnu::noinline]] Value binarySlow(Thread &t, unsigned op, Value left, Value right, bool inplace) {
  return inplace ? inplaceOperation(t, static_cast<BinaryOp>(op), left, right) : binaryOperation(t, static_cast<BinaryOp>(op), left, right);
}

inline bool toNumbers(Value a, Value b, double &x, double &y) {
  if (a.isDouble())
    x = a.asDouble();
  else if (a.isSmallInt())
    x = static_cast<double>(a.asSmallInt());
  else
    return false;
  if (b.isDouble())
    y = b.asDouble();
  else if (b.isSmallInt())
    y = static_cast<double>(b.asSmallInt());
  else
    return false;
  return true;
}

// Results of arithmetic on canonical NaNs are canonical.
inline Value fastNumber(double d) { return Value(std::bit_cast<uint64_t>(d) + Value::kDoubleOffset); }

// The truth of a comparison where both are small ints or doubles; -2: something else.
template <CompareOp op> inline int fastCompare(Value a, Value b) {
  auto compareNumbers = [](auto x, auto y) {
    switch (op) {
    case CompareOp::kLess: return x < y;
    case CompareOp::kLessEqual: return x <= y;
    case CompareOp::kEqual: return x == y;
    case CompareOp::kNotEqual: return x != y;
    case CompareOp::kGreater: return x > y;
    case CompareOp::kGreaterEqual: return x >= y;
    }
  };
  if (bothSmallInts(a, b)) [[likely]]
    return compareNumbers(static_cast<int64_t>(a.bits << 16), static_cast<int64_t>(b.bits << 16));
  double x = 0, y = 0;
  if ((a.isDouble() || b.isDouble()) && toNumbers(a, b, x, y))
    return compareNumbers(x, y);
  if constexpr (op == CompareOp::kEqual || op == CompareOp::kNotEqual) {
    if (a.isObject() && b.isObject()) {
      Type *type = a.object()->type;
      if (type == &str_type && b.object()->type == &str_type)
        return (a == b || equalStrs(a.as<Str>(), b.as<Str>())) == (op == CompareOp::kEqual);
      if (type == &none_type || b.object()->type == &none_type)
        if (a == b)
          return op == CompareOp::kEqual;
    }
  }
  return -2;
}

[[gnu::noinline]] int truthOfCompare(Thread &t, Value a, Value b, CompareOp op) {
  Value result = compare(t, a, b, op);
  return result.isError() ? -1 : isTrue(t, result);
}

inline int fastTruth(Value v) {
  if (v == trueValue())
    return 1;
  if (v == falseValue() || isNone(v))
    return 0;
  if (v.isSmallInt())
    return v.asSmallInt() != 0;
  return -2;
}

} // namespace

#define SAVE() (frame->pc = pc)
#define LOAD()                                                                                                  \
  do {                                                                                                          \
    frame = t.frame;                                                                                            \
    pc = frame->pc;                                                                                             \
    r = frame->registers;                                                                                       \
    k = frame->code->constants;                                                                                 \
    caches = frame->caches;                                                                                     \
  } while (0)
#define NEXT()                                                                                                  \
  do {                                                                                                          \
    i = std::bit_cast<Instruction>(*(const uint64_t PYSTM_LOCAL *)pc++);                                                                                                  \
    goto *kLabels[i.op];                                                                                        \
  } while (0)
#define OP(Name) op_##Name:
#define A r[i.a]
#define B r[i.b]
#define C r[i.c]
#define NAME(index) (nameAt(frame->code->names, index))
#define SLOT_NAME(slot) (NAME(indexAt(frame->code->cache_names, slot)))
// Assigns a result that may be an error.
#define SET(target, expression)                                                                                 \
  do {                                                                                                          \
    SAVE();                                                                                                     \
    Value result_ = (expression);                                                                               \
    if (result_.isError()) [[unlikely]]                                                                         \
      goto error;                                                                                               \
    target = result_;                                                                                           \
  } while (0)
#define CHECK(condition)                                                                                        \
  do {                                                                                                          \
    SAVE();                                                                                                     \
    if (!(condition)) [[unlikely]]                                                                              \
      goto error;                                                                                               \
  } while (0)
#define POLL()                                                                                                  \
  do {                                                                                                          \
    if (--t.checkpoint.budget < 0) [[unlikely]]                                                                            \
      goto at_border;                                                                                           \
  } while (0)
#define JUMP(distance)                                                                                          \
  do {                                                                                                          \
    int32_t distance_ = (distance);                                                                             \
    pc += distance_;                                                                                            \
    if (distance_ < 0)                                                                                          \
      POLL();                                                                                                   \
  } while (0)

// Runs frames until the entry frame on top ends. With `outermost` it also returns, with Value::blocked(), at borders and
// when a native waits.
static Value interpret(Thread &t, bool outermost) {
  static const void *const kLabels[] = {
#define OPCODE(Name, format, text) &&op_##Name,
#include "compile/opcodes.def"
#undef OPCODE
  };
  Frame *frame;
  const Instruction *pc;
  LocalValue *r;
  const LocalValue *k;
  Cache *caches;
  Instruction i;
  // Of the call that is being made:
  Value callee;
  LocalValue *args;
  int64_t given;
  Tuple *call_names;
  LocalValue *dst;
  LOAD();
  if (t.hasException()) [[unlikely]]
    goto error;
  POLL();
  NEXT();

#include "vm/loop_variables.inc"
#include "vm/loop_attributes.inc"
#include "vm/loop_operators.inc"
#include "vm/loop_jumps.inc"
#include "vm/loop_building.inc"
#include "vm/loop_calls.inc"
#include "vm/loop_exceptions.inc"
#include "vm/loop_generators.inc"

at_border:
  SAVE();
  t.checkpoint.divided = false;
  if (!outermost || t.atomic_depth) {
    if (holdsUpOthers(t))
      return runApart(t);
    if (!innerBorder(t))
      goto error;
  } else if (leavesAtBorders() || t.reasons()) {
    return Value::blocked();
  } else {
    t.checkpoint.budget = nextBudget(t);
  }
  NEXT();

special_result:
  if (callee.isError())
    goto error;
  if (callee.isPushed())
    goto pushed_frame;
// A native has returned blocked(). Its result goes to `dst`.

  if (outermost && !t.atomic_depth) {
    t.blocked_target = dst;
    return Value::blocked();
  }
  if (holdsUpOthers(t)) {
    t.blocked_target = dst;
    return runApart(t);
  }
  {
    Value result = finishBlocking(t);
    if (result.isError())
      goto error;
    *dst = result;
  }
  POLL();
  NEXT();

// A native has pushed a frame whose result goes to `dst`.
pushed_frame:
  t.frame->result = dst;
  if (t.frame->continuation == Continuation::kDiscard)
    *dst = none();
  else
    t.frame->continuation = Continuation::kStore;
  LOAD();
  POLL();
  NEXT();

reraise:
  if (!unwind(t, false))
    return Value::error();
  LOAD();
  NEXT();

error:
  if (!unwind(t, true))
    return Value::error();
  LOAD();
  NEXT();
}

Value runFrames(Thread &t) { return interpret(t, false); }
Value runFramesToBorder(Thread &t) { return interpret(t, true); }

} // namespace pystm
