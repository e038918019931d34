// Writers of the module _csv: rows of values become lines, quoted as the dialect says.
#include "modules/csv.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/str_builder.h"
#include "vm/runtime.h"

namespace pystm {

Type *csv_writer_type = nullptr;

namespace {

struct Writer : Object {
  Value write; // the file's method
  Dialect *dialect;
};

// Appends one field; false where it cannot be written.
bool appendField(Thread &thread, StrBuilder &out, const Dialect *dialect, const Str *text, bool quoted) {
  StrBuilder body;
  for (int64_t i = 0; i < text->length; ++i) {
    char32_t c = (*text)[i];
    bool line_end = c == '\n' || c == '\r';
    for (int64_t k = 0; k < dialect->line_terminator->length && !line_end; ++k)
      line_end = (*dialect->line_terminator)[k] == c;
    if (c == dialect->delimiter || c == dialect->escape || c == dialect->quote || line_end) {
      bool escape = dialect->quoting == Quoting::kNone;
      if (!escape) {
        if (c == dialect->quote) {
          if (dialect->double_quote)
            body.append(c);
          else
            escape = true;
        } else if (c == dialect->escape) {
          escape = true;
        }
        quoted |= !escape;
      }
      if (escape) {
        if (dialect->escape == kNoCharacter) {
          csvError(thread, "need to escape, but no escapechar set");
          return false;
        }
        body.append(dialect->escape);
      }
    }
    body.append(c);
  }
  if (quoted)
    out.append(dialect->quote);
  Value done = body.finish(thread);
  if (done.isError())
    return false;
  out.append(done.as<Str>());
  if (quoted)
    out.append(dialect->quote);
  return true;
}

Value writeRow(Thread &thread, LocalValue *args) {
  auto *self = args[0].as<Writer>();
  const Dialect *dialect = self->dialect;
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError()) {
    if (!exceptionMatches(thread, &TypeError_type))
      return iterator;
    thread.clearException();
    return csvError(thread, "iterable expected, not %s", std::string(typeNameOf(args[1])).c_str());
  }
  StrBuilder out;
  int64_t fields = 0;
  bool only_empty = false;
  for (;;) {
    Value item = nextItem(thread, iterator);
    if (item.isError())
      return item;
    if (item.isUnbound())
      break;
    bool quoted = dialect->quoting == Quoting::kAll || (dialect->quoting == Quoting::kNonNumeric && !isInt(item) && !isFloat(item) && lookupType(typeOf(item), names.float_).isUnbound());
    Value text = isNone(item) ? Value(emptyStr()) : isStr(item) ? item : strOf(thread, item);
    if (text.isError())
      return text;
    if (fields++ > 0)
      out.append(dialect->delimiter);
    only_empty = fields == 1 && text.as<Str>()->length == 0 && !quoted;
    if (!appendField(thread, out, dialect, text.as<Str>(), quoted))
      return Value::error();
  }
  if (only_empty) {
    if (dialect->quoting == Quoting::kNone)
      return csvError(thread, "single empty field record must be quoted");
    out.append(dialect->quote);
    out.append(dialect->quote);
  }
  out.append(dialect->line_terminator);
  Value line = out.finish(thread);
  return line.isError() ? line : call(thread, self->write, {line});
}

Value writeRows(Thread &thread, LocalValue *args) {
  bool ok = forEach(thread, args[1], [&](Value row) {
    LocalValues inner{args[0], row};
    return !writeRow(thread, inner).isError();
  });
  return ok ? none() : Value::error();
}

Value getDialect(Thread &, Value self) { return self.as<Writer>()->dialect; }

void traceWriter(Object *object, Tracer &tracer) {
  auto *self = static_cast<Writer *>(object);
  tracer.visit(self->write);
  tracer.visit(self->dialect);
}

constexpr MethodDef kMethods[] = {
    {"writerow", "($self, row, /)", writeRow, "Construct and write a CSV record from an iterable of fields."},
    {"writerows", "($self, rows, /)", writeRows, "Construct and write a series of iterables to a csv file."},
};
constexpr GetSetDef kAttributes[] = {{"dialect", getDialect}};

} // namespace

const TypeDef csv_writer_def = {.name = "_csv.writer",
                                .doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
                                .size = sizeof(Writer),
                                .trace = traceWriter,
                                .methods = kMethods,
                                .attributes = kAttributes};

Value csvWriter(Thread &thread, const Arguments &args) {
  if (args.positional < 1 || args.positional > 2)
    return raiseTypeError(thread, args.positional < 1 ? "writer expected at least 1 argument, got 0" : "writer expected at most 2 arguments, got %d", static_cast<int>(args.positional));
  Dialect *dialect = csvDialectOf(thread, args.positional == 2 ? args[1] : Value(), args);
  if (!dialect)
    return Value::error();
  Value write = findAttribute(thread, args[0], names.write);
  if (write.isError())
    return write;
  if (write.isUnbound() || !isCallable(write))
    return raiseTypeError(thread, "argument 1 must have a \"write\" method");
  auto *writer = allocate<Writer>(thread, csv_writer_type);
  writer->write = write;
  writer->dialect = dialect;
  return writer;
}

} // namespace pystm
