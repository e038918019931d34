// What parser and compiler warn of, through the warnings module.
#pragma once

#include "objects/object.h"
#include "syntax/diagnostics.h"

namespace pystm {

// False when a filter made a warning an exception, which is pending then.
bool reportSyntaxWarnings(Thread &, const SyntaxWarnings &, Str *filename);

} // namespace pystm
