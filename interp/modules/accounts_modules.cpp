// The modules pwd and grp: users and groups of the system.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <grp.h>
#include <pwd.h>

namespace pystm {
namespace {

Type *user_type = nullptr;
Type *group_type = nullptr;
constexpr const char *kUserFields[] = {"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"};
constexpr const char *kGroupFields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem"};
constexpr StructSequenceDef kUser = {"pwd.struct_passwd", "pwd.struct_passwd: Results from getpw*() routines.", kUserFields, 7};
constexpr StructSequenceDef kGroup = {"grp.struct_group", "grp.struct_group: Results from getgr*() routines.", kGroupFields, 4};

Value text(Thread &thread, const char *bytes) { return fromFileSystem(thread, bytes ? bytes : ""); }

Value userOf(Thread &thread, const passwd *entry) {
  Value values[] = {text(thread, entry->pw_name), text(thread, entry->pw_passwd), makeInt(thread, entry->pw_uid), makeInt(thread, entry->pw_gid),
                    text(thread, entry->pw_gecos), text(thread, entry->pw_dir), text(thread, entry->pw_shell)};
  return makeStructSequence(thread, user_type, values);
}

Value groupOf(Thread &thread, const group *entry) {
  List *members = makeList(thread);
  for (char **member = entry->gr_mem; *member; ++member)
    if (!listAppend(thread, members, text(thread, *member)))
      return Value::error();
  Value values[] = {text(thread, entry->gr_name), text(thread, entry->gr_passwd), makeInt(thread, entry->gr_gid), Value(members)};
  return makeStructSequence(thread, group_type, values);
}

// An id is unsigned, and -1 stands for the largest; what fits no id is found nowhere.
bool idOf(Thread &thread, Value value, int64_t &id, bool &fits) {
  Value index = indexOf(thread, value);
  fits = !index.isError() && fitsInt64(index, id) && id >= -1 && id <= 0xFFFFFFFF;
  return !index.isError();
}

Value missing(Thread &thread, const char *function, const char *what, Value key) {
  Value shown = reprOf(thread, key);
  if (shown.isError())
    return shown;
  return raiseKeyError(thread, formatStr(thread, "%s(): %s not found: %s", function, what, toUtf8(shown.as<Str>()).c_str()));
}

Value getpwuidCall(Thread &thread, LocalValue *args) {
  int64_t id = 0;
  bool fits = false;
  if (!idOf(thread, args[0], id, fits))
    return Value::error();
  const passwd *entry = fits ? getpwuid(static_cast<uid_t>(id)) : nullptr;
  return entry ? userOf(thread, entry) : missing(thread, "getpwuid", "uid", args[0]);
}

bool nameOf(Thread &thread, Value value, std::string &name, const char *function) {
  if (!isStr(value)) {
    raiseTypeError(thread, "%s() argument must be str, not %T", function, value.bits);
    return false;
  }
  if (!toFileSystem(thread, value.as<Str>(), name))
    return false;
  if (name.find('\0') != name.npos) {
    raiseValueError(thread, "embedded null byte");
    return false;
  }
  return true;
}

Value getpwnamCall(Thread &thread, LocalValue *args) {
  std::string name;
  if (!nameOf(thread, args[0], name, "getpwnam"))
    return Value::error();
  const passwd *entry = getpwnam(name.c_str());
  return entry ? userOf(thread, entry) : missing(thread, "getpwnam", "name", args[0]);
}

Value getpwallCall(Thread &thread, LocalValue *) {
  List *all = makeList(thread);
  setpwent();
  while (const passwd *entry = getpwent())
    if (!listAppend(thread, all, userOf(thread, entry)))
      return Value::error();
  endpwent();
  return all;
}

Value getgrgidCall(Thread &thread, LocalValue *args) {
  int64_t id = 0;
  bool fits = false;
  if (!idOf(thread, args[0], id, fits))
    return Value::error();
  const group *entry = fits ? getgrgid(static_cast<gid_t>(id)) : nullptr;
  return entry ? groupOf(thread, entry) : missing(thread, "getgrgid", "gid", args[0]);
}

Value getgrnamCall(Thread &thread, LocalValue *args) {
  std::string name;
  if (!nameOf(thread, args[0], name, "getgrnam"))
    return Value::error();
  const group *entry = getgrnam(name.c_str());
  return entry ? groupOf(thread, entry) : missing(thread, "getgrnam", "name", args[0]);
}

Value getgrallCall(Thread &thread, LocalValue *) {
  List *all = makeList(thread);
  setgrent();
  while (const group *entry = getgrent())
    if (!listAppend(thread, all, groupOf(thread, entry)))
      return Value::error();
  endgrent();
  return all;
}

bool initializeUsers(Thread &thread, Module *module) {
  if (!user_type) {
    user_type = makeStructSequenceType(thread, kUser);
    addRoot(&user_type);
  }
  return addModuleType(thread, module, user_type);
}
bool initializeGroups(Thread &thread, Module *module) {
  if (!group_type) {
    group_type = makeStructSequenceType(thread, kGroup);
    addRoot(&group_type);
  }
  return addModuleType(thread, module, group_type);
}

constexpr MethodDef kUsers[] = {
    {"getpwuid", "(uidobj, /)", getpwuidCall, "Return the password database entry for the given numeric user ID."},
    {"getpwnam", "(name, /)", getpwnamCall, "Return the password database entry for the given user name."},
    {"getpwall", "()", getpwallCall, "Return a list of all available password database entries, in arbitrary order."},
};
constexpr MethodDef kGroups[] = {
    {"getgrgid", "(id)", getgrgidCall, "Return the group database entry for the given numeric group ID."},
    {"getgrnam", "(name)", getgrnamCall, "Return the group database entry for the given group name."},
    {"getgrall", "()", getgrallCall, "Return a list of all available group entries, in arbitrary order."},
};

} // namespace

extern const ModuleDef pwd_module, grp_module;
const ModuleDef pwd_module = {"pwd", "This module provides access to the Unix password database.", kUsers, initializeUsers};
const ModuleDef grp_module = {"grp", "Access to the Unix group database.", kGroups, initializeGroups};

} // namespace pystm
