// The module sys.
#include "builtins/builtins.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/collector.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/import.h"
#include "vm/region.h"
#include "vm/runtime.h"

#include <fcntl.h>
#include <unistd.h>

#include <cfloat>
#include <climits>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

// The text of what a macro stands for.
#define PYSTM_TEXT(macro) PYSTM_QUOTED(macro)
#define PYSTM_QUOTED(text) #text

namespace pystm {

namespace {

Value sysExit(Thread &thread, LocalValue *args) {
  if (isException(args[0]) && isInstance(args[0], &SystemExit_type))
    return raise(thread, args[0]);
  return raise(thread, exceptionFrom(thread, Value(&SystemExit_type), args[0]));
}
Value handled(Thread &thread) {
  for (ExceptionState *state = thread.exception_state; state; state = state->outer)
    if (!state->handled.isUnbound() && !isNone(state->handled))
      return state->handled;
  return none();
}
Value excInfo(Thread &thread, LocalValue *) {
  Value exception = handled(thread);
  if (isNone(exception))
    return makeTuple(thread, {none(), none(), none()});
  Traceback *traceback = asException(exception)->traceback;
  return makeTuple(thread, {Value(typeOf(exception)), exception, traceback ? Value(traceback) : none()});
}
Value currentException(Thread &thread, LocalValue *) { return handled(thread); }
Value getFrame(Thread &thread, LocalValue *args) {
  int64_t depth = 0;
  if (!toInt64(thread, args[0], depth))
    return Value::error();
  Frame *frame = thread.frame;
  while (frame && depth-- > 0)
    frame = frame > thread.frames ? frame - 1 : nullptr;
  return frame ? Value(frameObject(thread, frame)) : raiseValueError(thread, "call stack is not deep enough");
}
Value getRecursionLimit(Thread &, LocalValue *) { return Value::smallInt(runtime.recursion_limit); }
Value setRecursionLimit(Thread &thread, LocalValue *args) {
  int64_t limit = 0;
  if (!toInt64(thread, args[0], limit))
    return Value::error();
  if (limit < 1)
    return raiseValueError(thread, "recursion limit must be greater or equal than 1");
  if (thread.depth >= limit)
    return raise(thread, &RecursionError_type, "cannot set the recursion limit to %ld at the recursion depth %ld: the limit is too low", static_cast<long>(limit), static_cast<long>(thread.depth));
  runtime.recursion_limit = limit;
  return none();
}
Value getSizeOf(Thread &thread, LocalValue *args) {
  Value method = lookupSpecial(thread, args[0], names.sizeof_);
  return method.isError() ? method : call(thread, method);
}
Value internName(Thread &thread, LocalValue *args) {
  if (!isExactly(args[0], str_type))
    return raiseTypeError(thread, "can't intern %T", args[0].bits);
  return intern(thread, args[0].as<Str>());
}
Value displayHook(Thread &thread, LocalValue *args) {
  if (isNone(args[0]))
    return none();
  dictSet(thread, runtime.builtins, "_", none());
  Value out = sysGet("stdout"), text = reprOf(thread, args[0]);
  if (text.isError())
    return text;
  if (out.isUnbound() || isNone(out))
    return raiseRuntimeError(thread, "lost sys.stdout");
  if (callMethod(thread, out, names.write, {text}).isError() || callMethod(thread, out, names.write, {Value(makeStrOfChar(thread, '\n'))}).isError())
    return Value::error();
  dictSet(thread, runtime.builtins, "_", args[0]);
  return none();
}
Value exceptHook(Thread &thread, LocalValue *args) {
  if (!isException(args[1])) {
    Value file = sysGet("stderr");
    if (!file.isUnbound() && !isNone(file))
      callMethod(thread, file, names.write, {Value(makeStr(thread, "TypeError: print_exception(): Exception expected for value, " + std::string(typeNameOf(args[1])) + " found\n"))});
    thread.clearException();
    return none();
  }
  printException(thread, args[1]);
  return none();
}
Value breakpointHook(Thread &thread, const Arguments &args) {
  // $PYTHONBREAKPOINT names another function, or with "0" none.
  const char *chosen = runtime.options.ignore_environment ? nullptr : getenv("PYTHONBREAKPOINT");
  std::string path = chosen && *chosen ? chosen : "pdb.set_trace";
  if (path == "0")
    return none();
  size_t dot = path.rfind('.');
  std::string module = dot == std::string::npos ? "builtins" : path.substr(0, dot);
  Value function = dot == 0 ? Value::error() : importAttribute(thread, module.c_str(), path.c_str() + (dot == std::string::npos ? 0 : dot + 1));
  if (!function.isError())
    return call(thread, function, args);
  if (thread.hasException() && !exceptionMatches(thread, &ImportError_type) && !exceptionMatches(thread, &AttributeError_type) && !exceptionMatches(thread, &ValueError_type))
    return function;
  thread.clearException();
  return warn(thread, &RuntimeWarning_type, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path.c_str()) ? none() : Value::error();
}
Value unraisableHook(Thread &thread, LocalValue *args) {
  Value object = getAttribute(thread, args[0], intern(thread, "object")), exception = getAttribute(thread, args[0], intern(thread, "exc_value"));
  Value message = getAttribute(thread, args[0], intern(thread, "err_msg"));
  Value file = sysGet("stderr");
  if (object.isError() || exception.isError() || message.isError() || file.isUnbound() || isNone(file))
    return none();
  std::string text = isNone(message) ? "Exception ignored in" : toUtf8(message.as<Str>());
  Value shown = isNone(object) ? Value(emptyStr()) : reprOf(thread, object);
  if (shown.isError()) {
    thread.clearException();
    shown = intern(thread, "<object repr() failed>");
  }
  text += isNone(object) && isNone(message) ? ":\n" : isNone(object) ? ":\n" : ": " + toUtf8(shown.as<Str>()) + "\n";
  callMethod(thread, file, names.write, {Value(makeStr(thread, text))});
  if (isException(exception))
    printException(thread, exception);
  return none();
}
Value isFinalizing(Thread &, LocalValue *) { return makeBool(runtime.finalizing); }
Value getSwitchInterval(Thread &, LocalValue *) { return Value::number(runtime.switch_interval); }
Value setSwitchInterval(Thread &thread, LocalValue *args) {
  double seconds = 0;
  if (!toDouble(thread, args[0], seconds))
    return Value::error();
  if (!(seconds > 0))
    return raiseValueError(thread, "switch interval must be strictly positive");
  runtime.switch_interval = seconds;
  return none();
}
Value getDefaultEncoding(Thread &thread, LocalValue *) { return intern(thread, "utf-8"); }
Value getEncodeErrors(Thread &thread, LocalValue *) { return intern(thread, "surrogateescape"); }
Value noneOf(Thread &, LocalValue *) { return none(); }
Value refCount(Thread &, LocalValue *) { return Value::smallInt(2); }
Value allocatedBlocks(Thread &thread, LocalValue *) { return makeInt(thread, static_cast<int64_t>((heap_state.live + heap_state.since) / 64)); }
Value getDigits(Thread &, LocalValue *) { return Value::smallInt(int_max_str_digits); }
Value setDigits(Thread &thread, LocalValue *args) {
  int64_t digits = 0;
  if (!toInt64(thread, args[0], digits))
    return Value::error();
  if (digits != 0 && digits < 640)
    return raiseValueError(thread, "maxdigits must be 0 or larger than 640");
  int_max_str_digits = static_cast<int>(digits);
  return none();
}
Value currentFrames(Thread &thread, LocalValue *) {
  stopOthers(thread);
  Dict *dict = makeDict(thread);
  for (Thread *other = runtime.threads; other; other = other->checkpoint.next)
    if (other->frame)
      dictSet(thread, dict, makeUnsigned(thread, other->ident), Value(frameObject(thread, other->frame)));
  return dict;
}
Value getHooks(Thread &thread, LocalValue *) {
  Value type = sysGet("_asyncgen_hooks_type");
  Value first = thread.asyncgen_hooks[0] ? Value(thread.asyncgen_hooks[0]) : none(), last = thread.asyncgen_hooks[1] ? Value(thread.asyncgen_hooks[1]) : none();
  return type.isUnbound() ? Value(makeTuple(thread, {first, last})) : call(thread, type, {Value(makeTuple(thread, {first, last}))});
}
Value setHooks(Thread &thread, LocalValue *args) {
  for (int n = 0; n < 2; ++n) {
    if (args[n].isUnbound())
      continue;
    if (!isNone(args[n]) && !isCallable(args[n]))
      return raiseTypeError(thread, "callable %s expected, got %T", n ? "finalizer" : "firstiter", args[n].bits);
    thread.asyncgen_hooks[n] = isNone(args[n]) ? nullptr : args[n].object();
  }
  return none();
}
Value getOriginDepth(Thread &thread, LocalValue *) { return Value::smallInt(thread.coroutine_origin_depth); }
Value setOriginDepth(Thread &thread, LocalValue *args) {
  return toInt64(thread, args[0], thread.coroutine_origin_depth) ? none() : Value::error();
}
Value acceptHook(Thread &, LocalValue *) { return none(); }
Value auditOf(Thread &, const Arguments &) { return none(); }

constexpr MethodDef kFunctions[] = {
    {"exit", "(status=None, /)", sysExit, "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another kind of object, it will be printed and the system\nexit status will be one (i.e., failure)."},
    {"exc_info", "()", excInfo, "Return current exception information: (type, value, traceback)."},
    {"exception", "()", currentException, "Return the current exception."},
    {"_getframe", "(depth=0, /)", getFrame, "Return a frame object from the call stack."},
    {"getrecursionlimit", "()", getRecursionLimit, "Return the current value of the recursion limit."},
    {"setrecursionlimit", "(limit, /)", setRecursionLimit, "Set the maximum depth of the Python interpreter stack to n."},
    {"getsizeof", "(object, default=?)", getSizeOf, "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."},
    {"intern", "(string, /)", internName, "``Intern'' the given string."},
    {"displayhook", "(object, /)", displayHook, "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook", "(exctype, value, traceback, /)", exceptHook, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"breakpointhook", "(*args, **kws)", breakpointHook, "This hook function is called by built-in breakpoint()."},
    {"unraisablehook", "(unraisable, /)", unraisableHook, "Handle an unraisable exception."},
    {"getswitchinterval", "()", getSwitchInterval, "Return the current thread switch interval."},
    {"setswitchinterval", "(interval, /)", setSwitchInterval, "Set the ideal thread switching delay inside the Python interpreter."},
    {"getdefaultencoding", "()", getDefaultEncoding, "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencoding", "()", getDefaultEncoding, "Return the encoding used to convert Unicode filenames to OS filenames."},
    {"getfilesystemencodeerrors", "()", getEncodeErrors, "Return the error mode used for Unicode to OS filename conversion."},
    {"is_finalizing", "()", isFinalizing, "Return True if Python is exiting."},
    {"getrefcount", "(object, /)", refCount, "Return the reference count of object."},
    {"getallocatedblocks", "()", allocatedBlocks, "Return the number of memory blocks currently allocated."},
    {"gettrace", "()", noneOf, "Return the global debug tracing function set with sys.settrace."},
    {"settrace", "(function, /)", acceptHook, "Accepted and ignored."},
    {"getprofile", "()", noneOf, "Return the profiling function set with sys.setprofile."},
    {"setprofile", "(function, /)", acceptHook, "Accepted and ignored."},
    {"call_tracing", "(func, args, /)", acceptHook, ""},
    {"get_int_max_str_digits", "()", getDigits, "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"set_int_max_str_digits", "(maxdigits)", setDigits, "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"_current_frames", "()", currentFrames, "Return a dict mapping each thread's thread id to its current stack frame."},
    {"get_asyncgen_hooks", "()", getHooks, "Return the installed asynchronous generators hooks."},
    {"set_asyncgen_hooks", "(firstiter=?, finalizer=?)", setHooks, "Set a finalizer for async generators objects."},
    {"get_coroutine_origin_tracking_depth", "()", getOriginDepth, "Check status of origin tracking for coroutine objects in this thread."},
    {"set_coroutine_origin_tracking_depth", "(depth)", setOriginDepth, "Enable or disable origin tracking for coroutine objects in this thread."},
    {"audit", "(event, *args)", auditOf, "Passes the event to any hooks that are attached."},
    {"addaudithook", "(hook)", acceptHook, "Adds a new audit hook callback."},
};

// A tuple with named fields, of a type made at the first use of its name.
Value structure(Thread &thread, const char *name, std::initializer_list<std::pair<const char *, Value>> fields) {
  static std::unordered_map<std::string, Type *> types;
  std::vector<Value> values;
  Type *&type = types[name];
  auto *field_names = type ? nullptr : new std::vector<const char *>;
  for (auto [field, value] : fields) {
    if (field_names)
      field_names->push_back(field);
    values.push_back(value);
  }
  if (!type) {
    // Types live as long as the process, and so do their descriptions.
    auto *definition = new StructSequenceDef{name, "", *field_names, static_cast<int>(field_names->size())};
    type = makeStructSequenceType(thread, *definition);
    if (!type)
      return Value::error();
    addRoot(&type);
  }
  return makeStructSequence(thread, type, values.data());
}

// sys.stdin, stdout and stderr. Output to a terminal goes out line by line.
bool openStreams(Thread &thread, Module *module) {
  Value io = importModule(thread, "_io");
  Value open = io.isError() ? io : getAttribute(thread, io, intern(thread, "open"));
  if (open.isError())
    return false;
  constexpr const char *kStreams[] = {"stdin", "stdout", "stderr"};
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    Value stream = none();
    if (fcntl(descriptor, F_GETFD) >= 0) {
      bool by_lines = isatty(descriptor) || descriptor == 2 || runtime.options.interactive;
      Value mode(intern(thread, descriptor ? "w" : "r")), encoding(intern(thread, "utf-8"));
      Value errors(intern(thread, descriptor == 2 ? "backslashreplace" : "strict"));
      Value newline = descriptor ? Value(intern(thread, "\n")) : none();
      if (runtime.options.unbuffered && descriptor) {
        Value raw = callMethod(thread, io, "FileIO", {Value::smallInt(descriptor), mode, falseValue()});
        stream = raw.isError() ? raw : callMethod(thread, io, "TextIOWrapper", {raw, encoding, errors, newline, makeBool(by_lines), trueValue()});
      } else {
        Value buffering = Value::smallInt(by_lines && descriptor ? 1 : -1);
        stream = call(thread, open, {Value::smallInt(descriptor), mode, buffering, encoding, errors, newline, falseValue()});
      }
      if (stream.isError())
        return false;
      std::string shown = std::string("<") + kStreams[descriptor] + ">";
      Value buffer = findAttribute(thread, stream, intern(thread, "buffer"));
      Value raw = buffer.isSpecial() ? Value() : runtime.options.unbuffered && descriptor ? buffer : findAttribute(thread, buffer, intern(thread, "raw"));
      if (raw.isSpecial() || !setAttribute(thread, raw, intern(thread, "name"), Value(makeStr(thread, shown))))
        thread.clearException();
      if (!setAttribute(thread, stream, intern(thread, "mode"), Value(intern(thread, descriptor ? "w" : "r"))))
        thread.clearException();
    }
    setModuleAttribute(thread, module, kStreams[descriptor], stream);
    setModuleAttribute(thread, module, (std::string("__") + kStreams[descriptor] + "__").c_str(), stream);
  }
  return dictSet(thread, runtime.builtins, intern(thread, "open"), open);
}

// The folder of the modules in interp/lib, beside the one of this program.
std::string ownLibrary() {
  char program[4096];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program);
  if (length <= 0)
    return "";
  std::string folder(program, static_cast<size_t>(length));
  folder.erase(std::min(folder.rfind('/'), folder.size()));
  folder.erase(std::min(folder.rfind('/'), folder.size()));
  return folder + "/lib/pystm";
}

