// The module _sre: compiled patterns and their methods. Matches are in sre_match.cpp; the matcher is text/regex.h.
#include "modules/sre.h"

#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str_builder.h"
#include "objects/tuple.h"
#include "text/unicode.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {

Type *pattern_type = nullptr;

bool SubjectText::open(Thread &thread, const Pattern *pattern, Value string, Value from, Value to) {
  string_ = string;
  if (isStr(string)) {
    if (!isNone(pattern->pattern) && !isStr(pattern->pattern)) {
      raiseTypeError(thread, "cannot use a bytes pattern on a string-like object");
      return false;
    }
    auto *text = string.as<Str>();
    subject.data = text->data;
    subject.width = text->width;
    length = text->length;
  } else {
    if (!hasBuffer(string)) {
      raiseTypeError(thread, "expected string or bytes-like object, got '%T'", string.bits);
      return false;
    }
    if (isStr(pattern->pattern)) {
      raiseTypeError(thread, "cannot use a string pattern on a bytes-like object");
      return false;
    }
    if (!getBuffer(thread, string, buffer_))
      return false;
    held_ = true;
    subject.data = buffer_.data;
    subject.width = 1;
    length = buffer_.size;
  }
  int64_t start = 0;
  int64_t end = length;
  if ((!from.isUnbound() && !indexOf(thread, from, start)) || (!to.isUnbound() && !indexOf(thread, to, end)))
    return false;
  subject.start = std::clamp<int64_t>(start, 0, length);
  subject.end = std::clamp<int64_t>(end, 0, length);
  return true;
}

SubjectText::~SubjectText() {
  if (held_)
    releaseBuffer(buffer_);
}

Value SubjectText::piece(Thread &thread, int64_t from, int64_t to) const {
  if (isStr(string_))
    return substring(thread, string_.as<Str>(), from, to);
  std::string_view bytes(static_cast<const char *>(subject.data), static_cast<size_t>(length));
  if (isExactly(string_, bytes_type) && from == 0 && to == length)
    return string_;
  return makeBytes(thread, bytes.substr(static_cast<size_t>(from), static_cast<size_t>(to - from)));
}

const void *SubjectText::seen() const {
  return isStr(string_) || isBytes(string_) ? frozen(subject.data) : readable(subject.data, static_cast<size_t>(length));
}

