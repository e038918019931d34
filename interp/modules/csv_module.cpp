// The module _csv: tables as text. The parts are listed in csv.h.
#include "modules/csv.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/runtime.h"

#include <cstdarg>
#include <cstdio>

namespace pystm {

int64_t csv_field_limit = 128 * 1024;

namespace {

Value error_type;

Value fieldSizeLimit(Thread &thread, LocalValue *args) {
  int64_t old = csv_field_limit;
  if (!args[0].isUnbound()) {
    if (!isInt(args[0]))
      return raiseTypeError(thread, "limit must be an integer");
    if (!toInt64(thread, args[0], csv_field_limit))
      return Value::error();
  }
  return makeInt(thread, old);
}

bool initialize(Thread &thread, Module *module) {
  if (!csv_dialect_type) {
    csv_dialect_type = makeType(thread, csv_dialect_def);
    csv_reader_type = makeType(thread, csv_reader_def);
    csv_writer_type = makeType(thread, csv_writer_def);
    csv_dialects = makeDict(thread);
    Dict *namespace_ = makeDict(thread);
    dictSet(thread, namespace_, "__module__", Value(makeAscii(thread, "_csv")));
    error_type = call(thread, Value(&type_type),
                      {Value(makeAscii(thread, "Error")), Value(makeTuple(thread, {Value(&Exception_type)})), Value(namespace_)});
    if (error_type.isError())
      return false;
    addRoot(&csv_dialect_type);
    addRoot(&csv_reader_type);
    addRoot(&csv_writer_type);
    addRoot(&csv_dialects);
    addRoot(&error_type);
  }
  constexpr const char *kQuotings[] = {"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE"};
  for (int i = 0; i < 4; ++i)
    if (!setModuleAttribute(thread, module, kQuotings[i], Value::smallInt(i)))
      return false;
  return setModuleAttribute(thread, module, "__version__", Value(makeAscii(thread, "1.0"))) &&
         setModuleAttribute(thread, module, "_dialects", csv_dialects) && setModuleAttribute(thread, module, "Error", error_type) &&
         addModuleType(thread, module, csv_dialect_type);
}

constexpr MethodDef kFunctions[] = {
    {"reader", "", csvReader, "csv_reader = reader(iterable [, dialect='excel']\n                        [optional keyword args])"},
    {"writer", "", csvWriter, "csv_writer = csv.writer(fileobj [, dialect='excel']\n                            [optional keyword args])"},
    {"register_dialect", "", csvRegister, "Create a mapping from a string name to a dialect class."},
    {"unregister_dialect", "(name)", csvUnregister, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect", "(name)", csvGet, "Return the dialect instance associated with name."},
    {"list_dialects", "()", csvList, "Return a list of all known dialect names."},
    {"field_size_limit", "(new_limit=?, /)", fieldSizeLimit, "Sets an upper limit on parsed fields."},
};

} // namespace

Value csvError(Thread &thread, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  Value error = call(thread, error_type, {Value(makeStr(thread, std::string_view(text)))});
  return error.isError() ? error : raise(thread, error);
}

extern const ModuleDef csv_module;
const ModuleDef csv_module = {"_csv", "CSV parsing and writing.", kFunctions, initialize};

} // namespace pystm
