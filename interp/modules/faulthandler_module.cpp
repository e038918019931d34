// The module faulthandler: tracebacks on request. Fatal signals keep their default action: enabling is accepted and noted.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

bool enabled = false;

Value enable(Thread &, LocalValue *) {
  enabled = true;
  return none();
}
Value disable(Thread &, LocalValue *) {
  bool was = enabled;
  enabled = false;
  return makeBool(was);
}
Value isEnabled(Thread &, LocalValue *) { return makeBool(enabled); }
Value accept(Thread &, LocalValue *) { return none(); }

Value dump(Thread &thread, LocalValue *args) {
  Value file = isNone(args[0]) ? sysGet("stderr") : args[0];
  Value print = importAttribute(thread, "traceback", "print_stack");
  if (print.isError() || file.isUnbound())
    return print.isError() ? print : raiseRuntimeError(thread, "unable to get sys.stderr");
  return call(thread, print, {none(), none(), file});
}

constexpr MethodDef kFunctions[] = {
    {"enable", "(file=None, all_threads=True)", enable, "Enable the fault handler."},
    {"disable", "()", disable, "Disable the fault handler."},
    {"is_enabled", "()", isEnabled, "Check if the handler is enabled."},
    {"dump_traceback", "(file=None, all_threads=True)", dump, "Dump the traceback of the current thread, or of all threads if all_threads is True, into file."},
    {"dump_traceback_later", "(timeout, repeat=False, file=None, exit=False)", accept, "Dump the traceback of all threads in timeout seconds."},
    {"cancel_dump_traceback_later", "()", accept, "Cancel the previous call to dump_traceback_later()."},
    {"register", "(signum, file=None, all_threads=True, chain=False)", accept, "Register a handler for the signal 'signum'."},
    {"unregister", "(signum, /)", accept, "Unregister the handler of the signal 'signum'."},
};

} // namespace

extern const ModuleDef faulthandler_module;
const ModuleDef faulthandler_module = {"faulthandler", "faulthandler module.", kFunctions};

} // namespace pystm
