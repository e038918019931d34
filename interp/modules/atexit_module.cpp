// The module atexit: functions that run before the interpreter ends, last registered first.
#include "objects/exception.h"
#include "objects/dict.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

List *registered = nullptr; // of (function, positional arguments, keyword names, their values)

Value atexitRegister(Thread &thread, const Arguments &given) {
  if (given.positional < 1)
    return raiseTypeError(thread, "register() takes at least 1 argument (0 given)");
  if (!isCallable(given[0]))
    return raiseTypeError(thread, "the first argument must be callable");
  Tuple *values = makeTuple(thread, given.positional - 1 + given.keywords(), given.values + 1);
  Value row = makeTuple(thread, {given[0], makeInt(thread, given.positional - 1), values, given.names ? Value(given.names) : none()});
  return listAppend(thread, registered, row) ? given[0] : Value::error();
}

Value atexitUnregister(Thread &thread, LocalValue *args) {
  for (int64_t i = registered->size - 1; i >= 0; --i) {
    int same = equals(thread, registered->items[i].as<Tuple>()->items[0], args[0]);
    if (same < 0)
      return Value::error();
    if (same)
      listErase(registered, i, i + 1);
  }
  return none();
}

Value atexitRun(Thread &thread, LocalValue *) {
  while (registered->size > 0) {
    auto *row = registered->items[registered->size - 1].as<Tuple>();
    listErase(registered, registered->size - 1, registered->size);
    ValueVector values(thread);
    values.pushItems(row->items[2].as<Tuple>());
    Arguments arguments{values.data(), row->items[1].asSmallInt(), isNone(row->items[3]) ? nullptr : row->items[3].as<Tuple>()};
    if (call(thread, row->items[0], arguments).isError())
      reportUnraisable(thread, row->items[0]);
  }
  return none();
}

Value atexitClear(Thread &, LocalValue *) {
  listErase(registered, 0, registered->size);
  return none();
}
Value atexitCount(Thread &thread, LocalValue *) { return makeInt(thread, registered->size); }

constexpr MethodDef kFunctions[] = {
    {"register", "(func, /, *args, **kwargs)", atexitRegister, "Register a function to be executed upon normal program termination"},
    {"unregister", "(func, /)", atexitUnregister},
    {"_run_exitfuncs", "()", atexitRun, "Run all registered exit functions."},
    {"_clear", "()", atexitClear},
    {"_ncallbacks", "()", atexitCount},
};

bool initialize(Thread &thread, Module *) {
  if (!registered) {
    registered = makeList(thread);
    addRoot(&registered);
  }
  return true;
}

} // namespace

extern const ModuleDef atexit_module;
const ModuleDef atexit_module = {"atexit", "allow programmer to define multiple exit functions to be executed upon normal program termination.",
                                 kFunctions, initialize};

} // namespace pystm
