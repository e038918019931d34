// Functions of the interpreter: signatures parsed from their tables, and arguments bound to them. The objects that
// programs see are in native_function_type.cpp.
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"

#include <charconv>
#include <unordered_map>

namespace pystm {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

// The value of a default as it is written; unbound for '?' and for what is no literal.
Value parseDefault(Thread &thread, std::string_view text) {
  if (text == "None")
    return none();
  if (text == "True" || text == "False")
    return makeBool(text == "True");
  if (text == "()")
    return emptyTuple();
  if (text.size() >= 2 && (text[0] == '\'' || text[0] == '"')) {
    std::string value;
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      if (text[i] == '\\' && i + 2 < text.size()) {
        ++i;
        value += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
      } else {
        value += text[i];
      }
    }
    return intern(thread, value);
  }
  int64_t integer = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size())
    return makeInt(thread, integer);
  double number = 0;
  auto real = std::from_chars(text.data(), text.data() + text.size(), number);
  if (real.ec == std::errc() && real.ptr == text.data() + text.size())
    return Value::number(number);
  return {};
}

std::vector<std::string_view> splitParameters(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  char quote = 0;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    char c = i < text.size() ? text[i] : ',';
    if (quote) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
      if (i < text.size())
        continue;
    }
    if (c == '\'' || c == '"')
      quote = c;
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (c == ',' && depth == 0) {
      std::string_view part = trim(text.substr(start, i - start));
      if (!part.empty())
        parts.push_back(part);
      start = i + 1;
    }
  }
  return parts;
}

std::string qualifiedName(const NativeFunction *function) {
  std::string name = toUtf8(function->name);
  return function->owner ? std::string(typeName(function->owner)) + "." + name : name;
}

const char *plural(int64_t n) { return n == 1 ? "" : "s"; }

// `self` and `type` are not counted in messages.
int64_t hidden(const NativeFunction *function) {
  return function->kind == NativeKind::kMethod || function->kind == NativeKind::kClassMethod || function->kind == NativeKind::kSlotWrapper;
}

Value wrongCount(Thread &thread, NativeFunction *function, int64_t given) {
  const NativeSignature &signature = *function->signature;
  int64_t skip = hidden(function);
  given -= skip;
  int64_t least = signature.required_positional - skip, most = signature.positional - skip;
  std::string name = toUtf8(function->name), full = qualifiedName(function);
  bool keyword_only = signature.count > signature.positional;
  bool keywords = signature.positional > signature.positional_only;
  if (!keywords) {
    // The searching methods of text have words of their own.
    Type *owner = function->owner;
    bool text = owner && least == 1 && most == 3 && (owner->flags & (kStrFamily | kBytesFamily) || owner == &bytearray_type);
    if (text)
      return raiseTypeError(thread, "%s() takes at %s %d argument%s (%d given)", name.c_str(), given < least ? "least" : "most", given < least ? 1 : 3, given < least ? "" : "s", static_cast<int>(given));
    if (most == 0 && keyword_only)
      return raiseTypeError(thread, "%s() takes no positional arguments", name.c_str());
    if (most == 0)
      return raiseTypeError(thread, "%s() takes no arguments (%d given)", full.c_str(), static_cast<int>(given));
    if (least == 1 && most == 1 && !keyword_only)
      return raiseTypeError(thread, "%s() takes exactly one argument (%d given)", full.c_str(), static_cast<int>(given));
    if (least == most)
      return raiseTypeError(thread, "%s expected %d argument%s, got %d", name.c_str(), static_cast<int>(least), plural(least), static_cast<int>(given));
    if (given < least)
      return raiseTypeError(thread, "%s expected at least %d argument%s, got %d", name.c_str(), static_cast<int>(least), plural(least), static_cast<int>(given));
    return raiseTypeError(thread, "%s expected at most %d argument%s, got %d", name.c_str(), static_cast<int>(most), plural(most), static_cast<int>(given));
  }
  if (given > most) {
    int64_t more = signature.count - signature.positional - (signature.var_args >= 0) - (signature.var_keywords >= 0);
    if (least == most || more > 0)
      return raiseTypeError(thread, "%s() takes %s %d positional argument%s (%d given)", name.c_str(), least == most ? "exactly" : "at most", static_cast<int>(most), plural(most), static_cast<int>(given));
    return raiseTypeError(thread, "%s() takes at most %d argument%s (%d given)", name.c_str(), static_cast<int>(most), plural(most), static_cast<int>(given));
  }
  for (int i = 0; i < signature.count; ++i)
    if (signature.parameters[i].required && i >= given + skip)
      return raiseTypeError(thread, "%s() missing required argument '%U' (pos %d)", name.c_str(), signature.parameters[i].name, static_cast<int>(i + 1 - skip));
  return raiseTypeError(thread, "%s() takes %d arguments (%d given)", name.c_str(), static_cast<int>(least), static_cast<int>(given));
}