namespace {

Pattern *patternOf(LocalValue *args) { return args[0].as<Pattern>(); }

// As regex::run; -1: an error.
int run(Thread &thread, Pattern *pattern, const SubjectText &text, const regex::Subject &subject, regex::Mode mode, bool must_advance, regex::Result &result) {
  regex::Subject seen = subject;
  seen.data = text.seen();
  int found = regex::run(static_cast<const uint32_t *>(frozen(pattern->code)), pattern->groups, seen, mode, must_advance, result);
  if (found < 0)
    raiseMemoryError(thread);
  return found;
}

Value find(Thread &thread, LocalValue *args, regex::Mode mode) {
  auto *pattern = patternOf(args);
  SubjectText text;
  if (!text.open(thread, pattern, args[1], args[2], args[3]))
    return Value::error();
  regex::Result result;
  if (int found = run(thread, pattern, text, text.subject, mode, false, result); found <= 0)
    return found ? Value::error() : none();
  return makeMatch(thread, pattern, args[1], text.subject, result);
}

Value patternMatch(Thread &thread, LocalValue *args) { return find(thread, args, regex::Mode::kMatch); }
Value patternFullMatch(Thread &thread, LocalValue *args) { return find(thread, args, regex::Mode::kFullMatch); }
Value patternSearch(Thread &thread, LocalValue *args) { return find(thread, args, regex::Mode::kSearch); }

// Calls visit(result) for each match of the text, as findall, sub and split see them.
template <class Visit> bool eachMatch(Thread &thread, Pattern *pattern, SubjectText &text, Visit visit) {
  regex::Subject subject = text.subject;
  regex::Result result;
  bool must_advance = false;
  while (subject.start <= subject.end) {
    if (int found = run(thread, pattern, text, subject, regex::Mode::kSearch, must_advance, result); found <= 0)
      return found == 0;
    if (!visit(result))
      return false;
    must_advance = result.end == result.begin;
    subject.start = result.end;
  }
  return true;
}

Value groupText(Thread &thread, const SubjectText &text, const regex::Result &result, int64_t group, Value otherwise) {
  int64_t from = result.marks[(group - 1) * 2];
  int64_t to = result.marks[(group - 1) * 2 + 1];
  return from < 0 ? otherwise : text.piece(thread, from, to);
}

Value patternFindAll(Thread &thread, LocalValue *args) {
  auto *pattern = patternOf(args);
  SubjectText text;
  if (!text.open(thread, pattern, args[1], args[2], args[3]))
    return Value::error();
  List *found = makeList(thread);
  Value empty = isStr(args[1]) ? Value(emptyStr()) : Value(emptyBytes());
  bool ok = eachMatch(thread, pattern, text, [&](const regex::Result &result) {
    Value item;
    if (pattern->groups == 0) {
      item = text.piece(thread, result.begin, result.end);
    } else if (pattern->groups == 1) {
      item = groupText(thread, text, result, 1, empty);
    } else {
      Tuple *row = makeTuple(thread, pattern->groups);
      for (int64_t g = 1; g <= pattern->groups; ++g)
        row->items[g - 1] = groupText(thread, text, result, g, empty);
      item = row;
    }
    return listAppend(thread, found, item);
  });
  return ok ? Value(found) : Value::error();
}

Value patternSplit(Thread &thread, LocalValue *args) {
  auto *pattern = patternOf(args);
  int64_t limit = 0;
  SubjectText text;
  if (!indexOf(thread, args[2], limit, &OverflowError_type) || !text.open(thread, pattern, args[1], Value::unbound(), Value::unbound()))
    return Value::error();
  List *pieces = makeList(thread);
  int64_t at = 0;
  int64_t count = 0;
  bool ok = true;
  eachMatch(thread, pattern, text, [&](const regex::Result &result) {
    ok = listAppend(thread, pieces, text.piece(thread, at, result.begin));
    for (int64_t g = 1; ok && g <= pattern->groups; ++g)
      ok = listAppend(thread, pieces, groupText(thread, text, result, g, none()));
    at = result.end;
    ++count;
    return ok && (limit == 0 || count < limit);
  });
  ok = ok && !thread.hasException();
  if (limit < 0) {
    pieces = makeList(thread);
    at = 0;
  }
  return ok && listAppend(thread, pieces, text.piece(thread, at, text.length)) ? Value(pieces) : Value::error();
}

bool hasBackslash(Value text) {
  if (isStr(text))
    return findStr(text.as<Str>(), makeStrOfChar(currentThread(), '\\'), 0, text.as<Str>()->length) >= 0;
  return isBytes(text) ? text.as<Bytes>()->view().find('\\') != std::string_view::npos : true;
}

Value substitute(Thread &thread, LocalValue *args, int64_t &count) {
  auto *pattern = patternOf(args);
  Value replacement = args[1];
  int64_t limit = 0;
  SubjectText text;
  if (!indexOf(thread, args[3], limit, &OverflowError_type) || !text.open(thread, pattern, args[2], Value::unbound(), Value::unbound()))
    return Value::error();
  bool callable = isCallable(replacement);
  if (!callable && hasBackslash(replacement)) {
    Value expand = importAttribute(thread, "re", "_subx");
    replacement = expand.isError() ? expand : call(thread, expand, {pattern, replacement});
    if (replacement.isError())
      return replacement;
    callable = isCallable(replacement);
  }
  List *pieces = makeList(thread);
  int64_t at = 0;
  bool ok = true;
  count = 0;
  bool of_text = isStr(args[2]);
  if (limit >= 0) {
    eachMatch(thread, pattern, text, [&](const regex::Result &result) {
      if (at < result.begin)
        ok = listAppend(thread, pieces, text.piece(thread, at, result.begin));
      Value item = replacement;
      if (ok && callable)
        item = call(thread, replacement, {makeMatch(thread, pattern, args[2], text.subject, result)});
      ok = ok && !item.isError();
      if (ok && !isNone(item))
        ok = listAppend(thread, pieces, item);
      at = result.end;
      ++count;
      return ok && (limit == 0 || count < limit);
    });
  }
  if (!ok || thread.hasException())
    return Value::error();
  if (count == 0)
    return text.piece(thread, 0, text.length);
  if (at < text.length && !listAppend(thread, pieces, text.piece(thread, at, text.length)))
    return Value::error();
  if (of_text)
    return joinStrs(thread, emptyStr(), pieces);
  return callMethod(thread, emptyBytes(), names.join, {pieces});
}

Value patternSub(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  return substitute(thread, args, count);
}
Value patternSubn(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  Value text = substitute(thread, args, count);
  return text.isError() ? text : Value(makeTuple(thread, {text, makeInt(thread, count)}));
}

// Scanners: finditer() iterates over one.
struct Scanner : Object {
  int64_t position, end;
  Pattern *pattern;
  Value string;
  bool must_advance;
};
Type *scanner_type = nullptr;

Value scan(Thread &thread, Scanner *scanner, regex::Mode mode) {
  SubjectText text;
  if (scanner->position < 0)
    return none();
  if (!text.open(thread, scanner->pattern, scanner->string, makeInt(thread, scanner->position), makeInt(thread, scanner->end)))
    return Value::error();
  regex::Result result;
  if (int found = run(thread, scanner->pattern, text, text.subject, mode, scanner->must_advance, result); found <= 0) {
    scanner->position = -1;
    return found ? Value::error() : none();
  }
  regex::Subject whole = text.subject;
  scanner->must_advance = result.end == result.begin;
  scanner->position = result.end;
  return makeMatch(thread, scanner->pattern, scanner->string, whole, result);
}

Value scannerMatch(Thread &thread, LocalValue *args) { return scan(thread, args[0].as<Scanner>(), regex::Mode::kMatch); }
Value scannerSearch(Thread &thread, LocalValue *args) { return scan(thread, args[0].as<Scanner>(), regex::Mode::kSearch); }
Value scannerPattern(Thread &, Value self) { return self.as<Scanner>()->pattern; }
void traceScanner(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Scanner *>(object)->pattern);
  tracer.visit(static_cast<Scanner *>(object)->string);
}

