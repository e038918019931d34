// Runs the matcher on text of the three widths.
#include "text/regex.h"

#include "text/regex_engine.h"

namespace pystm::regex {
namespace {

template <class Char>
int runWith(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result) {
  if (subject.start > subject.end)
    return 0;
  Engine<Char> engine(code, groups, subject, mode == Mode::kFullMatch, must_advance);
  bool found = mode == Mode::kSearch ? engine.search(subject.start) : engine.match(subject.start);
  if (found)
    engine.store(result);
  return found;
}

} // namespace

int run(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result) {
  if (subject.width == 1)
    return runWith<uint8_t>(code, groups, subject, mode, must_advance, result);
  if (subject.width == 2)
    return runWith<uint16_t>(code, groups, subject, mode, must_advance, result);
  return runWith<uint32_t>(code, groups, subject, mode, must_advance, result);
}

} // namespace pystm::regex
