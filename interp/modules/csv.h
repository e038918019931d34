// What the files of the module _csv share: csv_dialect.cpp (dialects), csv_reader.cpp, csv_writer.cpp, and csv_module.cpp
// with the table of functions.
#pragma once

#include "vm/heap.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

enum class Quoting : uint8_t { kMinimal, kAll, kNonNumeric, kNone };
constexpr char32_t kNoCharacter = 0xFFFFFFFF;

struct Dialect : Object {
  int64_t reserved; // the second word of an object is not a program's data
  char32_t delimiter, quote, escape; // kNoCharacter: none
  bool double_quote, skip_space, strict;
  Quoting quoting;
  Str *line_terminator;
};

extern Type *csv_dialect_type, *csv_reader_type, *csv_writer_type;
extern const TypeDef csv_dialect_def, csv_reader_def, csv_writer_def;
extern Dict *csv_dialects; // by name
extern int64_t csv_field_limit;

Value csvError(Thread &, const char *format, ...); // raises _csv.Error
Value csvDialectNamed(Thread &, Value name);
// The dialect that a call asks for: `given`, a name, an object with attributes or unbound, changed by the keywords of the
// call. Null with an exception pending.
Dialect *csvDialectOf(Thread &, Value given, const Arguments &);

Value csvRegister(Thread &, const Arguments &);
Value csvUnregister(Thread &, LocalValue *args);
Value csvGet(Thread &, LocalValue *args);
Value csvList(Thread &, LocalValue *args);
Value csvReader(Thread &, const Arguments &);
Value csvWriter(Thread &, const Arguments &);

} // namespace pystm
