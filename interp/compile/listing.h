// A readable listing of a code object and those inside it, for -X dump-bytecode and the tests.
#pragma once

#include "compile/code.h"

#include <string>

namespace pystm {

std::string listCode(Thread &, Code *);

} // namespace pystm
