// Exceptions with fields of their own. Fields are numbered parts of BaseException::extra (exception_fields.h).
#include "objects/exception_fields.h"
#include "objects/dict.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

#include <cerrno>
#include <string>

namespace pystm {

namespace {

template <int field> Value get(Thread &, Value self) {
  Value value = asException(self)->extra[field];
  return value.isUnbound() ? none() : value;
}
template <int field> bool set(Thread &, Value self, Value value) {
  asException(self)->extra[field] = value;
  return true;
}
#define FIELD(name, number) {name, get<number>, set<number>}

// Takes the keywords that a type knows into its fields.
bool takeKeywords(Thread &thread, Value self, const Arguments &args, std::initializer_list<std::pair<const char *, int>> known, const char *function) {
  for (int64_t n = 0; n < args.keywords(); ++n) {
    auto *name = args.names->items[n].as<Str>();
    bool found = false;
    for (auto [text, field] : known)
      if (name->is(text)) {
        asException(self)->extra[field] = args.values[args.positional + n];
        found = true;
      }
    if (!found) {
      raiseTypeError(thread, "'%U' is an invalid keyword argument for %s()", name, function);
      return false;
    }
  }
  return true;
}
Arguments withoutKeywords(const Arguments &args) { return {args.values, args.positional}; }

// --- StopIteration, SystemExit ---

bool firstInit(Thread &thread, Value self, const Arguments &args) {
  if (!exceptionInit(thread, self, args))
    return false;
  asException(self)->extra[0] = args.positional ? args[0] : none();
  return true;
}
bool exitInit(Thread &thread, Value self, const Arguments &args) {
  if (!exceptionInit(thread, self, args))
    return false;
  asException(self)->extra[0] = args.positional == 0 ? none() : args.positional == 1 ? args[0] : Value(asException(self)->args);
  return true;
}
constexpr GetSetDef kStopFields[] = {FIELD("value", 0)};
constexpr GetSetDef kExitFields[] = {FIELD("code", 0)};

// --- ImportError, NameError, AttributeError ---

bool importInit(Thread &thread, Value self, const Arguments &args) {
  if (!exceptionInit(thread, self, withoutKeywords(args)))
    return false;
  asException(self)->extra[0] = asException(self)->extra[1] = {};
  if (!takeKeywords(thread, self, args, {{"name", 0}, {"path", 1}}, "ImportError"))
    return false;
  asException(self)->extra[2] = args.positional == 1 ? args[0] : none();
  return true;
}
Value importStr(Thread &thread, Value self) {
  Value message = asException(self)->extra[2];
  return isStr(message) ? message : exceptionStr(thread, self);
}
// With the fields that are set beside the attributes, for copies and pickles.
Value reduceWithFields(Thread &thread, Value self, std::initializer_list<std::pair<const char *, int>> fields) {
  BaseException *error = asException(self);
  Dict *state = dictCopy(thread, attributeDict(thread, self.object()));
  for (auto [name, field] : fields)
    if (!error->extra[field].isUnbound() && !isNone(error->extra[field]))
      dictSet(thread, state, name, error->extra[field]);
  Value type(typeOf(self)), arguments(error->args);
  return state->size ? makeTuple(thread, {type, arguments, Value(state)}) : makeTuple(thread, {type, arguments});
}
Value importReduce(Thread &thread, LocalValue *args) { return reduceWithFields(thread, args[0], {{"name", 0}, {"path", 1}}); }
constexpr MethodDef kImportMethods[] = {{"__reduce__", "($self, /)", importReduce, ""}};
constexpr GetSetDef kImportFields[] = {FIELD("name", 0), FIELD("path", 1), FIELD("msg", 2)};
bool nameInit(Thread &thread, Value self, const Arguments &args) {
  return exceptionInit(thread, self, withoutKeywords(args)) && takeKeywords(thread, self, args, {{"name", 0}}, "NameError");
}
constexpr GetSetDef kNameFields[] = {FIELD("name", 0)};
bool attributeInit(Thread &thread, Value self, const Arguments &args) {
  return exceptionInit(thread, self, withoutKeywords(args)) && takeKeywords(thread, self, args, {{"name", 0}, {"obj", 1}}, "AttributeError");
}
constexpr GetSetDef kAttributeFields[] = {FIELD("name", 0), FIELD("obj", 1)};

// --- KeyError: its text is the repr of the key ---

Value keyStr(Thread &thread, Value self) {
  Tuple *args = asException(self)->args;
  return args->size == 1 ? reprOf(thread, args->items[0]) : exceptionStr(thread, self);
}

// --- OSError ---

Type *typeOfErrno(int64_t number) {
  switch (number) {
  case EAGAIN: case EALREADY: case EINPROGRESS: return &BlockingIOError_type;
  case EPIPE: case ESHUTDOWN: return &BrokenPipeError_type;
  case ECHILD: return &ChildProcessError_type;
  case ECONNABORTED: return &ConnectionAbortedError_type;
  case ECONNREFUSED: return &ConnectionRefusedError_type;
  case ECONNRESET: return &ConnectionResetError_type;
  case EEXIST: return &FileExistsError_type;
  case ENOENT: return &FileNotFoundError_type;
  case EISDIR: return &IsADirectoryError_type;
  case ENOTDIR: return &NotADirectoryError_type;
  case EINTR: return &InterruptedError_type;
  case EACCES: case EPERM: return &PermissionError_type;
  case ESRCH: return &ProcessLookupError_type;
  case ETIMEDOUT: return &TimeoutError_type;
  default: return nullptr;
  }
}
void fillOSError(Thread &thread, BaseException *error, const Arguments &args) {
  error->args = makeTuple(thread, args.positional, args.values);
  if (args.positional < 2 || args.positional > 5)
    return;
  error->extra[0] = args[0];
  error->extra[1] = args[1];
  if (args.positional >= 3 && !isNone(args[2])) {
    bool blocking = isInstance(Value(error), &BlockingIOError_type) && isInt(args[2]);
    if (blocking)
      error->extra[4] = args[2];
    else
      error->extra[2] = args[2];
    error->args = makeTuple(thread, blocking ? 3 : 2, args.values);
  }
  if (args.positional == 5)
    error->extra[3] = args[4];
}
bool osInit(Thread &, Value self, const Arguments &);
// A subclass with an __init__ of its own (and no __new__) calls ours, which fills the fields; else __new__ has.
bool filledByInit(Type *type);

Value osNew(Thread &thread, Type *type, const Arguments &args) {
  if (!filledByInit(type) && args.keywords())
    return raiseTypeError(thread, "%s() takes no keyword arguments", std::string(typeName(type)).c_str());
  if (type == &OSError_type && args.positional >= 2 && args.positional <= 5 && args[0].isSmallInt())
    if (Type *special = typeOfErrno(args[0].asSmallInt()))
      type = special;
  auto *error = allocate<BaseException>(thread, type);
  error->attributes.shape = type->root_shape;
  if (filledByInit(type))
    error->args = emptyTuple();
  else
    fillOSError(thread, error, args);
  return error;
}
bool filledByInit(Type *type) { return type->slots.init != osInit && type->slots.create == osNew; }
bool osInit(Thread &thread, Value self, const Arguments &args) {
  if (!filledByInit(typeOf(self)))
    return true;
  if (args.keywords()) {
    raiseTypeError(thread, "%T() takes no keyword arguments", self.bits);
    return false;
  }
  fillOSError(thread, asException(self), args);
  return true;
}
Value osStr(Thread &thread, Value self) {
  auto *error = asException(self);
  if (error->extra[0].isUnbound() || error->extra[1].isUnbound())
    return exceptionStr(thread, self);
  std::string text;
  for (int field : {0, 1}) {
    Value part = strOf(thread, error->extra[field]);
    if (part.isError())
      return part;
    text += field ? "] " + toUtf8(part.as<Str>()) : "[Errno " + toUtf8(part.as<Str>());
  }
  for (int field : {2, 3}) {
    if (error->extra[field].isUnbound() || isNone(error->extra[field]))
      continue;
    Value part = reprOf(thread, error->extra[field]);
    if (part.isError())
      return part;
    text += (field == 2 ? ": " : " -> ") + toUtf8(part.as<Str>());
  }
  return makeStr(thread, text);
}
Value writtenGet(Thread &thread, Value self) {
  Value value = asException(self)->extra[4];
  return value.isUnbound() ? raise(thread, &AttributeError_type, "characters_written") : value;
}
Value osReduce(Thread &thread, LocalValue *args) {
  auto *error = asException(args[0]);
  Tuple *arguments = error->args;
  if (arguments->size == 2 && !error->extra[2].isUnbound())
    arguments = error->extra[3].isUnbound() ? makeTuple(thread, {arguments->items[0], arguments->items[1], error->extra[2]})
                                            : makeTuple(thread, {arguments->items[0], arguments->items[1], error->extra[2], none(), error->extra[3]});
  Dict *dict = attributeDict(thread, error);
  if (dict->size)
    return makeTuple(thread, {Value(typeOf(args[0])), Value(arguments), Value(dict)});
  return makeTuple(thread, {Value(typeOf(args[0])), Value(arguments)});
}
constexpr GetSetDef kOSFields[] = {FIELD("errno", 0), FIELD("strerror", 1), FIELD("filename", 2), FIELD("filename2", 3), {"characters_written", writtenGet, set<4>}};
constexpr MethodDef kOSMethods[] = {{"__reduce__", "($self, /)", osReduce, ""}};

// --- SyntaxError ---

bool syntaxInit(Thread &thread, Value self, const Arguments &args) {
  if (!exceptionInit(thread, self, args))
    return false;
  auto *error = asException(self);
  if (args.positional >= 1)
    error->extra[0] = args[0];
  if (args.positional != 2)
    return true;
  Tuple *details = tupleFrom(thread, args[1]);
  if (!details)
    return false;
  if (details->size != 4 && details->size != 6) {
    raiseTypeError(thread, details->size < 4 ? "function missing required argument 'filename' (pos 1)" : "end_offset must be provided when end_lineno is provided");
    return false;
  }
  for (int64_t n = 0; n < details->size; ++n)
    error->extra[n + 1] = details->items[n];
  return true;
}
Value syntaxStr(Thread &thread, Value self) {
  auto *error = asException(self);
  Value message = strOf(thread, error->extra[0].isUnbound() ? none() : error->extra[0]);
  if (message.isError())
    return message;
  std::string text = toUtf8(message.as<Str>());
  bool file = isStr(error->extra[1].isUnbound() ? none() : error->extra[1]), line = error->extra[2].isSmallInt();
  std::string name;
  if (file) {
    name = toUtf8(error->extra[1].as<Str>());
    if (size_t slash = name.rfind('/'); slash != std::string::npos)
      name = name.substr(slash + 1);
  }
  if (file && line)
    text += " (" + name + ", line " + std::to_string(error->extra[2].asSmallInt()) + ")";
  else if (file)
    text += " (" + name + ")";
  else if (line)
    text += " (line " + std::to_string(error->extra[2].asSmallInt()) + ")";
  return makeStr(thread, text);
}
Value noneGet(Thread &, Value) { return none(); }
constexpr GetSetDef kSyntaxFields[] = {FIELD("msg", 0), FIELD("filename", 1), FIELD("lineno", 2), FIELD("offset", 3), FIELD("text", 4), FIELD("end_lineno", 5), FIELD("end_offset", 6),
                                       {"print_file_and_line", noneGet, set<6>}};

// --- UnicodeError ---

bool unicodeArguments(Thread &thread, Value self, const Arguments &args, bool translate) {
  int64_t wanted = translate ? 4 : 5;
  if (args.keywords() || args.positional != wanted) {
    raiseTypeError(thread, "function takes exactly %d arguments (%d given)", static_cast<int>(wanted), static_cast<int>(args.positional));
    return false;
  }
  auto *error = asException(self);
  error->args = makeTuple(thread, args.positional, args.values);
  for (int64_t n = 0; n < wanted; ++n) {
    int64_t field = translate ? n + 1 : n;
    bool text = field == 0 || field == 4, number = field == 2 || field == 3;
    if (text ? !isStr(args[n]) : number && !isInt(args[n])) {
      raiseTypeError(thread, text ? "argument %d must be str, not %T" : "'%T' object cannot be interpreted as an integer", text ? static_cast<uint64_t>(n + 1) : args[n].bits, args[n].bits);
      return false;
    }
    error->extra[field] = args[n];
  }
  return true;
}
bool encodeInit(Thread &thread, Value self, const Arguments &args) { return unicodeArguments(thread, self, args, false); }
bool translateInit(Thread &thread, Value self, const Arguments &args) { return unicodeArguments(thread, self, args, true); }
int64_t fieldNumber(Value self, int field) { return asException(self)->extra[field].isSmallInt() ? asException(self)->extra[field].asSmallInt() : 0; }
std::string fieldText(Thread &thread, Value self, int field) {
  Value value = asException(self)->extra[field];
  if (value.isUnbound())
    return "";
  Value text = strOf(thread, value);
  return text.isError() ? (thread.clearException(), "") : toUtf8(text.as<Str>());
}
std::string escaped(int64_t c) {
  char buffer[16];
  snprintf(buffer, sizeof buffer, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(c));
  return buffer;
}
Value unicodeStr(Thread &thread, Value self) {
  auto *error = asException(self);
  Value object = error->extra[1];
  if (object.isUnbound())
    return exceptionStr(thread, self);
  int64_t start = fieldNumber(self, 2), end = fieldNumber(self, 3);
  std::string encoding = fieldText(thread, self, 0), reason = fieldText(thread, self, 4), where;
  bool decode = isInstance(self, &UnicodeDecodeError_type), translate = isInstance(self, &UnicodeTranslateError_type);
  int64_t length = lengthOf(thread, object);
  thread.clearException();
  if (end == start + 1 && start < length) {
    Value item = getItem(thread, object, Value::smallInt(start));
    if (item.isError())
      return item;
    if (decode) {
      char buffer[8];
      snprintf(buffer, sizeof buffer, "0x%02x", static_cast<unsigned>(item.asSmallInt()));
      where = "byte " + std::string(buffer);
    } else {
      where = "character '" + escaped((*item.as<Str>())[0]) + "'";
    }
    where += " in position " + std::to_string(start);
  } else {
    where = (decode ? "bytes in position " : "characters in position ") + std::to_string(start) + "-" + std::to_string(end - 1);
  }
  std::string text = translate ? "can't translate " : "'" + encoding + "' codec can't " + (decode ? "decode " : "encode ");
  return makeStr(thread, text + where + ": " + reason);
}
constexpr GetSetDef kUnicodeFields[] = {FIELD("encoding", 0), FIELD("object", 1), FIELD("start", 2), FIELD("end", 3), FIELD("reason", 4)};

} // namespace

void describeFields(TypeDef &def, std::string_view name) {
  if (name == "StopIteration") {
    def.slots.init = firstInit;
    def.attributes = kStopFields;
  } else if (name == "SystemExit") {
    def.slots.init = exitInit;
    def.attributes = kExitFields;
  } else if (name == "ImportError") {
    def.slots.init = importInit;
    def.slots.str = importStr;
    def.attributes = kImportFields;
    def.methods = kImportMethods;
  } else if (name == "NameError") {
    def.slots.init = nameInit;
    def.attributes = kNameFields;
  } else if (name == "AttributeError") {
    def.slots.init = attributeInit;
    def.attributes = kAttributeFields;
  } else if (name == "KeyError") {
    def.slots.str = keyStr;
  } else if (name == "OSError") {
    def.slots.create = osNew;
    def.slots.init = osInit;
    def.slots.str = osStr;
    def.methods = kOSMethods;
    def.attributes = kOSFields;
  } else if (name == "SyntaxError") {
    def.slots.init = syntaxInit;
    def.slots.str = syntaxStr;
    def.attributes = kSyntaxFields;
  } else if (name == "UnicodeEncodeError" || name == "UnicodeDecodeError" || name == "UnicodeTranslateError") {
    def.slots.init = name == "UnicodeTranslateError" ? translateInit : encodeInit;
    def.slots.str = unicodeStr;
    def.attributes = kUnicodeFields;
  } else if (name == "BaseExceptionGroup") {
    describeGroup(def);
  }
}

} // namespace pystm
