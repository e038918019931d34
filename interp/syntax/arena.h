// A region of memory that is freed as a whole: tokens' texts, syntax trees and symbols of one
// compilation live here. Blocks double in size up to a limit; objects are never destroyed, so only
// trivially destructible types may be made here.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace pystm {

class Arena {
public:
  Arena() = default;
  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;
  ~Arena() {
    for (Block *block = blocks_; block;) {
      Block *next = block->next;
      std::free(block);
      block = next;
    }
  }

  void *allocate(size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    if (size > static_cast<size_t>(end_ - position_))
      addBlock(size);
    void *result = position_;
    position_ += size;
    return result;
  }

  template <typename T, typename... Arguments> T *make(Arguments &&...arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T))) T(std::forward<Arguments>(arguments)...);
  }

  template <typename T> T *makeArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T *>(allocate(sizeof(T) * (count ? count : 1)));
  }

  std::string_view copy(std::string_view text) {
    char *result = makeArray<char>(text.size() + 1);
    std::memcpy(result, text.data(), text.size());
    result[text.size()] = '\0';
    return {result, text.size()};
  }

private:
  static constexpr size_t kAlignment = 8;
  static constexpr size_t kFirstBlock = 16 * 1024;
  static constexpr size_t kLargestBlock = 1024 * 1024;

  struct Block {
    Block *next;
    size_t unused; // keeps the payload on 16 bytes
  };

  void addBlock(size_t size) {
    size_t payload = next_size_;
    if (next_size_ < kLargestBlock)
      next_size_ *= 2;
    if (payload < size)
      payload = size;
    auto *block = static_cast<Block *>(std::malloc(sizeof(Block) + payload));
    if (!block)
      std::abort();
    block->next = blocks_;
    blocks_ = block;
    position_ = reinterpret_cast<char *>(block + 1);
    end_ = position_ + payload;
  }

  Block *blocks_ = nullptr;
  char *position_ = nullptr;
  char *end_ = nullptr;
  size_t next_size_ = kFirstBlock;
};

} // namespace pystm
