// The module builtins: its parts by file.
#pragma once

#include "objects/object.h"
#include "vm/native.h"

#include <vector>

namespace pystm {

std::span<const MethodDef> objectFunctions();   // functions_objects.cpp: attributes, identity, text
std::span<const MethodDef> sequenceFunctions(); // functions_sequences.cpp: iteration, numbers
std::span<const MethodDef> codeFunctions();     // functions_code.cpp: compile, eval, exec, classes, input and output

int isInstanceOf(Thread &, Value object, Value classes);
int isSubclassOf(Thread &, Value type, Value classes);
Value makeCallableIterator(Thread &, Value function, Value sentinel);
// The module, with functions, types and constants.
bool makeBuiltins(Thread &);
bool makeSys(Thread &);

} // namespace pystm
