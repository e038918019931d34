// The heap: where objects live and how they are found to be garbage. Mark and sweep; objects do not move,
// carry no counts, and all marks lie outside of them. Native code may hold raw pointers and Values on the C
// stack and in objects freely: collections start only at borders between bytecodes, roots are traced
// precisely, registers and C stacks of natives that called back into Python are scanned conservatively
// (interior pointers count). Values in malloc'ed memory (std::vector) are NOT seen by the collector: keep
// them there only while no Python code can run, or in a ValueVector. See vm/heap.cpp for the blocks.
#pragma once

#include "objects/object.h"
#include "vm/text_buffer.h"
#include "vm/variant.h"

#include <cstring>
#include <new>

namespace pystm {

constexpr size_t kGranule = 16;
constexpr size_t kSmallLimit = 512; // up to here sizes have an allocation cursor of their own

// A thread's run of free cells of one size, zeroed: allocation takes the next.
struct PYSTM_LOCAL_CLASS AllocationCursor {
  char *next = nullptr;
  char *end = nullptr;
};

struct PYSTM_LOCAL_CLASS ThreadHeap {
  AllocationCursor cursors[kSmallLimit / kGranule + 1];
};
ThreadHeap &threadHeap(Thread &);

// Sizes up to kSmallLimit in steps of a granule, above in four steps to each doubling.
constexpr size_t kClasses = kSmallLimit / kGranule + 1 + 4 * 6;
struct Block;
struct PYSTM_LOCAL_CLASS BlockList {
  Block *first = nullptr;
};
// The blocks that a thread takes cells from, one of each size. They stay the thread's when a transaction is undone.
struct PYSTM_LOCAL_CLASS ThreadBlocks {
  BlockList current[kClasses];
  BlockList spans; // taken since the last beginCheckpoint()
  size_t uncounted = 0; // bytes handed out that HeapState::since does not know yet
};

// The slow half: zeroed memory for `size` bytes; null with MemoryError pending if it is too much (only
// for sizes above kSmallLimit).
void *allocateSlow(Thread &, size_t size);

inline void *allocateBytes(Thread &thread, size_t size) {
  size = (size + kGranule - 1) & ~(kGranule - 1);
  if (size <= kSmallLimit) [[likely]] {
    AllocationCursor &cursor = threadHeap(thread).cursors[size / kGranule];
    char *cell = cursor.next;
    if (cell != cursor.end) [[likely]] {
      cursor.next = cell + size;
      return cell;
    }
  }
  return allocateSlow(thread, size);
}

// Registers an object whose type has a finalizer; allocate() does it.
void registerFinalizable(Thread &, Object *);
// Memory of an instance of a class written in Python, attribute storage included (objects/instance.cpp).
Object *allocateInstance(Thread &, Type *, size_t size_with_items);

// A zeroed T of type `type` followed by `extra` bytes. `type` may be a subclass: attribute storage is
// added as it needs. Null with MemoryError pending if `extra` is too large: a caller whose `extra` may
// exceed some kilobytes must check.
template <class T> T *allocate(Thread &thread, Type *type, size_t extra = 0) {
  if (type->flags & (kHeapType | kHasFinalizer)) [[unlikely]]
    return static_cast<T *>(static_cast<void *>(allocateInstance(thread, type, sizeof(T) + extra)));
  auto *object = static_cast<T *>(allocateBytes(thread, sizeof(T) + extra));
  if (object) [[likely]]
    object->type = type;
  return object;
}

// Memory that an object owns: an array of items behind a header of its own, found dead by itself when its owner
// no longer traces it (tracer.visitArray).
struct RawArray : Object {
  uint64_t bytes;
};
extern Type raw_array_type;   // holds no references
extern Type value_array_type; // holds Values, all of them traced

// An array of `count` zeroed T; null with MemoryError pending. T may be Value or a pointer to objects (both
// traced, as is) or data.
void *allocateArrayBytes(Thread &, size_t bytes, bool traced);
template <class T> T *allocateArray(Thread &thread, size_t count) {
  if (count > (size_t{1} << 46) / sizeof(T))
    return static_cast<T *>(allocateArrayBytes(thread, ~size_t{0} >> 8, false));
  constexpr bool kTraced = std::is_same_v<T, Value> || std::is_pointer_v<T>;
  return static_cast<T *>(allocateArrayBytes(thread, count * sizeof(T), kTraced));
}

class Collector;

class Tracer {
public:
  void visit(Value value) {
    if (value.isPointer() && value.bits >= 16)
      push(value.object());
  }
  void visit(const Object *object) {
    if (object)
      push(const_cast<Object *>(object));
  }
  template <class T> void visit(T *const &object) { visit(static_cast<const Object *>(object)); }
  // An array from allocateArray.
  void visitArray(const void *array) {
    if (array)
      push(reinterpret_cast<Object *>(const_cast<char *>(static_cast<const char *>(array)) - sizeof(RawArray)));
  }
  template <class T> void visitRange(const T *begin, const T *end) {
    for (; begin != end; ++begin)
      visit(*begin);
  }
  // Words that may be Values of dead objects, or no Values at all.
  void visitConservatively(const void *begin, const void *end);

private:
  friend class Collector;
  void push(Object *);
  Collector *collector_ = nullptr;
};

// A growing array of Values that the collector sees, for natives that call back into Python: on the C stack, and only added to
// (vm/text_buffer.h).
class PYSTM_LOCAL_CLASS ValueVector {
public:
  explicit ValueVector(Thread &);
  ~ValueVector();
  ValueVector(const ValueVector &) = delete;
  ValueVector &operator=(const ValueVector &) = delete;

  void push(Value value) {
    reserve(*buffer_, (size_ + 1) * sizeof(Value));
    data()[size_++] = value;
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void push(const Arguments &args) {
    for (int64_t i = 0; i < args.positional + args.keywords(); ++i)
      push(args[i]);
  }
  void pushItems(Tuple *);
  // Good until the next push().
  LocalValue *data() const { return reinterpret_cast<LocalValue *>(buffer_->memory); }
  Value operator[](size_t i) const { return data()[i]; }

private:
  friend class Collector;
  Thread &thread_;
  ValueVector *outer_;
  TextBuffer *buffer_;
  size_t size_ = 0;
};

// Static objects and variables that refer to the heap: called once at startup, for good.
void addRoot(Value *);
template <class T> void addRoot(T **pointer) { addRoot(reinterpret_cast<Value *>(pointer)); }

} // namespace pystm