bool checkSelf(Thread &thread, NativeFunction *function, const Arguments &args) {
  if (function->kind != NativeKind::kMethod && function->kind != NativeKind::kSlotWrapper)
    return true;
  if (!function->owner || function->type == &native_function_type)
    return true;
  if (args.positional == 0) {
    raiseTypeError(thread, function->kind == NativeKind::kMethod ? "unbound method %s() needs an argument" : "descriptor '%U' of '%s' object needs an argument",
                   function->kind == NativeKind::kMethod ? reinterpret_cast<uint64_t>(qualifiedName(function).c_str()) : reinterpret_cast<uint64_t>(function->name), std::string(typeName(function->owner)).c_str());
    return false;
  }
  if (isInstance(args[0], function->owner)) [[likely]]
    return true;
  if (function->kind == NativeKind::kMethod)
    raiseTypeError(thread, "descriptor '%U' for '%s' objects doesn't apply to a '%T' object", function->name, std::string(typeName(function->owner)).c_str(), args[0].bits);
  else
    raiseTypeError(thread, "descriptor '%U' requires a '%s' object but received a '%T'", function->name, std::string(typeName(function->owner)).c_str(), args[0].bits);
  return false;
}

} // namespace

NativeSignature *parseSignature(Thread &thread, const MethodDef *method) {
  static std::unordered_map<const MethodDef *, NativeSignature *> parsed;
  NativeSignature *&signature = parsed[method];
  if (signature)
    return signature;
  signature = new NativeSignature{};
  signature->var_args = signature->var_keywords = -1;
  std::string_view text = trim(method->signature);
  size_t close = text.rfind(')');
  text = text.substr(1, close - 1);
  auto parts = splitParameters(text);
  auto *parameters = new NativeSignature::Parameter[parts.size() + 1];
  signature->parameters = parameters;
  bool keyword_only = false, defaults = false;
  for (std::string_view part : parts) {
    if (part == "/") {
      signature->positional_only = signature->positional;
      for (int i = 0; i < signature->positional; ++i)
        parameters[i].kind = ParameterKind::kPositionalOnly;
      continue;
    }
    if (part == "*") {
      keyword_only = true;
      continue;
    }
    auto &parameter = parameters[signature->count];
    parameter = {};
    if (part.starts_with("**")) {
      signature->var_keywords = static_cast<int16_t>(signature->count++);
      parameter.kind = ParameterKind::kVarKeywords;
      parameter.name = intern(thread, part.substr(2));
      continue;
    }
    if (part.starts_with("*")) {
      signature->var_args = static_cast<int16_t>(signature->count++);
      parameter.kind = ParameterKind::kVarArgs;
      parameter.name = intern(thread, part.substr(1));
      keyword_only = true;
      continue;
    }
    bool implicit = part[0] == '$';
    if (implicit)
      part.remove_prefix(1);
    size_t equal = part.find('=');
    parameter.name = intern(thread, trim(part.substr(0, equal)));
    parameter.required = equal == std::string_view::npos;
    if (!parameter.required) {
      defaults = true;
      parameter.default_value = parseDefault(thread, trim(part.substr(equal + 1)));
      addRoot(&parameter.default_value);
    }
    if (implicit)
      signature->positional_only = 1;
    if (keyword_only) {
      parameter.kind = ParameterKind::kKeywordOnly;
    } else {
      parameter.kind = implicit ? ParameterKind::kPositionalOnly : ParameterKind::kPositional;
      ++signature->positional;
      if (parameter.required)
        signature->required_positional = signature->positional;
    }
    ++signature->count;
  }
  for (int i = 0; i < signature->count; ++i)
    addRoot(&parameters[i].name);
  signature->simple = !defaults && signature->count == signature->positional && signature->positional_only == signature->positional;
  return signature;
}

