// Imports by name: absolute and relative names, what `import` and `from` do with a module. importlib's own machinery takes over where a
// program has replaced __import__; modules are found and loaded in import_load.cpp.
#include "vm/import.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/import_load.h"
#include "vm/loop.h"
#include "vm/runtime.h"

#include <string>

namespace pystm {

namespace {

Value importAbsolute(Thread &thread, Str *name) {
  Value module = dictGet(runtime.modules, name);
  if (!module.isUnbound()) {
    if (isNone(module))
      return notFound(thread, name, "import of " + toUtf8(name) + " halted; None in sys.modules");
    return module;
  }
  NativeRecursion guard(thread, "");
  if (!guard.ok())
    return Value::error();
  std::string text = toUtf8(name), last = text;
  size_t dot = text.rfind('.');
  Value path = none(), parent;
  if (dot != std::string::npos) {
    last = text.substr(dot + 1);
    Str *parent_name = intern(thread, text.substr(0, dot));
    parent = importAbsolute(thread, parent_name);
    if (parent.isError())
      return parent;
    module = dictGet(runtime.modules, name);
    if (!module.isUnbound())
      return module;
    path = findAttribute(thread, parent, names.path);
    if (path.isError())
      return path;
    if (path.isUnbound())
      return notFound(thread, name, "No module named '" + text + "'; '" + text.substr(0, dot) + "' is not a package");
  }
  module = findAndLoad(thread, name, last, path);
  if (module.isUnbound())
    return notFound(thread, name, "No module named '" + text + "'");
  if (module.isError())
    return module;
  if (!parent.isUnbound() && !setAttribute(thread, parent, intern(thread, last), module)) {
    if (!exceptionMatches(thread, &AttributeError_type))
      return Value::error();
    thread.clearException();
  }
  return finishImportlib(thread, text) ? module : Value::error();
}

// The package that relative names start from.
bool currentPackage(Thread &thread, Dict *globals, std::string &package) {
  Value name = dictGet(globals, names.package), spec = dictGet(globals, names.spec);
  if (!name.isUnbound() && !isNone(name)) {
    if (!isStr(name)) {
      raiseTypeError(thread, "package must be a string");
      return false;
    }
    package = toUtf8(name.as<Str>());
    return true;
  }
  if (!spec.isUnbound() && !isNone(spec)) {
    Value parent = getAttribute(thread, spec, intern(thread, "parent"));
    if (parent.isError())
      return false;
    package = isStr(parent) ? toUtf8(parent.as<Str>()) : "";
    return true;
  }
  name = dictGet(globals, names.name);
  if (name.isUnbound() || !isStr(name)) {
    raise(thread, &KeyError_type, "'__name__' not in globals");
    return false;
  }
  package = toUtf8(name.as<Str>());
  if (dictGet(globals, names.path).isUnbound()) {
    size_t dot = package.rfind('.');
    package = dot == std::string::npos ? "" : package.substr(0, dot);
  }
  return true;
}

Value importLevel(Thread &thread, Str *name, Dict *globals, Value from_list, int64_t level) {
  if (level < 0)
    return raiseValueError(thread, "level must be >= 0");
  std::string absolute = toUtf8(name);
  if (level > 0) {
    std::string package;
    if (!globals || !currentPackage(thread, globals, package))
      return globals ? Value::error() : raise(thread, &KeyError_type, "'__name__' not in globals");
    if (package.empty())
      return raise(thread, &ImportError_type, "attempted relative import with no known parent package");
    for (int64_t n = 1; n < level; ++n) {
      size_t dot = package.rfind('.');
      if (dot == std::string::npos)
        return raise(thread, &ImportError_type, "attempted relative import beyond top-level package");
      package = package.substr(0, dot);
    }
    absolute = absolute.empty() ? package : package + "." + absolute;
  } else if (absolute.empty()) {
    return raiseValueError(thread, "Empty module name");
  }
  Value module = importAbsolute(thread, intern(thread, absolute));
  if (module.isError())
    return module;
  int has_list = from_list.isUnbound() || isNone(from_list) ? 0 : isTrue(thread, from_list);
  if (has_list < 0)
    return Value::error();
  if (!has_list) {
    if (level == 0) {
      size_t dot = absolute.find('.');
      return dot == std::string::npos ? module : importAbsolute(thread, intern(thread, absolute.substr(0, dot)));
    }
    std::string text = toUtf8(name);
    if (text.empty())
      return module;
    size_t dot = text.find('.');
    if (dot == std::string::npos)
      return module;
    return importAbsolute(thread, intern(thread, absolute.substr(0, absolute.size() - (text.size() - dot))));
  }
  // Names in the list that are no attributes may be submodules.
  Value path = findAttribute(thread, module, names.path);
  if (path.isError())
    return path;
  if (path.isUnbound())
    return module;
  bool ok = forEach(thread, from_list, [&](Value item) {
    if (!isStr(item)) {
      raiseTypeError(thread, "Item in ``from list'' must be str, not %T", item.bits);
      return false;
    }
    auto *wanted = item.as<Str>();
    if (wanted->is("*")) {
      Value all = findAttribute(thread, module, names.all);
      if (all.isError())
        return false;
      if (all.isUnbound())
        return true;
      return !importLevel(thread, intern(thread, absolute), globals, all, 0).isError();
    }
    Value there = findAttribute(thread, module, wanted);
    if (there.isError())
      return false;
    if (!there.isUnbound())
      return true;
    Str *full = intern(thread, absolute + "." + toUtf8(wanted));
    if (!importAbsolute(thread, full).isError())
      return true;
    if (exceptionMatches(thread, &ModuleNotFoundError_type)) {
      Value missing = asException(thread.exception)->extra[0];
      if (!missing.isUnbound() && isStr(missing) && equalStrs(missing.as<Str>(), full)) {
        thread.clearException();
        return true;
      }
    }
    return false;
  });
  return ok ? module : Value::error();
}

} // namespace

Value importModule(Thread &thread, Str *name) { return importAbsolute(thread, name); }
Value importModule(Thread &thread, const char *name) { return importAbsolute(thread, intern(thread, name)); }
Value importAttribute(Thread &thread, const char *module, const char *name) {
  Value found = importModule(thread, module);
  return found.isError() ? found : getAttribute(thread, found, intern(thread, name));
}

Value builtinImport(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "module name must be a string");
  int64_t level = 0;
  if (!toInt64(thread, args[4], level))
    return Value::error();
  Dict *globals = isDict(args[1]) ? args[1].as<Dict>() : nullptr;
  return importLevel(thread, intern(thread, args[0].as<Str>()), globals, args[3], level);
}