Value strings(Thread &thread, const std::vector<std::string> &texts) {
  List *list = makeList(thread);
  for (const std::string &text : texts)
    listAppend(thread, list, Value(fromFileSystem(thread, text)));
  return list;
}

} // namespace

void reportUnraisable(Thread &thread, Value context) { reportUnraisable(thread, context, nullptr); }

void reportUnraisable(Thread &thread, Value context, const char *message) {
  Value exception = takeException(thread);
  Value hook = sysGet("unraisablehook");
  if (hook.isUnbound() || isNone(hook))
    return;
  Traceback *traceback = asException(exception)->traceback;
  Value args = structure(thread, "sys.UnraisableHookArgs", {{"exc_type", Value(typeOf(exception))}, {"exc_value", exception}, {"exc_traceback", traceback ? Value(traceback) : none()}, {"err_msg", message ? Value(makeStr(thread, message)) : none()}, {"object", context}});
  if (args.isError() || call(thread, hook, {args}).isError())
    thread.clearException();
}

bool makeSys(Thread &thread) {
  Module *module = runtime.sys_module;
  auto set = [&](const char *name, Value value) { setModuleAttribute(thread, module, name, value); };
  auto text = [&](std::string_view value) { return Value(makeStr(thread, value)); };
  auto integer = [&](int64_t n) { return makeInt(thread, n); };
  for (const MethodDef &function : kFunctions)
    set(function.name, makeNativeFunction(thread, &function, nullptr, intern(thread, "sys")));
  for (const char *hook : {"displayhook", "excepthook", "breakpointhook", "unraisablehook"})
    set((std::string("__") + hook + "__").c_str(), dictGet(module->dict, intern(thread, hook)));
  const Options &options = runtime.options;
  set("modules", Value(runtime.modules));
  set("argv", strings(thread, options.argv));
  set("orig_argv", strings(thread, options.orig_argv));
  set("warnoptions", strings(thread, options.warnings));
  Dict *x_options = makeDict(thread);
  for (const std::string &option : options.x_options) {
    size_t equal = option.find('=');
    dictSet(thread, x_options, makeStr(thread, option.substr(0, equal)), equal == std::string::npos ? trueValue() : text(option.substr(equal + 1)));
  }
  set("_xoptions", Value(x_options));
  set("executable", text(options.executable));
  set("_base_executable", text(options.executable));
  set("version", text("3.11.2 (pystm 0.1.0) [Clang " PYSTM_TEXT(__clang_major__) "." PYSTM_TEXT(__clang_minor__) "]"));
  set("copyright", text("pystm: see LICENSE"));
  set("api_version", integer(1013));
  set("hexversion", integer(0x030b02f0));
  set("platform", text("linux"));
  set("byteorder", text("little"));
  set("maxsize", integer(INT64_MAX));
  set("maxunicode", integer(0x10FFFF));
  set("float_repr_style", text("short"));
  set("dont_write_bytecode", trueValue());
  set("pycache_prefix", none());
  set("platlibdir", text("lib"));
  set("abiflags", text(""));
  set("_git", Value(makeTuple(thread, {text("pystm"), text(""), text("")})));
  set("_framework", text(""));
  set("meta_path", Value(makeList(thread)));
  set("path_hooks", Value(makeList(thread)));
  set("path_importer_cache", Value(makeDict(thread)));
  set("builtin_module_names", Value(nativeModuleNames(thread)));
  set("stdlib_module_names", call(thread, Value(&frozenset_type), {Value(nativeModuleNames(thread))}));
  set("ps1", text(">>> "));
  set("ps2", text("... "));
  if (!options.interactive) {
    dictDelete(thread, module->dict, text("ps1"));
    dictDelete(thread, module->dict, text("ps2"));
  }
  const char *home = getenv("PYTHONHOME");
  std::string prefix = home && !options.ignore_environment ? home : "/usr";
  for (const char *name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"})
    set(name, text(prefix));
  std::vector<std::string> path;
  const char *extra = options.ignore_environment ? nullptr : getenv("PYTHONPATH");
  if (extra && *extra) {
    std::string rest = extra;
    for (size_t colon = 0; colon != std::string::npos;) {
      colon = rest.find(':');
      path.push_back(rest.substr(0, colon));
      rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
    }
  }
  std::string library = prefix + "/lib/python3.11";
  path.push_back(library);
  path.push_back(library + "/lib-dynload");
  if (std::string own = ownLibrary(); !own.empty())
    path.push_back(own);
  set("path", strings(thread, path));
  set("_stdlib_dir", text(library));
  Value version = structure(thread, "sys.version_info", {{"major", integer(3)}, {"minor", integer(11)}, {"micro", integer(2)}, {"releaselevel", text("final")}, {"serial", integer(0)}});
  set("version_info", version);
  set("hash_info", structure(thread, "sys.hash_info", {{"width", integer(64)}, {"modulus", integer((int64_t{1} << 61) - 1)}, {"inf", integer(314159)}, {"nan", integer(0)}, {"imag", integer(1000003)}, {"algorithm", text("siphash13")}, {"hash_bits", integer(64)}, {"seed_bits", integer(128)}, {"cutoff", integer(0)}}));
  set("int_info", structure(thread, "sys.int_info", {{"bits_per_digit", integer(30)}, {"sizeof_digit", integer(4)}, {"default_max_str_digits", integer(4300)}, {"str_digits_check_threshold", integer(640)}}));
  set("float_info", structure(thread, "sys.float_info", {{"max", Value::number(DBL_MAX)}, {"max_exp", integer(DBL_MAX_EXP)}, {"max_10_exp", integer(DBL_MAX_10_EXP)}, {"min", Value::number(DBL_MIN)}, {"min_exp", integer(DBL_MIN_EXP)}, {"min_10_exp", integer(DBL_MIN_10_EXP)}, {"dig", integer(DBL_DIG)}, {"mant_dig", integer(DBL_MANT_DIG)}, {"epsilon", Value::number(DBL_EPSILON)}, {"radix", integer(2)}, {"rounds", integer(1)}}));
  set("thread_info", structure(thread, "sys.thread_info", {{"name", text("pthread")}, {"lock", text("semaphore")}, {"version", none()}}));
  set("flags", structure(thread, "sys.flags", {{"debug", integer(0)}, {"inspect", integer(options.inspect)}, {"interactive", integer(options.interactive)}, {"optimize", integer(options.optimize)}, {"dont_write_bytecode", integer(options.dont_write_bytecode)}, {"no_user_site", integer(options.no_user_site)}, {"no_site", integer(options.no_site)}, {"ignore_environment", integer(options.ignore_environment)}, {"verbose", integer(options.verbose)}, {"bytes_warning", integer(options.bytes_warning)}, {"quiet", integer(options.quiet)}, {"hash_randomization", integer(1)}, {"isolated", integer(options.isolated)}, {"dev_mode", makeBool(options.dev_mode)}, {"utf8_mode", integer(options.utf8_mode)}, {"warn_default_encoding", integer(0)}, {"safe_path", makeBool(options.safe_path)}, {"int_max_str_digits", integer(-1)}}));
  Value simple = call(thread, Value(&simple_namespace_type));
  for (auto [name, value] : std::initializer_list<std::pair<const char *, Value>>{{"name", text("cpython")}, {"cache_tag", text("pystm-311")}, {"version", version}, {"hexversion", integer(0x030b02f0)}, {"_multiarch", text("x86_64-linux-gnu")}})
    setAttribute(thread, simple, intern(thread, name), value);
  set("implementation", simple);
  if (!openStreams(thread, module))
    return false;
  return !thread.hasException();
}

} // namespace pystm
