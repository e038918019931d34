// Readers of the module _csv: lines of an iterator cut into rows of fields by a small state machine.
#include "modules/csv.h"

#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/str_builder.h"
#include "vm/runtime.h"

namespace pystm {

Type *csv_reader_type = nullptr;

namespace {

struct Reader : Object {
  Value lines;
  Dialect *dialect;
  int64_t line_number;
};

enum class State { kStartRecord, kStartField, kEscaped, kInField, kInQuotes, kEscapeInQuotes, kQuoteInQuotes, kEatNewline, kAfterEscapedNewline };

constexpr char32_t kEndOfLine = 0xFFFFFFFE;

// One record in the making.
class Record {
public:
  Record(Thread &thread, Dialect *dialect) : thread_(thread), dialect_(dialect), fields_(makeList(thread)) {}

  State state = State::kStartRecord;
  List *fields() { return fields_; }
  bool fieldEmpty() const { return field_.empty(); }

  bool save() {
    Value text = field_.finish(thread_);
    field_.clear();
    if (text.isError())
      return false;
    if (numeric_) {
      numeric_ = false;
      text = floatFromStr(thread_, text.as<Str>());
      if (text.isError())
        return false;
    }
    return listAppend(thread_, fields_, text);
  }

  bool take(char32_t c);

private:
  bool add(char32_t c) {
    if (static_cast<int64_t>(field_.size()) >= csv_field_limit) {
      csvError(thread_, "field larger than field limit (%lld)", static_cast<long long>(csv_field_limit));
      return false;
    }
    field_.append(c);
    return true;
  }
  static bool isNewline(char32_t c) { return c == '\n' || c == '\r'; }
  bool endOfField(char32_t c) {
    state = c == kEndOfLine ? State::kStartRecord : State::kEatNewline;
    return save();
  }
  bool startField(char32_t c);

  Thread &thread_;
  Dialect *dialect_;
  List *fields_;
  StrBuilder field_;
  bool numeric_ = false;
};

bool Record::startField(char32_t c) {
  if (isNewline(c) || c == kEndOfLine)
    return endOfField(c);
  if (c == dialect_->quote && dialect_->quoting != Quoting::kNone) {
    state = State::kInQuotes;
  } else if (c == dialect_->escape) {
    state = State::kEscaped;
  } else if (c == ' ' && dialect_->skip_space) {
    state = State::kStartField;
  } else if (c == dialect_->delimiter) {
    state = State::kStartField;
    return save();
  } else {
    numeric_ = dialect_->quoting == Quoting::kNonNumeric;
    state = State::kInField;
    return add(c);
  }
  return true;
}

bool Record::take(char32_t c) {
  bool newline = isNewline(c);
  switch (state) {
  case State::kStartRecord:
    if (c == kEndOfLine)
      return true;
    if (newline) {
      state = State::kEatNewline;
      return true;
    }
    return startField(c);
  case State::kStartField:
    return startField(c);
  case State::kEscaped:
    if (newline) {
      state = State::kAfterEscapedNewline;
      return add(c);
    }
    state = State::kInField;
    return add(c == kEndOfLine ? '\n' : c);
  case State::kAfterEscapedNewline:
    if (c == kEndOfLine)
      return true;
    [[fallthrough]];
  case State::kInField:
    if (newline || c == kEndOfLine)
      return endOfField(c);
    if (c == dialect_->escape) {
      state = State::kEscaped;
      return true;
    }
    if (c == dialect_->delimiter) {
      state = State::kStartField;
      return save();
    }
    state = State::kInField;
    return add(c);
  case State::kInQuotes:
    if (c == kEndOfLine)
      return true;
    if (c == dialect_->escape) {
      state = State::kEscapeInQuotes;
      return true;
    }
    if (c == dialect_->quote && dialect_->quoting != Quoting::kNone) {
      state = dialect_->double_quote ? State::kQuoteInQuotes : State::kInField;
      return true;
    }
    return add(c);
  case State::kEscapeInQuotes:
    state = State::kInQuotes;
    return add(c == kEndOfLine ? '\n' : c);
  case State::kQuoteInQuotes:
    if (dialect_->quoting != Quoting::kNone && c == dialect_->quote) {
      state = State::kInQuotes;
      return add(c);
    }
    if (c == dialect_->delimiter) {
      state = State::kStartField;
      return save();
    }
    if (newline || c == kEndOfLine)
      return endOfField(c);
    if (dialect_->strict) {
      csvError(thread_, "'%s' expected after '%s'", toUtf8(makeStrOfChar(thread_, dialect_->delimiter)).c_str(),
               toUtf8(makeStrOfChar(thread_, dialect_->quote)).c_str());
      return false;
    }
    state = State::kInField;
    return add(c);
  case State::kEatNewline:
    if (newline)
      return true;
    if (c == kEndOfLine) {
      state = State::kStartRecord;
      return true;
    }
    csvError(thread_, "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
    return false;
  }
  return true;
}

Value readerNext(Thread &thread, Value value) {
  auto *self = value.as<Reader>();
  Record record(thread, self->dialect);
  do {
    Value line = nextItem(thread, self->lines);
    if (line.isError())
      return line;
    if (line.isUnbound()) {
      if (record.fieldEmpty() && record.state != State::kInQuotes)
        return line;
      if (self->dialect->strict)
        return csvError(thread, "unexpected end of data");
      return record.save() ? Value(record.fields()) : Value::error();
    }
    if (!isStr(line))
      return csvError(thread, "iterator should return strings, not %s (the file should be opened in text mode)", std::string(typeNameOf(line)).c_str());
    ++self->line_number;
    auto *text = line.as<Str>();
    for (int64_t i = 0; i < text->length; ++i)
      if (!record.take((*text)[i]))
        return Value::error();
    if (!record.take(kEndOfLine))
      return Value::error();
  } while (record.state != State::kStartRecord);
  return record.fields();
}

Value getDialect(Thread &, Value self) { return self.as<Reader>()->dialect; }
Value getLineNumber(Thread &thread, Value self) { return makeInt(thread, self.as<Reader>()->line_number); }

void traceReader(Object *object, Tracer &tracer) {
  auto *self = static_cast<Reader *>(object);
  tracer.visit(self->lines);
  tracer.visit(self->dialect);
}

constexpr GetSetDef kAttributes[] = {{"dialect", getDialect}, {"line_num", getLineNumber}};

} // namespace

const TypeDef csv_reader_def = {.name = "_csv.reader",
                                .doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
                                .size = sizeof(Reader),
                                .trace = traceReader,
                                .slots = {.iter = selfIterator, .next = readerNext},
                                .attributes = kAttributes};

Value csvReader(Thread &thread, const Arguments &args) {
  if (args.positional < 1 || args.positional > 2)
    return raiseTypeError(thread, args.positional < 1 ? "reader expected at least 1 argument, got 0" : "reader expected at most 2 arguments, got %d", static_cast<int>(args.positional));
  Value lines = getIterator(thread, args[0]);
  if (lines.isError())
    return lines;
  Dialect *dialect = csvDialectOf(thread, args.positional == 2 ? args[1] : Value(), args);
  if (!dialect)
    return Value::error();
  auto *reader = allocate<Reader>(thread, csv_reader_type);
  reader->lines = lines;
  reader->dialect = dialect;
  return reader;
}

} // namespace pystm
