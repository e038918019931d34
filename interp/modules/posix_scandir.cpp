// posix: scandir() and its entries.
#include "objects/type.h"
#include "modules/posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pystm {
namespace {

struct DirEntry : Object {
  int64_t inode;
  Value name, path;
  int kind;         // DT_...
  int directory_fd; // what the path is relative to
  Value stat, lstat;
};

struct ScandirIterator : Object {
  int64_t position;
  List *entries; // null when closed
};

Type *entry_type = nullptr;
Type *iterator_type = nullptr;

bool entryPath(Thread &thread, DirEntry *entry, PathArgument &path) { return readPath(thread, entry->path, path, "stat"); }

Value entryStatOf(Thread &thread, DirEntry *entry, bool follow) {
  Value &known = follow ? entry->stat : entry->lstat;
  if (known.isUnbound()) {
    PathArgument path;
    if (!entryPath(thread, entry, path))
      return Value::error();
    Value made = statOf(thread, path.path(), follow, entry->path, entry->directory_fd);
    if (made.isError())
      return made;
    known = made;
  }
  return known;
}

Value entryStat(Thread &thread, LocalValue *args) {
  int follow = isTrue(thread, args[1]);
  return follow < 0 ? Value::error() : entryStatOf(thread, args[0].as<DirEntry>(), follow != 0);
}

Value isKind(Thread &thread, LocalValue *args, int kind, mode_t mode) {
  auto *entry = args[0].as<DirEntry>();
  int follow = isTrue(thread, args[1]);
  if (follow < 0)
    return Value::error();
  if (entry->kind != DT_UNKNOWN && (entry->kind != DT_LNK || !follow))
    return makeBool(entry->kind == kind);
  Value st = entryStatOf(thread, entry, follow != 0);
  if (st.isError()) {
    if (!exceptionMatches(thread, &FileNotFoundError_type))
      return st;
    thread.clearException();
    return falseValue();
  }
  return makeBool((lowBits(st.as<Tuple>()->items[0]) & S_IFMT) == mode);
}

Value entryIsDir(Thread &thread, LocalValue *args) { return isKind(thread, args, DT_DIR, S_IFDIR); }
Value entryIsFile(Thread &thread, LocalValue *args) { return isKind(thread, args, DT_REG, S_IFREG); }
Value entryIsSymlink(Thread &thread, LocalValue *args) {
  auto *entry = args[0].as<DirEntry>();
  if (entry->kind != DT_UNKNOWN)
    return makeBool(entry->kind == DT_LNK);
  Value st = entryStatOf(thread, entry, false);
  return st.isError() ? st : makeBool((lowBits(st.as<Tuple>()->items[0]) & S_IFMT) == S_IFLNK);
}
Value entryInode(Thread &thread, LocalValue *args) { return makeInt(thread, args[0].as<DirEntry>()->inode); }
Value entryFspath(Thread &, LocalValue *args) { return args[0].as<DirEntry>()->path; }
Value entryName(Thread &, Value self) { return self.as<DirEntry>()->name; }
Value entryGetPath(Thread &, Value self) { return self.as<DirEntry>()->path; }
Value entryRepr(Thread &thread, Value self) {
  Value text = reprOf(thread, self.as<DirEntry>()->name);
  return text.isError() ? text : Value(makeStr(thread, "<DirEntry " + toUtf8(text.as<Str>()) + ">"));
}

void traceEntry(Object *object, Tracer &tracer) {
  auto *entry = static_cast<DirEntry *>(object);
  for (Value v : {entry->name, entry->path, entry->stat, entry->lstat})
    tracer.visit(v);
}

Value iteratorNext(Thread &, Value self) {
  auto *iterator = self.as<ScandirIterator>();
  if (!iterator->entries || iterator->position >= iterator->entries->size)
    return Value::unbound();
  return iterator->entries->items[iterator->position++];
}
Value iteratorClose(Thread &, LocalValue *args) {
  args[0].as<ScandirIterator>()->entries = nullptr;
  return none();
}
Value iteratorEnter(Thread &, LocalValue *args) { return args[0]; }
void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<ScandirIterator *>(object)->entries); }

constexpr MethodDef kEntryMethods[] = {
    {"stat", "($self, /, *, follow_symlinks=True)", entryStat},
    {"is_dir", "($self, /, *, follow_symlinks=True)", entryIsDir},
    {"is_file", "($self, /, *, follow_symlinks=True)", entryIsFile},
    {"is_symlink", "($self, /)", entryIsSymlink},
    {"inode", "($self, /)", entryInode},
    {"__fspath__", "($self, /)", entryFspath},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};
constexpr GetSetDef kEntryAttributes[] = {{"name", entryName}, {"path", entryGetPath}};
constexpr MethodDef kIteratorMethods[] = {
    {"close", "($self, /)", iteratorClose},
    {"__enter__", "($self, /)", iteratorEnter},
    {"__exit__", "($self, type=?, value=?, traceback=?, /)", iteratorClose},
};
constexpr TypeDef kEntry = {.name = "posix.DirEntry",
                            .size = sizeof(DirEntry),
                            .trace = traceEntry,
                            .slots = {.repr = entryRepr},
                            .methods = kEntryMethods,
                            .attributes = kEntryAttributes};
constexpr TypeDef kIterator = {.name = "posix.ScandirIterator",
                               .size = sizeof(ScandirIterator),
                               .trace = traceIterator,
                               .slots = {.iter = selfIterator, .next = iteratorNext},
                               .methods = kIteratorMethods};

} // namespace

Value posixScandir(Thread &thread, LocalValue *args) {
  PathArgument path;
  if (isNone(args[0])) {
    path.text = ".";
    path.object = makeAscii(thread, ".");
  } else if (!readPath(thread, args[0], path, "scandir", true)) {
    return Value::error();
  }
  DIR *directory = path.fd >= 0 ? fdopendir(dup(path.fd)) : opendir(path.path());
  if (!directory)
    return raiseOSError(thread, errno, path.object);
  rewinddir(directory); // its descriptor may have been read before
  List *entries = makeList(thread);
  std::string prefix = path.text;
  if (!prefix.empty() && prefix.back() != '/')
    prefix += "/";
  while (dirent *row = readdir(directory)) {
    std::string_view name = row->d_name;
    if (name == "." || name == "..")
      continue;
    auto *entry = allocate<DirEntry>(thread, entry_type);
    entry->name = pathResult(thread, path, name);
    entry->path = path.fd >= 0 ? entry->name : pathResult(thread, path, prefix + std::string(name));
    entry->inode = static_cast<int64_t>(row->d_ino);
    entry->kind = row->d_type;
    entry->directory_fd = path.fd >= 0 ? path.fd : AT_FDCWD;
    listAppend(thread, entries, entry);
  }
  closedir(directory);
  auto *iterator = allocate<ScandirIterator>(thread, iterator_type);
  iterator->entries = entries;
  return iterator;
}

bool addDirEntry(Thread &thread, Module *module) {
  if (!entry_type) {
    entry_type = makeType(thread, kEntry);
    iterator_type = makeType(thread, kIterator);
    addRoot(&entry_type);
    addRoot(&iterator_type);
  }
  return setModuleAttribute(thread, module, "DirEntry", entry_type);
}

} // namespace pystm
