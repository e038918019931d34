// Starting and stopping the interpreter.
#include "vm/runtime.h"
#include "builtins/builtins.h"
#include "objects/exception_fields.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/collector.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/import.h"
#include "vm/region.h"
#include "vm/signals.h"

#include <cstdlib>
#include <sys/resource.h>
#include <pthread.h>

namespace pystm {

Runtime runtime;
Names names;

#define TYPE(type, definition, name)                                                                             \
  extern Type type;                                                                                             \
  extern const TypeDef definition;
#include "objects/core_types.def"
#include "objects/builtin_types.def"
#undef TYPE

Type raw_array_type, value_array_type;
extern Type shape_type;
extern const TypeDef shape_def, object_def, type_def;

namespace {

void traceValueArray(Object *object, Tracer &tracer) {
  auto *array = static_cast<RawArray *>(object);
  auto *items = reinterpret_cast<Value *>(array + 1);
  tracer.visitRange(items, items + array->bytes / sizeof(Value));
}
const TypeDef kRawArray = {.name = "raw array", .has_weakrefs = false};
const TypeDef kValueArray = {.name = "value array", .trace = traceValueArray, .has_weakrefs = false};

void readyTypes(Thread &thread) {
  // Readying needs types as values of `type`: their own type words come first.
#define TYPE(type_object, definition, name) type_object.type = &type_type;
#include "objects/builtin_types.def"
#include "objects/core_types.def"
#undef TYPE
  // Families matter before their type is ready: the first names and dictionaries are made now.
  str_type.flags = kStrFamily;
  tuple_type.flags = kTupleFamily;
  dict_type.flags = kDictFamily;
  list_type.flags = kListFamily;
  type_type.flags = kTypeFamily;
  type_type.type = object_type.type = &type_type;
  raw_array_type.type = value_array_type.type = shape_type.type = &type_type;
  value_array_type.trace = traceValueArray;
#define NAME(identifier, text)                                                                                   \
  names.identifier = intern(thread, text);                                                                       \
  addRoot(&names.identifier);
#include "vm/names.def"
#undef NAME
  readyType(thread, object_type, object_def);
  readyType(thread, type_type, type_def);
  readyType(thread, raw_array_type, kRawArray);
  readyType(thread, value_array_type, kValueArray);
  readyType(thread, shape_type, shape_def);
  runtime.modules = makeDict(thread);
  addRoot(&runtime.modules);
#define TYPE(type_object, definition, name) readyType(thread, type_object, definition);
#include "objects/core_types.def"
#include "objects/builtin_types.def"
#undef TYPE
  runtime.builtins_module = makeModule(thread, "builtins");
  runtime.builtins = runtime.builtins_module->dict;
  runtime.sys_module = makeModule(thread, "sys");
  runtime.sys = runtime.sys_module->dict;
  addRoot(&runtime.builtins_module);
  addRoot(&runtime.sys_module);
#define TYPE(type_object, definition, text)                                                                      \
  if (const char *shown = text)                                                                                  \
    dictSet(thread, runtime.builtins, shown, Value(&type_object));
#include "objects/core_types.def"
#include "objects/builtin_types.def"
#undef TYPE
  dictSet(thread, runtime.builtins, "object", Value(&object_type));
  dictSet(thread, runtime.builtins, "type", Value(&type_type));
  readyExceptions(thread);
}

} // namespace

void bindCStack(Thread &thread) {
  pthread_attr_t attributes;
  void *base = nullptr;
  size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  thread.c_stack_base = static_cast<char *>(base) + size;
  thread.c_stack_limit = static_cast<char *>(base) + (size > (size_t{1} << 20) ? size_t{1} << 18 : size / 4);
}

Thread *makeMainThread() {
  describeRegions();
  Thread *thread = makeThread();
  runtime.main_thread = runtime.threads = thread;
  thread->ident = static_cast<uint64_t>(pthread_self());
  bindCStack(*thread);
  setCurrentThread(thread);
  return thread;
}

bool startRuntime(Thread *thread, const Options &options) {
  runtime.options = options;
  if (const char *stress = getenv("PYSTM_GC_STRESS"))
    heap_state.stress = strtoull(stress, nullptr, 10);
  readyTypes(*thread);
  dictSet(*thread, runtime.modules, "builtins", Value(runtime.builtins_module));
  dictSet(*thread, runtime.modules, "sys", Value(runtime.sys_module));
  if (!makeBuiltins(*thread) || !makeSys(*thread)) {
    if (thread->hasException())
      printException(*thread, takeException(*thread));
    return false;
  }
  installDefaultSignals(*thread);
  return true;
}

Value sysGet(const char *name) { return dictGet(runtime.sys, intern(currentThread(), name)); }

namespace {

void flush(Thread &thread, const char *stream) {
  Value file = sysGet(stream);
  if (file.isUnbound() || isNone(file))
    return;
  if (callMethod(thread, file, names.flush).isError())
    thread.clearException();
}

} // namespace

int stopRuntime(Thread &thread, int status) {
  // Threads that are no daemons end first.
  Value threading = dictGet(runtime.modules, intern(thread, "threading"));
  if (!threading.isUnbound() && callMethod(thread, threading, "_shutdown").isError())
    reportUnraisable(thread, threading);
  Value atexit = dictGet(runtime.modules, intern(thread, "atexit"));
  if (!atexit.isUnbound() && callMethod(thread, atexit, "_run_exitfuncs").isError())
    thread.clearException();
  flush(thread, "stdout");
  // What still lives ends with the program: __del__ runs, files are written out. The standard streams serve to the end.
  std::vector<Object *> streams;
  for (const char *name : {"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"}) {
    Value stream = sysGet(name);
    for (const char *inner : {"buffer", "raw"}) {
      if (!stream.isObject() || isNone(stream))
        break;
      streams.push_back(stream.object());
      stream = findAttribute(thread, stream, intern(thread, inner));
      if (stream.isError())
        thread.clearException();
    }
    if (stream.isObject())
      streams.push_back(stream.object());
  }
  // Daemon threads have come to their last border.
  runtime.finalizing = true;
  finalizeEverything(thread, streams);
  flush(thread, "stdout");
  flush(thread, "stderr");
  return status;
}

} // namespace pystm