Value patternScanner(Thread &thread, LocalValue *args) {
  SubjectText text;
  if (!text.open(thread, patternOf(args), args[1], args[2], args[3]))
    return Value::error();
  auto *scanner = allocate<Scanner>(thread, scanner_type);
  scanner->pattern = patternOf(args);
  scanner->string = args[1];
  scanner->position = text.subject.start;
  scanner->end = text.subject.end;
  return scanner;
}

struct MatchIterator : Object {
  Scanner *scanner;
};
Type *iterator_type = nullptr;

Value patternFindIter(Thread &thread, LocalValue *args) {
  Value scanner = patternScanner(thread, args);
  if (scanner.isError())
    return scanner;
  auto *iterator = allocate<MatchIterator>(thread, iterator_type);
  iterator->scanner = scanner.as<Scanner>();
  return iterator;
}
Value iteratorNext(Thread &thread, Value self) {
  Value match = scan(thread, self.as<MatchIterator>()->scanner, regex::Mode::kSearch);
  return isNone(match) ? Value::unbound() : match;
}
void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<MatchIterator *>(object)->scanner); }

Value patternRepr(Thread &thread, Value self) {
  static const struct {
    const char *name;
    int64_t flag;
  } kFlags[] = {{"re.IGNORECASE", 2}, {"re.LOCALE", 4}, {"re.MULTILINE", 8},  {"re.DOTALL", 16},
                {"re.VERBOSE", 64},   {"re.DEBUG", 128}, {"re.ASCII", 256}, {"re.TEMPLATE", 1}};
  auto *pattern = self.as<Pattern>();
  Value shown = reprOf(thread, pattern->pattern);
  if (shown.isError())
    return shown;
  Str *cut = substring(thread, shown.as<Str>(), 0, std::min<int64_t>(shown.as<Str>()->length, 200));
  std::string text = "re.compile(" + toUtf8(cut);
  int64_t flags = pattern->flags;
  if (isStr(pattern->pattern) && (flags & (4 | 32 | 256)) == 32)
    flags &= ~int64_t{32};
  std::string names_shown;
  for (const auto &row : kFlags) {
    if (flags & row.flag) {
      names_shown += (names_shown.empty() ? "" : "|") + std::string(row.name);
      flags &= ~row.flag;
    }
  }
  if (flags) {
    char rest[24];
    std::snprintf(rest, sizeof rest, "0x%llx", static_cast<unsigned long long>(flags));
    names_shown += (names_shown.empty() ? "" : "|") + std::string(rest);
  }
  return makeStr(thread, text + (names_shown.empty() ? "" : ", " + names_shown) + ")");
}

