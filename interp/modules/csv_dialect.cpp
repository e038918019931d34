// Dialects of the module _csv: how delimiter, quotes and line ends are told, checked and registered.
#include "modules/csv.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/runtime.h"

namespace pystm {

Type *csv_dialect_type = nullptr;
Dict *csv_dialects = nullptr;

namespace {

constexpr const char *kOptions[] = {"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar",
                                    "quoting",   "skipinitialspace", "strict"};
enum Option { kDelimiter, kDoubleQuote, kEscape, kLineTerminator, kQuote, kQuoting, kSkipSpace, kStrict, kOptionCount };

bool character(Thread &thread, const char *name, Value value, bool may_be_none, char32_t &result) {
  if (value.isUnbound())
    return true;
  result = kNoCharacter;
  if (isNone(value) && may_be_none)
    return true;
  if (!isStr(value)) {
    raiseTypeError(thread, may_be_none ? "\"%s\" must be string or None, not %T" : "\"%s\" must be string, not %T", name, value.bits);
    return false;
  }
  auto *text = value.as<Str>();
  if (text->length != 1 && !(may_be_none && text->length == 0)) {
    raiseTypeError(thread, "\"%s\" must be a 1-character string", name);
    return false;
  }
  if (text->length == 1)
    result = (*text)[0];
  return true;
}

bool flag(Thread &thread, Value value, bool &result) {
  int truth = value.isUnbound() ? result : isTrue(thread, value);
  result = truth > 0;
  return truth >= 0;
}

bool setQuoting(Thread &thread, Dialect *dialect, Value quoting, bool quote_given_as_none) {
  if (quoting.isUnbound()) {
    dialect->quoting = quote_given_as_none ? Quoting::kNone : Quoting::kMinimal;
    return true;
  }
  if (!isInt(quoting) || hasFamily(quoting, kStrFamily)) {
    raiseTypeError(thread, "\"quoting\" must be an integer, not %T", quoting.bits);
    return false;
  }
  int64_t kind = -1;
  if (!fitsInt64(quoting, kind) || kind < 0 || kind > 3) {
    raiseTypeError(thread, "bad \"quoting\" value");
    return false;
  }
  dialect->quoting = static_cast<Quoting>(kind);
  return true;
}

Value dialectNew(Thread &thread, Type *type, const Arguments &args) {
  Value values[kOptionCount];
  if (args.positional > 1)
    return raiseTypeError(thread, "function takes at most 1 positional argument (%d given)", static_cast<int>(args.positional));
  Value base = args.positional == 1 ? args[0] : Value();
  for (int64_t k = 0; k < args.keywords(); ++k) {
    auto *name = args.names->items[k].as<Str>();
    Value value = args.values[args.positional + k];
    bool known = name->is("dialect");
    if (known)
      base = value;
    for (int i = 0; i < kOptionCount && !known; ++i)
      if ((known = name->is(kOptions[i])))
        values[i] = value;
    if (!known)
      return raiseTypeError(thread, "'%U' is an invalid keyword argument for this function", name);
  }
  if (!base.isUnbound() && isNone(base))
    base = Value();
  if (!base.isUnbound() && isStr(base)) {
    base = csvDialectNamed(thread, base);
    if (base.isError())
      return base;
  }
  if (!base.isUnbound()) {
    bool plain = true;
    for (Value &value : values)
      plain &= value.isUnbound();
    if (plain && isInstance(base, csv_dialect_type) && type == csv_dialect_type)
      return base;
    for (int i = 0; i < kOptionCount; ++i)
      if (values[i].isUnbound()) {
        values[i] = findAttribute(thread, base, intern(thread, kOptions[i]));
        if (values[i].isError())
          return values[i];
      }
  }
  auto *dialect = allocate<Dialect>(thread, type);
  dialect->delimiter = ',';
  dialect->quote = '"';
  dialect->escape = kNoCharacter;
  dialect->double_quote = true;
  dialect->line_terminator = makeAscii(thread, "\r\n");
  if (!character(thread, "delimiter", values[kDelimiter], false, dialect->delimiter) ||
      !flag(thread, values[kDoubleQuote], dialect->double_quote) ||
      !character(thread, "escapechar", values[kEscape], true, dialect->escape) ||
      !character(thread, "quotechar", values[kQuote], true, dialect->quote))
    return Value::error();
  if (!values[kLineTerminator].isUnbound()) {
    if (!isStr(values[kLineTerminator]))
      return raiseTypeError(thread, "\"lineterminator\" must be a string, not %T", values[kLineTerminator].bits);
    dialect->line_terminator = values[kLineTerminator].as<Str>();
  }
  if (!setQuoting(thread, dialect, values[kQuoting], !values[kQuote].isUnbound() && isNone(values[kQuote])) ||
      !flag(thread, values[kSkipSpace], dialect->skip_space) || !flag(thread, values[kStrict], dialect->strict))
    return Value::error();
  if (dialect->quoting != Quoting::kNone && dialect->quote == kNoCharacter)
    return raiseTypeError(thread, "quotechar must be set if quoting enabled");
  return dialect;
}

void traceDialect(Object *object, Tracer &tracer) { tracer.visit(static_cast<Dialect *>(object)->line_terminator); }

Value characterValue(Thread &thread, char32_t c) { return c == kNoCharacter ? none() : Value(makeStrOfChar(thread, c)); }
Value getDelimiter(Thread &thread, Value self) { return characterValue(thread, self.as<Dialect>()->delimiter); }
Value getQuote(Thread &thread, Value self) { return characterValue(thread, self.as<Dialect>()->quote); }
Value getEscape(Thread &thread, Value self) { return characterValue(thread, self.as<Dialect>()->escape); }
Value getLineTerminator(Thread &, Value self) { return self.as<Dialect>()->line_terminator; }
Value getDoubleQuote(Thread &, Value self) { return makeBool(self.as<Dialect>()->double_quote); }
Value getSkipSpace(Thread &, Value self) { return makeBool(self.as<Dialect>()->skip_space); }
Value getStrict(Thread &, Value self) { return makeBool(self.as<Dialect>()->strict); }
Value getQuoting(Thread &, Value self) { return Value::smallInt(static_cast<int>(self.as<Dialect>()->quoting)); }

Value dialectReduce(Thread &thread, LocalValue *args) {
  return raiseTypeError(thread, "cannot pickle '%T' object", args[0].bits);
}

constexpr GetSetDef kAttributes[] = {
    {"delimiter", getDelimiter},     {"quotechar", getQuote},           {"escapechar", getEscape},
    {"lineterminator", getLineTerminator}, {"doublequote", getDoubleQuote}, {"skipinitialspace", getSkipSpace},
    {"strict", getStrict},           {"quoting", getQuoting},
};
constexpr MethodDef kMethods[] = {{"__reduce__", "($self, /)", dialectReduce}, {"__reduce_ex__", "($self, protocol, /)", dialectReduce}};

} // namespace

const TypeDef csv_dialect_def = {.name = "_csv.Dialect",
                                 .doc = "CSV dialect\n\nThe Dialect type records CSV dialect options.",
                                 .size = sizeof(Dialect),
                                 .flags = kBaseType,
                                 .trace = traceDialect,
                                 .slots = {.create = dialectNew},
                                 .methods = kMethods,
                                 .attributes = kAttributes};

Value csvDialectNamed(Thread &thread, Value name) {
  Value found = dictGet(thread, csv_dialects, name);
  return found.isUnbound() ? csvError(thread, "unknown dialect") : found;
}

Dialect *csvDialectOf(Thread &thread, Value given, const Arguments &args) {
  LocalValue values[kOptionCount + 2];
  if (args.keywords() > kOptionCount + 1) {
    raiseTypeError(thread, "too many keyword arguments");
    return nullptr;
  }
  Arguments passed;
  passed.values = values;
  if (!given.isUnbound())
    values[passed.positional++] = given;
  for (int64_t k = 0; k < args.keywords(); ++k)
    values[passed.positional + k] = args.values[args.positional + k];
  passed.names = args.names;
  Value dialect = dialectNew(thread, csv_dialect_type, passed);
  return dialect.isError() ? nullptr : dialect.as<Dialect>();
}

Value csvRegister(Thread &thread, const Arguments &args) {
  if (args.positional < 1 || args.positional > 2)
    return raiseTypeError(thread, args.positional < 1 ? "register_dialect expected at least 1 argument, got 0" : "register_dialect expected at most 2 arguments, got %d", static_cast<int>(args.positional));
  if (!isStr(args[0]))
    return raiseTypeError(thread, "dialect name must be a string");
  Dialect *dialect = csvDialectOf(thread, args.positional == 2 ? args[1] : Value(), args);
  return dialect && dictSet(thread, csv_dialects, args[0], Value(dialect)) ? none() : Value::error();
}

Value csvUnregister(Thread &thread, LocalValue *args) {
  int done = dictDelete(thread, csv_dialects, args[0]);
  if (done < 0)
    return Value::error();
  return done ? none() : csvError(thread, "unknown dialect");
}

Value csvGet(Thread &thread, LocalValue *args) { return csvDialectNamed(thread, args[0]); }

Value csvList(Thread &thread, LocalValue *) {
  List *names = listFrom(thread, csv_dialects);
  return names ? Value(names) : Value::error();
}

} // namespace pystm
