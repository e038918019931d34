// See local_value.h.
#include "vm/local_value.h"

#include <cstring>

namespace pystm {

void copyValues(void *to, const void *from, uint64_t count) { memcpy(to, from, count * sizeof(Value)); }

} // namespace pystm