IntResult patternHash(Thread &thread, Value self) {
  auto *pattern = self.as<Pattern>();
  IntResult text = hashOf(thread, pattern->pattern);
  if (!text.ok)
    return text;
  return hashed(text.value ^ hashOfBytes(pattern->code, static_cast<size_t>(pattern->code_size) * 4) ^ pattern->flags);
}

Value patternCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isExactly(other, *pattern_type))
    return notImplemented();
  auto *a = self.as<Pattern>();
  auto *b = other.as<Pattern>();
  bool same = a->flags == b->flags && a->code_size == b->code_size && isStr(a->pattern) == isStr(b->pattern) &&
              std::equal(a->code, a->code + a->code_size, b->code);
  if (same) {
    int equal = equals(thread, a->pattern, b->pattern);
    if (equal < 0)
      return Value::error();
    same = equal > 0;
  }
  return makeBool(same == (op == CompareOp::kEqual));
}

Value itself(Thread &, LocalValue *args) { return args[0]; }
Value getPattern(Thread &, Value self) { return self.as<Pattern>()->pattern; }
Value getFlags(Thread &thread, Value self) { return makeInt(thread, self.as<Pattern>()->flags); }
Value getGroups(Thread &thread, Value self) { return makeInt(thread, self.as<Pattern>()->groups); }
Value getGroupIndex(Thread &thread, Value self) {
  Value proxy = importAttribute(thread, "types", "MappingProxyType");
  return proxy.isError() ? proxy : call(thread, proxy, {self.as<Pattern>()->group_index});
}

void tracePattern(Object *object, Tracer &tracer) {
  auto *pattern = static_cast<Pattern *>(object);
  tracer.visitArray(pattern->code);
  tracer.visit(pattern->pattern);
  tracer.visit(pattern->group_index);
  tracer.visit(pattern->index_group);
}

