// The walk of the matcher through the code, one case an instruction. Included by regex_engine.h alone.
#pragma once

namespace pystm::regex {

template <class Char> bool Engine<Char>::walk(uint32_t pc, int64_t p) {
  for (;;) {
    bool ok = true;
    switch (code_[pc]) {
    case kFailure:
      ok = false;
      break;
    case kSuccess: {
      bool done = false;
      ok = succeed(pc, p, done);
      if (ok && done)
        return true;
      break;
    }
    case kAny:
    case kAnyAll:
      ok = p < end_ && takes(pc, text_[p]);
      ++p;
      ++pc;
      break;
    case kLiteral:
      ok = p < end_ && text_[p] == code_[pc + 1];
      ++p;
      pc += 2;
      break;
    case kNotLiteral:
    case kCategory:
    case kLiteralIgnore:
    case kNotLiteralIgnore:
    case kLiteralLocIgnore:
    case kNotLiteralLocIgnore:
    case kLiteralUniIgnore:
    case kNotLiteralUniIgnore:
      ok = p < end_ && takes(pc, text_[p]);
      ++p;
      pc += 2;
      break;
    case kIn:
    case kInIgnore:
    case kInLocIgnore:
    case kInUniIgnore:
      ok = p < end_ && takes(pc, text_[p]);
      ++p;
      pc += 1 + code_[pc + 1];
      break;
    case kAt:
      ok = at(code_[pc + 1], p);
      pc += 2;
      break;
    case kMark:
      setMark(code_[pc + 1], p);
      pc += 2;
      break;
    case kJump:
    case kInfo:
      pc += 1 + code_[pc + 1];
      break;
    case kGroupRef:
    case kGroupRefIgnore:
    case kGroupRefLocIgnore:
    case kGroupRefUniIgnore:
      ok = sameGroup(code_[pc], code_[pc + 1], p);
      pc += 2;
      break;
    case kGroupRefExists: {
      uint32_t group = code_[pc + 1];
      bool set = marks_[group * 2] >= 0 && marks_[group * 2 + 1] >= marks_[group * 2];
      pc += set ? 3 : 1 + code_[pc + 2];
      break;
    }
    case kBranch: {
      uint32_t first = nextAlternative(pc + 1, p);
      ok = code_[first] != 0;
      if (ok)
        pc = chooseAlternative(first, p);
      break;
    }
    case kRepeat: {
      uint32_t skip = pc + 1;
      repeats_.push_back({skip, -1, -1, repeat_});
      setRepeat(static_cast<int64_t>(repeats_.size()) - 1);
      pc = skip + code_[skip];
      break;
    }
    case kMaxUntil:
    case kMinUntil:
      ok = until(pc, p);
      break;
    case kRepeatOne:
    case kPossessiveRepeatOne: {
      uint32_t skip = pc + 1;
      int64_t count = countSingles(skip + 3, p, code_[skip + 2]);
      ok = count >= code_[skip + 1];
      if (!ok)
        break;
      int64_t least = p + code_[skip + 1];
      p += count;
      uint32_t tail = skip + code_[skip];
      if (code_[pc] == kRepeatOne && p > least)
        push(kGreedyOne, tail, p, least);
      pc = tail;
      break;
    }
    case kMinRepeatOne: {
      uint32_t skip = pc + 1;
      int64_t least = code_[skip + 1];
      ok = countSingles(skip + 3, p, static_cast<uint32_t>(least)) >= least;
      if (!ok)
        break;
      p += least;
      push(kLazyOne, skip, p, least);
      pc = skip + code_[skip];
      break;
    }
    case kAtomicGroup:
      openFence(pc, p);
      pc += 2;
      break;
    case kPossessiveRepeat:
      if (code_[pc + 3] == 0) {
        pc += 2 + code_[pc + 1];
        break;
      }
      openFence(pc, p);
      pc += 4;
      break;
    case kAssert:
      ok = p >= code_[pc + 2];
      if (ok) {
        openFence(pc, p);
        p -= code_[pc + 2];
        pc += 3;
      }
      break;
    case kAssertNot:
      if (p >= code_[pc + 2]) {
        openFence(pc, p);
        p -= code_[pc + 2];
        pc += 3;
      } else {
        pc += 1 + code_[pc + 1];
      }
      break;
    default:
      ok = false;
      break;
    }
    if (!ok && !backtrack(pc, p))
      return false;
  }
}

} // namespace pystm::regex
