// The modules _imp and _warnings, as far as the library's importlib asks for them. Imports themselves are
// vm/import.cpp's; there are no frozen or dynamic modules and no compiled files.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/import.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

Value nothing(Thread &, LocalValue *) { return none(); }
Value no(Thread &, LocalValue *) { return falseValue(); }
Value zero(Thread &, LocalValue *) { return Value::smallInt(0); }
Value emptyListOf(Thread &thread, LocalValue *) { return makeList(thread); }

Value isBuiltin(Thread &, LocalValue *args) { return Value::smallInt(isStr(args[0]) && isNativeModule(args[0].as<Str>()) ? 1 : 0); }

Value createBuiltin(Thread &thread, LocalValue *args) {
  Value name = getAttribute(thread, args[0], intern(thread, "name"));
  if (name.isError())
    return name;
  if (!isStr(name) || !isNativeModule(name.as<Str>()))
    return none();
  return importNative(thread, name.as<Str>());
}

Value noFrozen(Thread &thread, LocalValue *args) {
  return raise(thread, &ImportError_type, "No such frozen object named %S", args[0].bits);
}
Value noDynamic(Thread &thread, LocalValue *) { return raise(thread, &ImportError_type, "extension modules are not supported"); }
Value sourceHash(Thread &thread, LocalValue *) { return makeBytes(thread, std::string_view("\0\0\0\0\0\0\0\0", 8)); }

Value warnForward(Thread &thread, const Arguments &given) {
  Value function = importAttribute(thread, "warnings", "warn");
  return function.isError() ? function : call(thread, function, given);
}

constexpr MethodDef kImp[] = {
    {"acquire_lock", "()", nothing},
    {"release_lock", "()", nothing},
    {"lock_held", "()", no},
    {"is_builtin", "(name, /)", isBuiltin},
    {"is_frozen", "(name, /)", no},
    {"is_frozen_package", "(name, /)", noFrozen},
    {"find_frozen", "(name, /, *, withdata=False)", nothing},
    {"get_frozen_object", "(name, data=None, /)", noFrozen},
    {"init_frozen", "(name, /)", nothing},
    {"create_builtin", "(spec, /)", createBuiltin},
    {"exec_builtin", "(mod, /)", zero},
    {"create_dynamic", "(spec, file=None, /)", noDynamic},
    {"exec_dynamic", "(mod, /)", zero},
    {"extension_suffixes", "()", emptyListOf},
    {"source_hash", "(key, source)", sourceHash},
    {"_fix_co_filename", "(code, path, /)", nothing},
    {"_frozen_module_names", "()", emptyListOf},
    {"_override_frozen_modules_for_tests", "(override, /)", nothing},
};
constexpr MethodDef kWarnings[] = {{"warn", "(*args, **kwargs)", warnForward}};

bool initializeImp(Thread &thread, Module *module) {
  return setModuleAttribute(thread, module, "check_hash_based_pycs", makeAscii(thread, "default"));
}

} // namespace

extern const ModuleDef imp_module, warnings_module;
const ModuleDef imp_module = {"_imp", "(Extremely) low-level import machinery bits as used by importlib.", kImp, initializeImp};
const ModuleDef warnings_module = {"_warnings", "", kWarnings};

} // namespace pystm
