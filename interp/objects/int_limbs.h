// What the files of int share: scratch limbs, results made in place.
#pragma once

#include "objects/int.h"
#include "vm/heap.h"

#include <array>
#include <memory>

namespace pystm {

// Zeroed limbs that live as long as the function that uses them.
class LimbBuffer {
public:
  explicit LimbBuffer(int64_t count) {
    if (count > static_cast<int64_t>(inline_.size())) {
      heap_ = std::make_unique<uint64_t[]>(static_cast<size_t>(count));
      data_ = heap_.get();
    }
  }
  LimbBuffer(const LimbBuffer &) = delete;
  LimbBuffer &operator=(const LimbBuffer &) = delete;
  uint64_t *data() { return data_; }
  uint64_t &operator[](int64_t i) { return data_[i]; }

private:
  std::array<uint64_t, 16> inline_ = {};
  std::unique_ptr<uint64_t[]> heap_;
  uint64_t *data_ = inline_.data();
};

// An int whose limbs are still to be written; null with MemoryError pending.
Int *allocateInt(Thread &, int64_t count);
// Makes it canonical.
Value finishInt(Int *, int64_t count, bool negative);

} // namespace pystm
