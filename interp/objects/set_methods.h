// What the methods of sets need of the table beyond set.h.
#pragma once

#include "objects/set.h"

namespace pystm {

int setContainsHashed(Thread &, Set *, Value item, int64_t hash);
int setDiscardHashed(Thread &, Set *, Value item, int64_t hash);
void setClear(Set *);

} // namespace pystm
