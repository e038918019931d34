// "Did you mean": names like the one that was not found.
#pragma once

#include "objects/object.h"

#include <string>

namespace pystm {

// ". Did you mean: 'x'?" for a NameError or AttributeError with a near miss, else empty.
std::string suggestionFor(Thread &, Value exception);

} // namespace pystm
