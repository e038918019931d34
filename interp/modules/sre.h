// What the two files of _sre share: patterns, and the text that they are tried on.
#pragma once

#include "objects/bytes.h"
#include "objects/object.h"
#include "objects/str.h"
#include "text/regex.h"

#include <algorithm>

namespace pystm {

struct Pattern : Object {
  int64_t groups;
  uint32_t *code; // a RawArray
  int64_t code_size;
  int64_t flags;
  Value pattern;     // str, bytes or None
  Value group_index; // name -> number
  Value index_group; // number -> name
};

extern Type *pattern_type;

// The characters of a str or bytes-like object for the time of a search.
class PYSTM_LOCAL_CLASS SubjectText {
public:
  SubjectText() = default;
  SubjectText(const SubjectText &) = delete;
  SubjectText &operator=(const SubjectText &) = delete;
  ~SubjectText();
  bool open(Thread &, const Pattern *, Value string, Value from, Value to);
  Value piece(Thread &, int64_t from, int64_t to) const;
  const void *seen() const; // the characters, for the matcher

  regex::Subject subject;
  int64_t length = 0;

private:
  Value string_;
  Buffer buffer_;
  bool held_ = false;
};

Value makeMatch(Thread &, Pattern *, Value string, const regex::Subject &, const regex::Result &);
void makeMatchType(Thread &);

} // namespace pystm