constexpr MethodDef kPatternMethods[] = {
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
    {"match", "($self, /, string, pos=?, endpos=?)", patternMatch, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch", "($self, /, string, pos=?, endpos=?)", patternFullMatch, "Matches against all of the string."},
    {"search", "($self, /, string, pos=?, endpos=?)", patternSearch, "Scan through string looking for a match."},
    {"sub", "($self, /, repl, string, count=0)", patternSub, "Return the string obtained by replacing occurrences of pattern."},
    {"subn", "($self, /, repl, string, count=0)", patternSubn},
    {"findall", "($self, /, string, pos=?, endpos=?)", patternFindAll, "Return a list of all non-overlapping matches of pattern in string."},
    {"split", "($self, /, string, maxsplit=0)", patternSplit, "Split string by the occurrences of pattern."},
    {"finditer", "($self, /, string, pos=?, endpos=?)", patternFindIter},
    {"scanner", "($self, /, string, pos=?, endpos=?)", patternScanner},
    {"__copy__", "($self, /)", itself},
    {"__deepcopy__", "($self, memo, /)", itself},
};
constexpr GetSetDef kPatternAttributes[] = {
    {"pattern", getPattern}, {"flags", getFlags}, {"groups", getGroups}, {"groupindex", getGroupIndex}};
constexpr MethodDef kScannerMethods[] = {{"match", "($self, /)", scannerMatch}, {"search", "($self, /)", scannerSearch}};
constexpr GetSetDef kScannerAttributes[] = {{"pattern", scannerPattern}};

const TypeDef kPattern = {.name = "re.Pattern",
                          .doc = "Compiled regular expression object.",
                          .size = sizeof(Pattern),
                          .trace = tracePattern,
                          .slots = {.repr = patternRepr, .hash = patternHash, .compare = patternCompare},
                          .methods = kPatternMethods,
                          .attributes = kPatternAttributes};
const TypeDef kScanner = {.name = "_sre.SRE_Scanner",
                          .size = sizeof(Scanner),
                          .trace = traceScanner,
                          .methods = kScannerMethods,
                          .attributes = kScannerAttributes};
const TypeDef kIterator = {.name = "callable_iterator",
                           .size = sizeof(MatchIterator),
                           .trace = traceIterator,
                           .slots = {.iter = selfIterator, .next = iteratorNext}};

Value sreCompile(Thread &thread, LocalValue *args) {
  auto *pattern = allocate<Pattern>(thread, pattern_type);
  pattern->pattern = args[0];
  ItemSpan code = itemsOf(thread, args[2]);
  if (!toInt64(thread, args[1], pattern->flags) || !code.ok || !toInt64(thread, args[3], pattern->groups))
    return Value::error();
  pattern->code = allocateArray<uint32_t>(thread, static_cast<size_t>(code.size));
  pattern->code_size = code.size;
  for (int64_t i = 0; i < code.size; ++i)
    pattern->code[i] = static_cast<uint32_t>(lowBits(code.items[i]));
  pattern->group_index = args[4];
  pattern->index_group = args[5];
  return pattern;
}

bool character(Thread &thread, Value value, char32_t &c) {
  int64_t n = 0;
  if (!toInt64(thread, value, n))
    return false;
  c = static_cast<char32_t>(n);
  return true;
}
#define CHARACTER_FUNCTION(name, expression)                                                                   \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    char32_t c = 0;                                                                                            \
    return character(thread, args[0], c) ? expression : Value::error();                                        \
  }
CHARACTER_FUNCTION(asciiToLower, Value::smallInt(regex::lowerAscii(c)))
CHARACTER_FUNCTION(asciiIsCased, makeBool(c < 128 && ((c | 32) >= 'a' && (c | 32) <= 'z')))
CHARACTER_FUNCTION(unicodeToLower, Value::smallInt(regex::lowerUnicode(c)))
// Also where the upper case is several characters.
bool isCased(char32_t c) {
  char32_t upper[3];
  return regex::lowerUnicode(c) != c || mapCase(c, CaseForm::kUpper, upper) != 1 || upper[0] != c;
}
CHARACTER_FUNCTION(unicodeIsCased, makeBool(isCased(c)))
#undef CHARACTER_FUNCTION
Value getCodeSize(Thread &, LocalValue *) { return Value::smallInt(4); }

constexpr MethodDef kFunctions[] = {
    {"compile", "(pattern, flags, code, groups, groupindex, indexgroup)", sreCompile},
    {"ascii_tolower", "(character, /)", asciiToLower},
    {"ascii_iscased", "(character, /)", asciiIsCased},
    {"unicode_tolower", "(character, /)", unicodeToLower},
    {"unicode_iscased", "(character, /)", unicodeIsCased},
    {"getcodesize", "()", getCodeSize},
};

bool initialize(Thread &thread, Module *module) {
  if (!pattern_type) {
    pattern_type = makeType(thread, kPattern);
    scanner_type = makeType(thread, kScanner);
    iterator_type = makeType(thread, kIterator);
    addRoot(&pattern_type);
    addRoot(&scanner_type);
    addRoot(&iterator_type);
    makeMatchType(thread);
  }
  return setModuleAttribute(thread, module, "MAGIC", Value::smallInt(regex::kMagic)) &&
         setModuleAttribute(thread, module, "CODESIZE", Value::smallInt(4)) &&
         setModuleAttribute(thread, module, "MAXREPEAT", Value::smallInt(regex::kMaxRepeat)) &&
         setModuleAttribute(thread, module, "MAXGROUPS", Value::smallInt(regex::kMaxGroups));
}

} // namespace

extern const ModuleDef sre_module;
const ModuleDef sre_module = {"_sre", "", kFunctions, initialize};

} // namespace pystm
