// The module _string: the parser of str.format() for string.Formatter.
#include "objects/exception.h"
#include "objects/format_fields.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

Value fieldNameSplit(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "expected str, got %T", args[0].bits);
  auto *name = args[0].as<Str>();
  StrPart whole = {name, 0, name->length};
  int64_t index = -1;
  StrPart first = firstOfName(whole, index);
  if (index == -2)
    return raiseValueError(thread, "Too many decimal digits in format string");
  List *steps = makeList(thread);
  StrPart rest = {name, first.end, name->length};
  NameStep step;
  while (nextNameStep(thread, rest, step)) {
    Value text = step.index >= 0 ? makeInt(thread, step.index) : Value(step.text.make(thread));
    listAppend(thread, steps, makeTuple(thread, {makeBool(step.attribute), text}));
  }
  if (thread.hasException())
    return Value::error();
  Value iterator = getIterator(thread, steps);
  return makeTuple(thread, {index >= 0 ? makeInt(thread, index) : Value(first.make(thread)), iterator});
}

Value formatterParser(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "expected str, got %T", args[0].bits);
  auto *text = args[0].as<Str>();
  StrPart rest = {text, 0, text->length};
  List *fields = makeList(thread);
  FormatField field;
  while (nextFormatField(thread, rest, field)) {
    Value conversion = field.conversion == 0 ? none() : Value(makeStrOfChar(thread, field.conversion));
    Value row = field.present ? makeTuple(thread, {field.literal.make(thread), field.name.make(thread),
                                                   field.spec.text ? field.spec.make(thread) : emptyStr(), conversion})
                              : makeTuple(thread, {field.literal.make(thread), none(), none(), none()});
    listAppend(thread, fields, row);
  }
  return thread.hasException() ? Value::error() : getIterator(thread, fields);
}

constexpr MethodDef kFunctions[] = {
    {"formatter_field_name_split", "(name, /)", fieldNameSplit, "split the argument as a field name"},
    {"formatter_parser", "(format, /)", formatterParser, "parse the argument as a format string"},
};

} // namespace

extern const ModuleDef string_module;
const ModuleDef string_module = {"_string", "string helper module", kFunctions};

} // namespace pystm
