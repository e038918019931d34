// Runs the matcher on text of the three widths.
#include "text/regex.h"

#include "text/regex_engine.h"

#include <new>

namespace pystm::regex {
namespace {

// No object with a destructor: that would be registered in the middle of a transaction.
thread_local Scratch *thread_scratch = nullptr;

Scratch &scratchOfThread() {
  if (!thread_scratch)
    thread_scratch = new (mmap(nullptr, sizeof(Scratch), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) Scratch;
  return *thread_scratch;
}

template <class Char>
int runWith(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result) {
  if (subject.start > subject.end)
    return 0;
  Scratch &scratch = scratchOfThread();
  Engine<Char> engine(code, groups, subject, mode == Mode::kFullMatch, must_advance, scratch);
  bool found = mode == Mode::kSearch ? engine.search(subject.start) : engine.match(subject.start);
  if (scratch.failed()) {
    scratch.forgive();
    return -1;
  }
  if (found)
    engine.store(result);
  return found;
}

} // namespace

void endThread() {
  if (!thread_scratch)
    return;
  thread_scratch->~Scratch();
  munmap(thread_scratch, sizeof(Scratch));
  thread_scratch = nullptr;
}

int run(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result) {
  if (subject.width == 1)
    return runWith<uint8_t>(code, groups, subject, mode, must_advance, result);
  if (subject.width == 2)
    return runWith<uint16_t>(code, groups, subject, mode, must_advance, result);
  return runWith<uint32_t>(code, groups, subject, mode, must_advance, result);
}

} // namespace pystm::regex