Value importName(Thread &thread, Frame *frame, Str *name, Value from_list, Value level) {
  Value function = dictGet(frame->builtins, names.import_);
  if (function.isUnbound())
    return raise(thread, &ImportError_type, "__import__ not found");
  bool ours = isExactly(function, native_function_type) && function.as<NativeFunction>()->definition->code == builtinImport;
  if (ours)
    return importLevel(thread, name, frame->globals, from_list, level.asSmallInt());
  Value locals = frame->code->flags & kNamespaceCode ? frame->registers[0] : none();
  return call(thread, function, {Value(name), Value(frame->globals), locals, from_list, level});
}

Value importFrom(Thread &thread, Value module, Str *name) {
  Value found = findAttribute(thread, module, name);
  if (!found.isUnbound())
    return found;
  Value package = findAttribute(thread, module, names.name);
  if (package.isError())
    return package;
  std::string text = "<unknown module name>";
  if (!package.isUnbound() && isStr(package)) {
    text = toUtf8(package.as<Str>());
    found = dictGet(runtime.modules, intern(thread, text + "." + toUtf8(name)));
    if (!found.isUnbound())
      return found;
  }
  Value file = findAttribute(thread, module, names.file);
  if (file.isError())
    return file;
  bool has_file = !file.isUnbound() && isStr(file);
  std::string where = has_file ? toUtf8(file.as<Str>()) : "unknown location";
  if (isExactly(module, module_type) && isInitializing(module.as<Module>()))
    raise(thread, &ImportError_type, "cannot import name '%U' from partially initialized module '%s' (most likely due to a circular import) (%s)", name, text.c_str(), where.c_str());
  else
    raise(thread, &ImportError_type, "cannot import name '%U' from '%s' (%s)", name, text.c_str(), where.c_str());
  auto *error = asException(thread.exception);
  error->extra[0] = package.isUnbound() ? none() : package;
  error->extra[1] = has_file ? file : none();
  return Value::error();
}

bool importStar(Thread &thread, Value module, Value space) {
  Value all = findAttribute(thread, module, names.all);
  if (all.isError())
    return false;
  bool hidden = all.isUnbound();
  if (hidden) {
    Value dict = findAttribute(thread, module, names.dict);
    if (dict.isSpecial()) {
      raise(thread, &ImportError_type, "from-import-* object has no __dict__ and no __all__");
      return false;
    }
    Value keys = callMethod(thread, dict, names.keys);
    if (keys.isError())
      return false;
    all = Value(listFrom(thread, keys));
  }
  return forEach(thread, all, [&](Value name) {
    if (!isStr(name)) {
      raiseTypeError(thread, "Item in %s.__all__ must be str, not %T", "module", name.bits);
      return false;
    }
    if (hidden && name.as<Str>()->length && (*name.as<Str>())[0] == '_')
      return true;
    Value value = getAttribute(thread, module, name.as<Str>());
    return !value.isError() && setItem(thread, space, name, value);
  });
}

} // namespace pystm
