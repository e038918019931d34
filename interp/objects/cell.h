// Cells: variables that closures share.
#pragma once

#include "vm/heap.h"

namespace pystm {

struct PYSTM_VIEWED Cell : Object {
  Value content; // unbound: empty
};

Cell *makeCell(Thread &, Value content);

} // namespace pystm
