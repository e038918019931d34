// What the rest of the interpreter needs of the import system (import.cpp, import_load.cpp).
#pragma once

#include "objects/object.h"

#include <string>

namespace pystm {

bool readFile(const std::string &path, std::string &text);
bool isNativeModule(Str *name);
Tuple *nativeModuleNames(Thread &);
// The native module of this name, made at the first import.
Value importNative(Thread &, Str *name);
// Whether the module's own code is still running for the first time: what is missing in it may come yet.
bool isInitializing(const Module *);
// builtins.__import__: name, globals, locals, fromlist, level.
Value builtinImport(Thread &, LocalValue *args);

} // namespace pystm
