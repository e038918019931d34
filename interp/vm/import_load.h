// How import.cpp gets a module that is not in sys.modules (import_load.cpp).
#pragma once

#include "objects/object.h"

#include <string>

namespace pystm {

// Raises ModuleNotFoundError.
Value notFound(Thread &, Str *name, const std::string &message);
// The module `name`, whose last part is `last`, from the parent's path or, with None, as a module of its own; unbound: there is none.
Value findAndLoad(Thread &, Str *name, const std::string &last, Value path);
// importlib wants to be told where its parts are, as the frozen ones are. After every import; false: an exception is pending.
bool finishImportlib(Thread &, const std::string &name);

} // namespace pystm
