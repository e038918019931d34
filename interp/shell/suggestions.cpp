// Suggestions for misspelt names: the least edit distance, where a change of case costs less than
// another character. See suggestions.h.
#include "shell/suggestions.h"

#include "compile/code.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/str.h"
#include "vm/frame.h"
#include "vm/runtime.h"

#include <algorithm>
#include <vector>

namespace pystm {

namespace {

constexpr size_t kMostCandidates = 750;
constexpr size_t kLongestName = 40;
constexpr int kMoveCost = 2;
constexpr int kCaseCost = 1;

int substitutionCost(char a, char b) {
  if ((a & 31) != (b & 31))
    return kMoveCost;
  if (a == b)
    return 0;
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

// The distance, or more than `most` when it is larger than that.
int editDistance(std::string_view a, std::string_view b, int most) {
  if (a == b)
    return 0;
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty())
    return static_cast<int>(a.size() + b.size()) * kMoveCost;
  if (a.size() > kLongestName || b.size() > kLongestName)
    return most + 1;
  if (b.size() < a.size())
    std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) * kMoveCost > most)
    return most + 1;
  std::vector<int> row(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    row[i] = static_cast<int>(i + 1) * kMoveCost;
  int result = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    int distance = static_cast<int>(j) * kMoveCost;
    result = distance;
    int least = INT32_MAX;
    for (size_t i = 0; i < a.size(); ++i) {
      int substitute = distance + substitutionCost(b[j], a[i]);
      distance = row[i];
      int move = std::min(result, distance) + kMoveCost;
      result = std::min(move, substitute);
      row[i] = result;
      least = std::min(least, result);
    }
    if (least > most)
      return most + 1;
  }
  return result;
}

std::string nearest(const std::vector<std::string> &candidates, const std::string &name) {
  if (candidates.size() >= kMostCandidates)
    return "";
  int best_distance = INT32_MAX;
  std::string best;
  for (const std::string &candidate : candidates) {
    if (candidate == name)
      continue;
    // No more than a third of the characters may change.
    int most = static_cast<int>(name.size() + candidate.size() + 3) * kMoveCost / 6;
    most = std::min(most, best_distance - 1);
    int distance = editDistance(name, candidate, most);
    if (distance <= most) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

bool addNames(Thread &thread, Value iterable, std::vector<std::string> &names) {
  bool whole = forEach(thread, iterable, [&](Value name) {
    if (isStr(name))
      names.push_back(toUtf8(name.as<Str>()));
    return true;
  });
  if (!whole)
    thread.clearException();
  return whole;
}

std::string forAttribute(Thread &thread, Value object, const std::string &name) {
  Value dir = dictGet(runtime.builtins, intern(thread, "dir"));
  if (dir.isUnbound())
    return "";
  Value listed = call(thread, dir, {object});
  if (listed.isError()) {
    thread.clearException();
    return "";
  }
  std::vector<std::string> names;
  return addNames(thread, listed, names) ? nearest(names, name) : "";
}

// Among the locals, globals and builtins of the frame that failed.
std::string forName(Thread &thread, BaseException *exception, const std::string &name) {
  Traceback *last = exception->traceback;
  while (last && last->next)
    last = last->next;
  if (!last)
    return "";
  auto *frame = static_cast<FrameObject *>(last->frame);
  Code *code = frame->code;
  std::vector<std::string> locals;
  for (uint32_t i = 0; i < code->local_count; ++i)
    if (!(code->flags & kNamespaceCode) && !code->locals[i]->is(".0"))
      locals.push_back(toUtf8(code->locals[i]));
  std::string found = nearest(locals, name);
  if (!found.empty())
    return found;
  for (Dict *dict : {frame->globals, frame->builtins}) {
    std::vector<std::string> names;
    if (dict && addNames(thread, Value(dict), names)) {
      found = nearest(names, name);
      if (!found.empty())
        return found;
    }
  }
  return "";
}

} // namespace

std::string suggestionFor(Thread &thread, Value exception) {
  bool is_attribute = isInstance(exception, &AttributeError_type);
  if (!is_attribute && !isInstance(exception, &NameError_type))
    return "";
  Value name = findAttribute(thread, exception, intern(thread, "name"));
  if (!name.isPointer() || !isStr(name)) {
    if (name.isError())
      thread.clearException();
    return "";
  }
  std::string text = toUtf8(name.as<Str>());
  std::string found;
  if (is_attribute) {
    Value object = findAttribute(thread, exception, intern(thread, "obj"));
    if (object.isError()) {
      thread.clearException();
      return "";
    }
    if (object.isUnbound())
      return "";
    found = forAttribute(thread, object, text);
  } else {
    found = forName(thread, asException(exception), text);
  }
  return found.empty() ? "" : ". Did you mean: '" + found + "'?";
}

} // namespace pystm
