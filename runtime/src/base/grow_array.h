//===- base/grow_array.h - Arrays outside the program's heap ----------------===//
//
// A growing array of plain data in the runtime's own memory: never in the viewed window, never
// allocated by the allocator that it serves. Not thread-safe.
//
//===------------------------------------------------------------------------===//
#ifndef STM_BASE_GROW_ARRAY_H
#define STM_BASE_GROW_ARRAY_H

#include "base/check.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <sys/mman.h>
#include <type_traits>

namespace stm {

template <class T> class GrowArray {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  void push(const T &value) {
    if (__builtin_expect(size_ == capacity_, 0))
      reserve(size_ + 1);
    data_[size_++] = value;
  }
  /// Appends room for `count` elements and returns it.
  T *extend(size_t count) {
    if (__builtin_expect(size_ + count > capacity_, 0))
      reserve(size_ + count);
    T *room = data_ + size_;
    size_ += count;
    return room;
  }
  /// True if `count` pushes take no memory.
  bool hasRoom(size_t count) const { return size_ + count <= capacity_; }
  /// Room for `count` pushes.
  void makeRoom(size_t count) {
    if (!hasRoom(count))
      reserve(size_ + count);
  }
  /// For a caller who knows that there is room.
  void pushInRoom(const T &value) { data_[size_++] = value; }
  void truncate(size_t size) { size_ = size; }
  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  T &operator[](size_t i) { return data_[i]; }
  const T &operator[](size_t i) const { return data_[i]; }
  T *begin() { return data_; }
  T *end() { return data_ + size_; }
  const T *begin() const { return data_; }
  const T *end() const { return data_ + size_; }
  T &back() { return data_[size_ - 1]; }

  void release() {
    if (data_)
      munmap(data_, mapped_);
    data_ = nullptr;
    size_ = capacity_ = mapped_ = 0;
  }

private:
  void reserve(size_t count) {
    size_t bytes = mapped_ ? mapped_ * 2 : kFirstBytes;
    while (bytes / sizeof(T) < count)
      bytes *= 2;
    void *memory = data_ ? mremap(data_, mapped_, bytes, MREMAP_MAYMOVE)
                         : mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    STM_CHECK(memory != MAP_FAILED, "out of memory for a transaction's log (%zu bytes): %s", bytes,
              strerror(errno));
    data_ = static_cast<T *>(memory);
    mapped_ = bytes;
    capacity_ = bytes / sizeof(T);
  }

  static constexpr size_t kFirstBytes = 64 << 10;
  T *data_ = nullptr;
  size_t size_ = 0, capacity_ = 0, mapped_ = 0;
};

} // namespace stm

#endif
