// str.format and str.format_map: fills the fields that format_fields.h finds.
#include "objects/format_fields.h"
#include "objects/str_methods.h"

#include "objects/dict.h"

namespace pystm {
namespace {

// Positional arguments and either keywords of the call or a mapping.
struct Source {
  const Arguments *call = nullptr; // values[0] is the format string
  Value mapping;
  int64_t automatic = 0;
  enum { kUnknown, kAutomatic, kManual } numbering = kUnknown;
};

Value expand(Thread &, StrPart text, Source &, int depth);

Value argument(Thread &thread, Source &source, const StrPart &name) {
  int64_t index = -1;
  StrPart first = firstOfName(name, index);
  if (index == -2)
    return raiseValueError(thread, "Too many decimal digits in format string");
  bool automatic = first.empty();
  if (automatic || index >= 0) {
    auto wanted = automatic ? Source::kAutomatic : Source::kManual;
    if (source.numbering != Source::kUnknown && source.numbering != wanted)
      return raiseValueError(thread, automatic ? "cannot switch from manual field specification to automatic field numbering"
                                               : "cannot switch from automatic field numbering to manual field specification");
    source.numbering = wanted;
    if (automatic)
      index = source.automatic++;
    if (!source.call)
      return raiseValueError(thread, "Format string contains positional fields");
    if (index + 1 >= source.call->positional)
      return raiseIndexError(thread, "Replacement index %lld out of range for positional args tuple",
                             static_cast<long long>(index));
    return source.call->values[index + 1];
  }
  Str *key = first.make(thread);
  if (!source.call)
    return getItem(thread, source.mapping, key);
  for (int64_t i = 0; i < source.call->keywords(); ++i) {
    if (equalStrs(source.call->names->items[i].as<Str>(), key))
      return source.call->values[source.call->positional + i];
  }
  return raiseKeyError(thread, key);
}

Value resolve(Thread &thread, Source &source, const StrPart &name) {
  Value value = argument(thread, source, name);
  int64_t index = -1;
  StrPart rest = {name.text, firstOfName(name, index).end, name.end};
  NameStep step;
  while (!value.isError() && nextNameStep(thread, rest, step)) {
    if (step.attribute)
      value = getAttribute(thread, value, step.text.make(thread));
    else if (step.index >= 0)
      value = getItem(thread, value, makeInt(thread, step.index));
    else
      value = getItem(thread, value, step.text.make(thread));
  }
  return thread.hasException() ? Value::error() : value;
}

Value convert(Thread &thread, Value value, char32_t conversion) {
  switch (conversion) {
  case 0:
    return value;
  case 'r':
    return reprOf(thread, value);
  case 's':
    return strOf(thread, value);
  case 'a':
    return asciiOf(thread, value);
  default:
    if (conversion > 32 && conversion < 127)
      return raiseValueError(thread, "Unknown conversion specifier %c", static_cast<char>(conversion));
    return raiseValueError(thread, "Unknown conversion specifier \\x%x", static_cast<unsigned>(conversion));
  }
}

bool fill(Thread &thread, const FormatField &field, Source &source, int depth, StrBuilder &out) {
  Value value = resolve(thread, source, field.name);
  if (!value.isError())
    value = convert(thread, value, field.conversion);
  if (value.isError())
    return false;
  Value spec = emptyStr();
  if (field.spec.text && field.nested)
    spec = expand(thread, field.spec, source, depth - 1);
  else if (field.spec.text)
    spec = field.spec.make(thread);
  if (spec.isError())
    return false;
  if (spec.as<Str>()->length == 0 && isExactly(value, str_type)) {
    out.append(value.as<Str>());
    return true;
  }
  Value text = formatOf(thread, value, spec.as<Str>());
  if (text.isError())
    return false;
  out.append(text.as<Str>());
  return true;
}

Value expand(Thread &thread, StrPart text, Source &source, int depth) {
  if (depth <= 0)
    return raiseValueError(thread, "Max string recursion exceeded");
  StrBuilder out;
  FormatField field;
  while (nextFormatField(thread, text, field)) {
    out.append(field.literal.text, field.literal.begin, field.literal.end);
    if (field.present && !fill(thread, field, source, depth, out))
      return Value::error();
  }
  return thread.hasException() ? Value::error() : out.finish(thread);
}

} // namespace

Value strFormat(Thread &thread, const Arguments &arguments) {
  Source source;
  source.call = &arguments;
  auto *self = arguments.values[0].as<Str>();
  return expand(thread, {self, 0, self->length}, source, 2);
}

Value strFormatMap(Thread &thread, LocalValue *args) {
  Source source;
  source.mapping = args[1];
  auto *self = args[0].as<Str>();
  return expand(thread, {self, 0, self->length}, source, 2);
}

} // namespace pystm