bool bindNative(Thread &thread, NativeFunction *function, const Arguments &args, LocalValue *bound) {
  const NativeSignature &signature = *function->signature;
  int64_t given = args.positional;
  if (given > signature.positional && signature.var_args < 0) {
    wrongCount(thread, function, given);
    return false;
  }
  for (int i = 0; i < signature.count; ++i)
    bound[i] = Value();
  int64_t direct = given < signature.positional ? given : signature.positional;
  for (int64_t i = 0; i < direct; ++i)
    bound[i] = args[i];
  if (signature.var_args >= 0) {
    Tuple *rest = given > signature.positional ? makeTuple(thread, given - signature.positional, args.values + signature.positional) : emptyTuple();
    bound[signature.var_args] = Value(rest);
  }
  Dict *extra = nullptr;
  for (int64_t k = 0; k < args.keywords(); ++k) {
    auto *name = args.names->items[k].as<Str>();
    Value value = args.values[given + k];
    int found = -1;
    for (int i = signature.positional_only; i < signature.count; ++i)
      if (i != signature.var_args && i != signature.var_keywords && equalStrs(signature.parameters[i].name, name)) {
        found = i;
        break;
      }
    if (found >= 0) {
      if (!bound[found].isUnbound()) {
        raiseTypeError(thread, "argument for %U() given by name ('%U') and position (%d)", function->name, name, static_cast<int>(found + 1 - hidden(function)));
        return false;
      }
      bound[found] = value;
    } else if (signature.var_keywords >= 0) {
      if (!extra) {
        extra = makeDict(thread);
        bound[signature.var_keywords] = Value(extra);
      }
      if (!dictSet(thread, extra, Value(name), value))
        return false;
    } else {
      bool none_at_all = signature.positional == signature.positional_only && signature.count == signature.positional + (signature.var_args >= 0);
      // Of class methods the class that they are called on is named.
      std::string called = function->kind == NativeKind::kClassMethod && function->owner && isType(args[0]) ? std::string(typeName(args[0].as<Type>())) + "." + toUtf8(function->name) : qualifiedName(function);
      if (none_at_all)
        raiseTypeError(thread, "%s() takes no keyword arguments", called.c_str());
      else
        raiseTypeError(thread, "'%U' is an invalid keyword argument for %U()", name, function->name);
      return false;
    }
  }
  for (int i = 0; i < signature.count; ++i) {
    if (!bound[i].isUnbound())
      continue;
    const auto &parameter = signature.parameters[i];
    if (parameter.required && parameter.kind == ParameterKind::kKeywordOnly) {
      raiseTypeError(thread, "%U() missing required keyword-only argument: '%U'", function->name, parameter.name);
      return false;
    }
    if (parameter.required && parameter.kind != ParameterKind::kVarArgs && parameter.kind != ParameterKind::kVarKeywords) {
      if (i >= given || args.keywords() == 0) {
        wrongCount(thread, function, given);
        return false;
      }
    }
    bound[i] = parameter.default_value;
  }
  return true;
}

Value callNative(Thread &thread, NativeFunction *function, const Arguments &args) {
  if (!function->self.isUnbound()) {
    WithFirst with(thread, function->self, args);
    NativeFunction *inner = function;
    Value result;
    if (function->kind == NativeKind::kSlotWrapper) {
      result = function->slot->wrapper(thread, function->owner->slots, with.arguments);
    } else if (inner->definition->raw) {
      result = inner->definition->raw(thread, with.arguments);
    } else {
      LocalValue bound[16];
      result = bindNative(thread, inner, with.arguments, bound) ? inner->definition->code(thread, bound) : Value::error();
    }
    return result;
  }
  if (!checkSelf(thread, function, args))
    return Value::error();
  if (function->kind == NativeKind::kSlotWrapper)
    return function->slot->wrapper(thread, function->owner->slots, args);
  if (function->definition->raw)
    return function->definition->raw(thread, args);
  if (function->signature->simple && args.positional == function->signature->count && !args.names)
    return function->definition->code(thread, args.values);
  LocalValue bound[16];
  if (!bindNative(thread, function, args, bound))
    return Value::error();
  return function->definition->code(thread, bound);
}

Value makeNativeFunction(Thread &thread, const MethodDef *method, Type *owner, Str *module) {
  auto *function = allocate<NativeFunction>(thread, owner ? &method_descriptor_type : &native_function_type);
  function->definition = method;
  function->signature = method->raw ? nullptr : parseSignature(thread, method);
  function->owner = owner;
  function->name = intern(thread, method->name);
  function->module = module;
  function->kind = owner ? NativeKind::kMethod : NativeKind::kFunction;
  if (owner && strcmp(method->name, "__new__") == 0)
    function->type = &native_function_type;
  return function;
}

namespace {

// With what messages say of it.
struct NamedConstructor : NativeConstructor {
  NativeFunction function;
};

} // namespace

Value constructNative(Thread &thread, Type *type, const Arguments &args) {
  auto *constructor = const_cast<NamedConstructor *>(static_cast<const NamedConstructor *>(type->constructor));
  WithFirst with(thread, Value(type), args);
  LocalValue bound[16];
  // Keywords for an __init__ of a subclass are nothing to a constructor that takes none.
  const NativeSignature &takes = *constructor->signature;
  if (with.arguments.names && type->slots.init == pythonInit && takes.positional_only == takes.positional && takes.count == takes.positional + (takes.var_args >= 0))
    with.arguments.names = nullptr;
  if (!bindNative(thread, &constructor->function, with.arguments, bound))
    return Value::error();
  return constructor->method.code(thread, bound);
}

void registerConstructor(Thread &thread, Type &type, const TypeDef &def) {
  const char *dot = strrchr(def.name, '.');
  auto *constructor = new NamedConstructor{{MethodDef(dot ? dot + 1 : def.name, def.signature, def.construct), nullptr}, {}};
  constructor->signature = parseSignature(thread, &constructor->method);
  constructor->function.type = &native_function_type;
  constructor->function.definition = &constructor->method;
  constructor->function.signature = constructor->signature;
  constructor->function.name = intern(thread, constructor->method.name);
  constructor->function.kind = NativeKind::kClassMethod;
  type.constructor = constructor;
  type.slots.create = constructNative;
}

} // namespace pystm
