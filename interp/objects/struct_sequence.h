// Tuples whose items have names as well: os.stat_result, time.struct_time, sys.version_info. Items beyond the visible
// ones have only names.
#pragma once

#include "objects/tuple.h"

#include <span>

namespace pystm {

struct StructSequenceDef {
  const char *name; // with its module
  const char *doc;
  std::span<const char *const> fields; // all; null: an item without a name
  int visible;
};

// `definition` must live on.
Type *makeStructSequenceType(Thread &, const StructSequenceDef &definition);
// values: one for each field.
Value makeStructSequence(Thread &, Type *, const Value *values);

} // namespace pystm
