// Modules: a dictionary with attribute syntax.
#pragma once

#include "objects/dict.h"

namespace pystm {

struct PYSTM_VIEWED Module : Object {
  Dict *dict;
};

Module *makeModule(Thread &, Str *name);
Module *makeModule(Thread &, const char *name);
// Imports as the import statement does (vm/import.cpp); null when that failed.
Value importModule(Thread &, const char *name);
Value importModule(Thread &, Str *name);
// `module.name`, importing the module; for natives that use Python-level helpers.
Value importAttribute(Thread &, const char *module, const char *name);

// A new module from its table; null with an exception pending.
Module *makeNativeModule(Thread &, const struct ModuleDef &);

} // namespace pystm
