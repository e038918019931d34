// The syntax of str.format(): literal text and replacement fields, and the parts of a field's name. Shared by
// str_format.cpp and the module _string.
#pragma once

#include "objects/str.h"

namespace pystm {

// A part of a string.
struct StrPart {
  Str *text = nullptr;
  int64_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  char32_t at(int64_t i) const { return (*text)[i]; }
  Str *make(Thread &thread) const { return substring(thread, text, begin, end < begin ? begin : end); }
};

struct FormatField {
  StrPart literal; // before the field
  bool present = false;
  StrPart name, spec;
  bool nested = false; // the spec has fields itself
  char32_t conversion = 0;
};

// The next literal and field; false at the end, or with an exception pending.
bool nextFormatField(Thread &, StrPart &rest, FormatField &);

// "a.b[c]": the first part, then one step each time.
StrPart firstOfName(const StrPart &name, int64_t &index); // index -1: a name
struct NameStep {
  bool attribute = false;
  int64_t index = -1; // of an item, -1: a string key
  StrPart text;
};
bool nextNameStep(Thread &, StrPart &rest, NameStep &); // false at the end or with an exception pending

} // namespace pystm
