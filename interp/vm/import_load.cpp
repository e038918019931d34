// Finding and loading modules: the native table, files, packages and namespace packages on a path, zip files, and the finders that a
// program has put on sys.meta_path.
#include "vm/import_load.h"
#include "compile/compile_source.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/loop.h"
#include "vm/runtime.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace pystm {

Value notFound(Thread &thread, Str *name, const std::string &message) {
  raise(thread, &ModuleNotFoundError_type, "%s", message.c_str());
  asException(thread.exception)->extra[0] = Value(name);
  return Value::error();
}

#define MODULE(name, definition) extern const ModuleDef definition;
#include "modules/modules.def"
#undef MODULE

namespace {

struct NativeRow {
  const char *name;
  const ModuleDef *definition;
};
constexpr NativeRow kNativeModules[] = {
#define MODULE(name, definition) {name, &definition},
#include "modules/modules.def"
#undef MODULE
    {nullptr, nullptr}};

const ModuleDef *nativeModule(const std::string &name) {
  for (const NativeRow *row = kNativeModules; row->name; ++row)
    if (name == row->name)
      return row->definition;
  return nullptr;
}

bool isFile(const std::string &path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}
bool isDirectory(const std::string &path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// What programs ask for a module's source or data; modules are loaded here, without it.
Value makeLoader(Thread &thread, Value bootstrap, Str *name, Value origin) {
  if (!isStr(origin))
    return none();
  bool native = origin.as<Str>()->is("built-in");
  Value from = native ? bootstrap : dictGet(runtime.modules, intern(thread, "importlib._bootstrap_external"));
  Value loader = from.isUnbound() ? from : findAttribute(thread, from, intern(thread, native ? "BuiltinImporter" : "SourceFileLoader"));
  if (!native && !loader.isSpecial())
    loader = call(thread, loader, {Value(name), origin});
  if (!loader.isSpecial())
    return loader;
  thread.clearException();
  return none();
}

// Describes a module as importlib does; a plain object while importlib itself is not there yet.
Value makeSpec(Thread &thread, Str *name, Value origin, Value locations) {
  Value bootstrap = dictGet(runtime.modules, intern(thread, "importlib._bootstrap"));
  if (bootstrap.isUnbound())
    return none();
  Value type = findAttribute(thread, bootstrap, intern(thread, "ModuleSpec"));
  if (type.isSpecial()) {
    thread.clearException();
    return none();
  }
  Value spec = call(thread, type, {Value(name), makeLoader(thread, bootstrap, name, origin)});
  if (spec.isError()) {
    thread.clearException();
    return none();
  }
  setAttribute(thread, spec, intern(thread, "origin"), origin);
  if (isStr(origin) && !origin.as<Str>()->is("built-in"))
    setAttribute(thread, spec, intern(thread, "has_location"), trueValue());
  setAttribute(thread, spec, intern(thread, "submodule_search_locations"), locations);
  return spec;
}

// Sets __spec__ and __loader__.
void describe(Thread &thread, Dict *module, Str *name, Value origin, Value locations) {
  Value spec = makeSpec(thread, name, origin, locations);
  dictSet(thread, module, names.spec, spec);
  if (isNone(spec))
    return;
  Value loader = findAttribute(thread, spec, intern(thread, "loader"));
  if (!loader.isSpecial())
    dictSet(thread, module, names.loader, loader);
  thread.clearException();
}

void forget(Thread &thread, Str *name) {
  Value pending = thread.exception;
  thread.clearException();
  dictDelete(thread, runtime.modules, Value(name));
  thread.exception = pending;
}

Value loadNative(Thread &thread, Str *name, const ModuleDef &definition) {
  Module *module = makeNativeModule(thread, definition);
  if (!module)
    return Value::error();
  dictSet(thread, runtime.modules, name, Value(module));
  describe(thread, module->dict, name, Value(intern(thread, "built-in")), none());
  return module;
}

// Modules whose code is running for the first time; sys.modules keeps them alive.
std::vector<const Module *> initializing_modules;

Value loadFile(Thread &thread, Str *name, const std::string &file, const std::string &directory, bool package) {
  std::string source;
  if (!readFile(file, source))
    return raise(thread, &ImportError_type, "cannot read %s", file.c_str());
  Module *module = makeModule(thread, name);
  Str *file_name = fromFileSystem(thread, file);
  dictSet(thread, module->dict, names.file, Value(file_name));
  dictSet(thread, module->dict, names.builtins, Value(runtime.builtins));
  dictSet(thread, module->dict, names.cached, none());
  std::string text = toUtf8(name);
  size_t dot = text.rfind('.');
  Str *package_name = package ? name : intern(thread, dot == std::string::npos ? "" : text.substr(0, dot));
  dictSet(thread, module->dict, names.package, Value(package_name));
  Value path = none();
  if (package) {
    List *list = makeList(thread);
    listAppend(thread, list, Value(fromFileSystem(thread, directory)));
    path = Value(list);
    dictSet(thread, module->dict, names.path, path);
  }
  describe(thread, module->dict, name, Value(file_name), path);
  Value code = compileBytes(thread, source, file_name, CompileOptions{}, true);
  if (code.isError())
    return code;
  dictSet(thread, runtime.modules, name, Value(module));
  initializing_modules.push_back(module);
  Value result = runCode(thread, code.as<Code>(), module->dict, Value(module->dict), nullptr);
  std::erase(initializing_modules, module);
  if (result.isError()) {
    forget(thread, name);
    return result;
  }
  // The module may have put another object in its place.
  Value final = dictGet(runtime.modules, name);
  return final.isUnbound() ? notFound(thread, name, "module '" + text + "' not in sys.modules") : final;
}

Value loadNamespace(Thread &thread, Str *name, List *directories) {
  Module *module = makeModule(thread, name);
  dictSet(thread, module->dict, names.path, Value(directories));
  dictSet(thread, module->dict, names.package, Value(name));
  dictSet(thread, module->dict, names.spec, makeSpec(thread, name, none(), Value(directories)));
  dictSet(thread, runtime.modules, name, Value(module));
  return module;
}

// Finders that the program added to sys.meta_path.
Value askFinders(Thread &thread, Str *name, Value path) {
  Value finders = sysGet("meta_path");
  if (finders.isUnbound() || !isList(finders))
    return {};
  for (int64_t n = 0; n < finders.as<List>()->size; ++n) {
    Value finder = finders.as<List>()->items[n];
    // importlib's own classes find what this file finds.
    if (isType(finder) && isStr(typeModule(thread, finder.as<Type>())) && toUtf8(typeModule(thread, finder.as<Type>()).as<Str>()).find("_bootstrap") != std::string::npos)
      continue;
    Value method = findAttribute(thread, finder, intern(thread, "find_spec"));
    if (method.isSpecial())
      continue;
    Value spec = call(thread, method, {Value(name), path, none()});
    if (spec.isError())
      return spec;
    if (isNone(spec))
      continue;
    Value load = importAttribute(thread, "importlib._bootstrap", "_load");
    return load.isError() ? load : call(thread, load, {spec});
  }
  return {};
}

// Whether an entry of sys.path is a file, or a folder within one.
bool isInArchive(std::string entry) {
  struct stat st {};
  while (stat(entry.c_str(), &st) != 0) {
    size_t slash = entry.rfind('/');
    if (slash == std::string::npos || slash == 0)
      return false;
    entry.resize(slash);
  }
  return S_ISREG(st.st_mode);
}

// Modules in zip files: the library's zipimport finds and loads them. Unbound: there is no such module.
Value loadFromArchive(Thread &thread, Value entry, Str *name) {
  // What zipimport itself imports is in no archive.
  static bool preparing = false;
  if (preparing)
    return {};
  preparing = true;
  Value type = importModule(thread, "importlib"); // which makes its parts known by the names that zipimport uses
  if (!type.isError())
    type = importAttribute(thread, "zipimport", "zipimporter");
  preparing = false;
  if (type.isError())
    return type;
  Value cache = sysGet("path_importer_cache"), importer;
  bool caches = !cache.isUnbound() && isDict(cache);
  if (caches)
    importer = dictGet(thread, cache.as<Dict>(), entry);
  if (importer.isUnbound()) {
    importer = call(thread, type, {entry});
    if (importer.isError()) {
      if (!exceptionMatches(thread, &ImportError_type))
        return importer;
      thread.clearException(); // no zip file
      importer = none();
    }
    if (caches)
      dictSet(thread, cache.as<Dict>(), entry, importer);
  }
  if (importer.isError() || isNone(importer))
    return importer.isError() ? importer : Value();
  Value spec = callMethod(thread, importer, "find_spec", {Value(name)});
  if (spec.isError() || isNone(spec))
    return spec.isError() ? spec : Value();
  Value load = importAttribute(thread, "importlib._bootstrap", "_load");
  return load.isError() ? load : call(thread, load, {spec});
}

} // namespace

Value findAndLoad(Thread &thread, Str *name, const std::string &last, Value path) {
  if (isNone(path))
    if (const ModuleDef *native = nativeModule(toUtf8(name)))
      return loadNative(thread, name, *native);
  Value found = askFinders(thread, name, path);
  if (!found.isUnbound())
    return found;
  Value directories = isNone(path) ? sysGet("path") : path;
  if (directories.isUnbound())
    return {};
  List *namespace_parts = makeList(thread);
  List *list = listFrom(thread, directories);
  if (!list)
    return Value::error();
  for (Value item : *list) {
    std::string directory;
    if (!isStr(item) || !toFileSystem(thread, item.as<Str>(), directory))
      continue;
    char here[4096];
    if (directory.empty() && getcwd(here, sizeof here))
      directory = here;
    std::string base = directory.empty() ? last : directory + (directory.back() == '/' ? "" : "/") + last;
    if (isFile(base + "/__init__.py"))
      return loadFile(thread, name, base + "/__init__.py", base, true);
    if (isFile(base + ".py"))
      return loadFile(thread, name, base + ".py", base, false);
    if (isDirectory(base)) {
      listAppend(thread, namespace_parts, Value(fromFileSystem(thread, base)));
    } else if (isInArchive(directory)) {
      Value loaded = loadFromArchive(thread, item, name);
      if (!loaded.isUnbound())
        return loaded;
    }
  }
  if (namespace_parts->size)
    return loadNamespace(thread, name, namespace_parts);
  if (const ModuleDef *native = nativeModule(toUtf8(name)))
    return loadNative(thread, name, *native);
  return {};
}

bool finishImportlib(Thread &thread, const std::string &name) {
  if (name != "importlib")
    return true;
  Value bootstrap = dictGet(runtime.modules, intern(thread, "importlib._bootstrap"));
  Value external = dictGet(runtime.modules, intern(thread, "importlib._bootstrap_external"));
  if (bootstrap.isUnbound() || external.isUnbound())
    return true;
  if (!dictGet(runtime.modules, intern(thread, "_frozen_importlib")).isUnbound())
    return true;
  dictSet(thread, runtime.modules, "_frozen_importlib", bootstrap);
  dictSet(thread, runtime.modules, "_frozen_importlib_external", external);
  Value sys = Value(runtime.sys_module), imp = importModule(thread, "_imp");
  if (imp.isError() || callMethod(thread, bootstrap, "_install", {sys, imp}).isError() || callMethod(thread, external, "_install", {bootstrap}).isError())
    return false;
  // What was imported before gets its description now.
  int64_t position = 0;
  Value key, module;
  while (dictNext(runtime.modules, position, key, module)) {
    if (!isExactly(module, module_type))
      continue;
    Dict *dict = module.as<Module>()->dict;
    Value old = dictGet(dict, names.spec);
    if (!old.isUnbound() && !isNone(old))
      continue;
    Value file = dictGet(dict, names.file), path = dictGet(dict, names.path);
    if (key.as<Str>()->is("__main__"))
      continue;
    describe(thread, dict, key.as<Str>(), file.isUnbound() ? Value(intern(thread, "built-in")) : file, path.isUnbound() ? none() : path);
  }
  return true;
}

bool readFile(const std::string &path, std::string &text) {
  FILE *file = fopen(path.c_str(), "rb");
  if (!file)
    return false;
  char buffer[65536];
  size_t count = 0;
  while ((count = fread(buffer, 1, sizeof buffer, file)) > 0)
    text.append(buffer, count);
  bool ok = !ferror(file);
  fclose(file);
  return ok;
}

bool isNativeModule(Str *name) { return nativeModule(toUtf8(name)) != nullptr; }
Tuple *nativeModuleNames(Thread &thread) {
  Tuple *tuple = makeTuple(thread, static_cast<int64_t>(std::size(kNativeModules)) - 1);
  for (int64_t n = 0; n < tuple->size; ++n)
    tuple->items[n] = Value(intern(thread, kNativeModules[n].name));
  return tuple;
}
Value importNative(Thread &thread, Str *name) {
  Value module = dictGet(runtime.modules, name);
  if (!module.isUnbound())
    return module;
  const ModuleDef *definition = nativeModule(toUtf8(name));
  return definition ? loadNative(thread, name, *definition) : notFound(thread, name, "no native module named '" + toUtf8(name) + "'");
}

bool isInitializing(const Module *module) {
  return std::find(initializing_modules.begin(), initializing_modules.end(), module) != initializing_modules.end();
}

} // namespace pystm
