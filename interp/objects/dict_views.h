// Views and iterators of dictionaries.
#pragma once

#include "objects/dict.h"

namespace pystm {

enum class DictPart : uint8_t { kKeys, kValues, kItems };

struct PYSTM_VIEWED DictView : Object {
  Dict *dict;
};
struct PYSTM_VIEWED DictIterator : Object {
  Dict *dict; // null: exhausted
  int64_t position;
  int64_t size; // of the dict when iteration began
  int64_t remaining;
  DictPart part;
  bool reversed;
};
struct MappingProxy : Object {
  Value mapping;
};

extern Type dict_keys_type, dict_values_type, dict_items_type;

Value makeDictView(Thread &, Dict *, DictPart);
Value makeDictIterator(Thread &, Dict *, DictPart, bool reversed);
// The next item, or unbound; inlined in the loop for `for`.
Value dictIteratorNext(Thread &, Value self);

} // namespace pystm
