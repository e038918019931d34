// The matcher itself, a template over the character type; regex.cpp makes its three instances.
//
// A match is a walk through the code with a position in the text. Whatever it changes is noted on the trail,
// where choices are noted too; failure takes entries off the trail, restoring values, until it meets a choice:
//
//   kAlternative, kTail ...        go on there
//   kMarkUndo, kRepeatUndo ...     restore
//   kFence                         the beginning of an assertion, an atomic group or a possessive repeat's body:
//                                  when that succeeds, its choices are dropped and its undo entries kept
#pragma once

#include "text/regex.h"
#include "text/scratch.h"

#include <algorithm>

namespace pystm::regex {

// What a choice is, and what it takes to undo something.
enum Kind : uint8_t {
  kAlternative, // of a branch: pc of the skip word
  kTail,        // of MAX_UNTIL at pc
  kMinBody,     // of MIN_UNTIL at pc
  kGreedyOne,   // REPEAT_ONE: position, least position in a
  kLazyOne,     // MIN_REPEAT_ONE: position, count in a
  kMarkUndo,    // mark `pc` was a
  kLastUndo,    // last_index was a
  kRepeatUndo,  // the current repeat was a
  kCountUndo,   // of repeat `pc`: count a, last position `position`
  kFence,       // pc of its operation, position; previous fence in a, count in b
};
struct Entry {
  Kind kind;
  uint32_t pc;
  int64_t position;
  int64_t a, b;
};
struct RepeatState {
  uint32_t pc; // of the operation's skip word
  int64_t count;
  int64_t last;
  int64_t outer;
};
// A thread's memory for matching.
struct Scratch {
  ScratchArray<Entry> trail;
  ScratchArray<RepeatState> repeats;
  ScratchArray<int64_t> marks;

