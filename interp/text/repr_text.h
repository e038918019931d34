// Numbers as repr() prints them, in memory of the caller: no allocation, and regions call it as it is.
#pragma once

#include "vm/variant.h"

#include <cstdint>
#include <string_view>

namespace pystm {

struct ReprText {
  char text[28];
  uint32_t size;
  std::string_view view() const { return {text, size}; }
};

PYSTM_PURE ReprText reprText(double value);
PYSTM_PURE ReprText reprText(int64_t value);

} // namespace pystm
