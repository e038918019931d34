// A growing array for computations that regions call as they are (PYSTM_PURE): its memory is no malloc's, which transactions own.
// Kept by a thread, it costs nothing to use again.
#pragma once

#include <cstddef>
#include <sys/mman.h>
#include <type_traits>

namespace pystm {

template <class T> class ScratchArray {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  ScratchArray() = default;
  ScratchArray(const ScratchArray &) = delete;
  ScratchArray &operator=(const ScratchArray &) = delete;
  ~ScratchArray() {
    if (items_)
      munmap(items_, capacity_ * sizeof(T));
  }

  // What does not fit is lost, and failed() tells so.
  void push_back(const T &item) {
    if (size_ < capacity_ || grow(size_ + 1))
      items_[size_++] = item;
  }
  void pop_back() { --size_; }
  T &back() { return items_[size_ - 1]; }
  void clear() { size_ = 0; }
  void resize(size_t size) {
    if (size <= capacity_ || grow(size))
      size_ = size;
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T &operator[](size_t i) { return items_[i]; }
  const T &operator[](size_t i) const { return items_[i]; }
  T *data() { return items_; }
  bool failed() const { return failed_; }
  void forgive() { failed_ = false; }

private:
  [[gnu::noinline]] bool grow(size_t least) {
    size_t capacity = capacity_ ? capacity_ * 2 : (size_t{64} << 10) / sizeof(T);
    while (capacity < least)
      capacity *= 2;
    void *memory = items_ ? mremap(items_, capacity_ * sizeof(T), capacity * sizeof(T), MREMAP_MAYMOVE)
                          : mmap(nullptr, capacity * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
      failed_ = true;
      return false;
    }
    items_ = static_cast<T *>(memory);
    capacity_ = capacity;
    return true;
  }

  T *items_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  bool failed_ = false;
};

} // namespace pystm