  bool failed() const { return trail.failed() || repeats.failed() || marks.failed(); }
  void forgive() {
    trail.forgive();
    repeats.forgive();
    marks.forgive();
  }
};

template <class Char> class Engine {
public:
  Engine(const uint32_t *code, int64_t groups, const Subject &subject, bool full, bool must_advance, Scratch &scratch)
      : code_(code), text_(static_cast<const Char *>(subject.data)), end_(subject.end),
        full_(full), marks_(scratch.marks), trail_(scratch.trail), repeats_(scratch.repeats) {
    marks_.resize(static_cast<size_t>(groups) * 2);
    if (must_advance)
      advance_from_ = subject.start;
  }

  bool match(int64_t at) {
    trail_.clear();
    repeats_.clear();
    std::fill(marks_.data(), marks_.data() + marks_.size(), -1);
    last_index_ = -1;
    repeat_ = -1;
    fence_ = -1;
    begin_ = at;
    return walk(0, at);
  }

  bool search(int64_t from) {
    const uint32_t *charset = nullptr;
    bool literal = false;
    char32_t first = 0;
    int64_t minimum = 0;
    if (code_[0] == kInfo) {
      minimum = code_[3];
      if (code_[2] & kInfoPrefix) {
        literal = true;
        first = code_[7];
      } else if (code_[2] & kInfoCharset) {
        charset = code_ + 5;
      }
    }
    for (int64_t at = from; at <= end_ - minimum; ++at) {
      if (literal) {
        while (at < end_ && text_[at] != first)
          ++at;
        if (at >= end_)
          return false;
      } else if (charset) {
        while (at < end_ && !inCharset(charset, text_[at]))
          ++at;
        if (at >= end_)
          return false;
      }
      if (match(at))
        return true;
    }
    return false;
  }

  void store(Result &result) {
    result.begin = begin_;
    result.end = final_;
    result.last_index = last_index_;
    // A group that was entered but not left has not matched.
    for (size_t i = 0; i + 1 < marks_.size(); i += 2) {
      if (marks_[i] < 0 || marks_[i + 1] < 0)
        marks_[i] = marks_[i + 1] = -1;
    }
    result.marks = marks_.data();
  }

private:
  void push(Kind kind, uint32_t pc, int64_t position, int64_t a = 0, int64_t b = 0) {
    trail_.push_back({kind, pc, position, a, b});
  }

  void setRepeat(int64_t repeat) {
    push(kRepeatUndo, 0, 0, repeat_);
    repeat_ = repeat;
  }

  void setCount(int64_t repeat, int64_t count, int64_t last) {
    RepeatState &state = repeats_[static_cast<size_t>(repeat)];
    push(kCountUndo, static_cast<uint32_t>(repeat), state.last, state.count);
    state.count = count;
    state.last = last;
  }

  void openFence(uint32_t pc, int64_t position, int64_t count = 0) {
    push(kFence, pc, position, fence_, count);
    fence_ = static_cast<int64_t>(trail_.size()) - 1;
  }

  // Drops the choices made since the fence; what restores values stays.
  Entry closeFence() {
    Entry fence = trail_[static_cast<size_t>(fence_)];
    size_t kept = static_cast<size_t>(fence_);
    for (size_t i = kept + 1; i < trail_.size(); ++i) {
      Kind kind = trail_[i].kind;
      if (kind == kMarkUndo || kind == kLastUndo || kind == kRepeatUndo || kind == kCountUndo)
        trail_[kept++] = trail_[i];
    }
    trail_.resize(kept);
    fence_ = fence.a;
    return fence;
  }

  void restore(const Entry &entry) {
    switch (entry.kind) {
    case kMarkUndo:
      marks_[entry.pc] = entry.a;
      break;
    case kLastUndo:
      last_index_ = entry.a;
      break;
    case kRepeatUndo:
      repeat_ = entry.a;
      break;
    case kCountUndo:
      repeats_[entry.pc].count = entry.a;
      repeats_[entry.pc].last = entry.position;
      break;
    default:
      break;
    }
  }

  // Undoes everything down to the open fence and removes that.
  Entry abandonFence() {
    auto floor = static_cast<size_t>(fence_);
    while (trail_.size() > floor + 1) {
      restore(trail_.back());
      trail_.pop_back();
    }
    Entry fence = trail_.back();
    trail_.pop_back();
    fence_ = fence.a;
    return fence;
  }

  bool isWordAt(int64_t i, bool unicode) const {
    return i >= 0 && i < end_ && inCategory(unicode ? 14 : 4, text_[i]);
  }

  bool at(uint32_t where, int64_t p) const {
    switch (where) {
    case kAtBeginning:
    case kAtBeginningString:
      return p == 0;
    case kAtBeginningLine:
      return p == 0 || text_[p - 1] == '\n';
    case kAtEnd:
      return p == end_ || (p + 1 == end_ && text_[p] == '\n');
    case kAtEndLine:
      return p == end_ || text_[p] == '\n';
    case kAtEndString:
      return p == end_;
    case kAtBoundary:
    case kAtLocBoundary:
      return end_ != 0 && isWordAt(p - 1, false) != isWordAt(p, false);
    case kAtNonBoundary:
    case kAtLocNonBoundary:
      return end_ != 0 && isWordAt(p - 1, false) == isWordAt(p, false);
    case kAtUniBoundary:
      return end_ != 0 && isWordAt(p - 1, true) != isWordAt(p, true);
    default:
      return end_ != 0 && isWordAt(p - 1, true) == isWordAt(p, true);
    }
  }

  // Whether the operation at pc, which takes one character, takes c.
  bool takes(uint32_t pc, char32_t c) const {
    const uint32_t *op = code_ + pc;
    switch (op[0]) {
    case kAny:
      return c != '\n';
    case kAnyAll:
      return true;
    case kLiteral:
      return c == op[1];
    case kNotLiteral:
      return c != op[1];
    case kIn:
      return inCharset(op + 2, c);
    case kCategory:
      return inCategory(op[1], c);
    case kLiteralIgnore:
    case kLiteralLocIgnore:
      return lowerAscii(c) == op[1];
    case kNotLiteralIgnore:
    case kNotLiteralLocIgnore:
      return lowerAscii(c) != op[1];
    case kInIgnore:
      return inCharset(op + 2, lowerAscii(c));
    case kInLocIgnore:
      return inCharset(op + 2, lowerAscii(c)) || inCharset(op + 2, upperAscii(c));
    case kLiteralUniIgnore:
      return lowerUnicode(c) == op[1];
    case kNotLiteralUniIgnore:
      return lowerUnicode(c) != op[1];
    case kInUniIgnore:
      return inCharset(op + 2, lowerUnicode(c));
    default:
      return false;
    }
  }
  static char32_t upperAscii(char32_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }

  int64_t countSingles(uint32_t pc, int64_t p, uint32_t most) const {
    int64_t limit = most == kMaxRepeat || static_cast<int64_t>(most) > end_ - p ? end_ : p + most;
    int64_t q = p;
    const uint32_t *op = code_ + pc;
    switch (op[0]) {
    case kAnyAll:
      return limit - p;
    case kAny:
      while (q < limit && text_[q] != '\n')
        ++q;
      return q - p;
    case kLiteral:
      while (q < limit && text_[q] == op[1])
        ++q;
      return q - p;
    case kNotLiteral:
      while (q < limit && text_[q] != op[1])
        ++q;
      return q - p;
    case kIn:
      while (q < limit && inCharset(op + 2, text_[q]))
        ++q;
      return q - p;
    default:
      while (q < limit && takes(pc, text_[q]))
        ++q;
      return q - p;
    }
  }

  bool sameGroup(uint32_t op, uint32_t group, int64_t &p) const {
    int64_t from = marks_[group * 2];
    int64_t to = marks_[group * 2 + 1];
    if (from < 0 || to < from || to - from > end_ - p)
      return false;
    for (int64_t i = from; i < to; ++i, ++p) {
      char32_t a = text_[i];
      char32_t b = text_[p];
      if (op == kGroupRefIgnore || op == kGroupRefLocIgnore) {
        a = lowerAscii(a);
        b = lowerAscii(b);
      } else if (op == kGroupRefUniIgnore) {
        a = lowerUnicode(a);
        b = lowerUnicode(b);
      }
      if (a != b)
        return false;
    }
    return true;
  }

  // From the skip word of an alternative on, the first that could begin here; 0 stands there if none can.
  uint32_t nextAlternative(uint32_t skip, int64_t p) const {
    for (; code_[skip] != 0; skip += code_[skip]) {
      const uint32_t *body = code_ + skip + 1;
      bool hopeless = body[0] == kLiteral ? p >= end_ || text_[p] != body[1]
                      : body[0] == kIn    ? p >= end_ || !inCharset(body + 2, text_[p])
                                          : false;
      if (!hopeless)
        break;
    }
    return skip;
  }

  // Enters an alternative and notes the next one.
  uint32_t chooseAlternative(uint32_t skip, int64_t p) {
    uint32_t next = nextAlternative(skip + code_[skip], p);
    if (code_[next] != 0)
      push(kAlternative, next, p);
    return skip + 1;
  }

  void setMark(uint32_t mark, int64_t p) {
    push(kMarkUndo, mark, 0, marks_[mark]);
    marks_[mark] = p;
    if (mark & 1) {
      push(kLastUndo, 0, 0, last_index_);
      last_index_ = mark / 2 + 1;
    }
  }

  bool walk(uint32_t pc, int64_t p);
  bool backtrack(uint32_t &pc, int64_t &p);
  bool succeed(uint32_t &pc, int64_t &p, bool &done);
  bool until(uint32_t &pc, int64_t p);

  const uint32_t *code_;
  const Char *text_;
  int64_t end_;
  bool full_;
  int64_t advance_from_ = -1;
  ScratchArray<int64_t> &marks_;
  int64_t last_index_ = -1;
  ScratchArray<Entry> &trail_;
  ScratchArray<RepeatState> &repeats_;
  int64_t repeat_ = -1;
  int64_t fence_ = -1;
  int64_t begin_ = 0, final_ = 0;
};

// SUCCESS: of the whole, or of what the open fence surrounds. False: it counts as a failure.
template <class Char> bool Engine<Char>::succeed(uint32_t &pc, int64_t &p, bool &done) {
  done = false;
  if (fence_ < 0) {
    if ((full_ && p != end_) || (p == advance_from_ && begin_ == p))
      return false;
    final_ = p;
    done = true;
    return true;
  }
  uint32_t op_pc = trail_[static_cast<size_t>(fence_)].pc;
  uint32_t skip = code_[op_pc + 1];
  switch (code_[op_pc]) {
  case kAssert: {
    Entry fence = closeFence();
    p = fence.position;
    pc = op_pc + 1 + skip;
    return true;
  }
  case kAssertNot:
    abandonFence();
    return false;
  case kAtomicGroup:
    closeFence();
    pc = op_pc + 1 + skip;
    return true;
  default: { // kPossessiveRepeat
    Entry fence = closeFence();
    int64_t count = fence.b + 1;
    uint32_t most = code_[op_pc + 3];
    if ((most == kMaxRepeat || count < static_cast<int64_t>(most)) && (p != fence.position || count < code_[op_pc + 2])) {
      openFence(op_pc, p, count);
      pc = op_pc + 4;
    } else {
      pc = op_pc + 1 + skip + 1;
    }
    return true;
  }
  }
}

// MAX_UNTIL and MIN_UNTIL: whether to run the body again. Sets pc.
template <class Char> bool Engine<Char>::until(uint32_t &pc, int64_t p) {
  RepeatState state = repeats_[static_cast<size_t>(repeat_)];
  int64_t count = state.count + 1;
  uint32_t least = code_[state.pc + 1];
  uint32_t most = code_[state.pc + 2];
  if (count < static_cast<int64_t>(least)) {
    setCount(repeat_, count, state.last);
    pc = state.pc + 3;
    return true;
  }
  bool more = (most == kMaxRepeat || count < static_cast<int64_t>(most)) && p != state.last;
  if (code_[pc] == kMaxUntil) {
    if (more) {
      push(kTail, pc, p);
      setCount(repeat_, count, p);
      pc = state.pc + 3;
      return true;
    }
  } else if (more) {
    push(kMinBody, pc, p);
  }
  setRepeat(state.outer);
  ++pc;
  return true;
}

template <class Char> bool Engine<Char>::backtrack(uint32_t &pc, int64_t &p) {
  while (!trail_.empty()) {
    Entry entry = trail_.back();
    trail_.pop_back();
    switch (entry.kind) {
    case kAlternative:
      p = entry.position;
      pc = chooseAlternative(entry.pc, p);
      return true;
    case kTail:
      setRepeat(repeats_[static_cast<size_t>(repeat_)].outer);
      pc = entry.pc + 1;
      p = entry.position;
      return true;
    case kMinBody: {
      int64_t repeat = repeat_;
      RepeatState &state = repeats_[static_cast<size_t>(repeat)];
      p = entry.position;
      setCount(repeat, state.count + 1, p);
      pc = repeats_[static_cast<size_t>(repeat)].pc + 3;
      return true;
    }
    case kGreedyOne: {
      // One character less; a literal behind the repeat tells where it is worth trying.
      uint32_t tail = entry.pc;
      p = entry.position - 1;
      if (code_[tail] == kLiteral) {
        while (p >= entry.a && (p >= end_ || text_[p] != code_[tail + 1]))
          --p;
      }
      if (p < entry.a)
        break;
      if (p > entry.a)
        push(kGreedyOne, tail, p, entry.a);
      pc = tail;
      return true;
    }
    case kLazyOne: {
      uint32_t skip = entry.pc; // of the operation's skip word
      uint32_t most = code_[skip + 2];
      p = entry.position;
      if ((most != kMaxRepeat && entry.a >= static_cast<int64_t>(most)) || p >= end_ || !takes(skip + 3, text_[p]))
        break;
      ++p;
      push(kLazyOne, skip, p, entry.a + 1);
      pc = skip + code_[skip];
      return true;
    }
    case kFence: {
      fence_ = entry.a;
      uint32_t op = code_[entry.pc];
      if (op == kAssertNot || (op == kPossessiveRepeat && entry.b >= static_cast<int64_t>(code_[entry.pc + 2]))) {
        pc = entry.pc + 1 + code_[entry.pc + 1] + (op == kPossessiveRepeat ? 1 : 0);
        p = entry.position;
        return true;
      }
      break;
    }
    default:
      restore(entry);
      break;
    }
  }
  return false;
}

} // namespace pystm::regex

#include "text/regex_walk.h"
