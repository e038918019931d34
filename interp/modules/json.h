// What the files of the module _json share: json_scanner.cpp reads, json_encoder.cpp writes, and has the module's table.
#pragma once

#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

extern Type *json_scanner_type;
extern const TypeDef json_scanner_def;
Value jsonScanString(Thread &, LocalValue *args);

} // namespace pystm
