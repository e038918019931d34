// The type dict: construction, operators, methods.
#include "objects/dict.h"
#include "objects/dict_views.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/type.h"

namespace pystm {

Type dict_type;

namespace {

void traceDict(Object *object, Tracer &tracer) {
  auto *dict = static_cast<Dict *>(object);
  tracer.visitArray(dict->entries);
  tracer.visitArray(dict->hashes);
}

// Native subclasses may be larger.
Value dictNew(Thread &thread, Type *type, const Arguments &) { return allocate<Dict>(thread, type, type->size - sizeof(Dict)); }
bool updateWith(Thread &thread, Dict *dict, const Arguments &args, const char *name) {
  if (args.positional > 1) {
    raiseTypeError(thread, "%s expected at most 1 argument, got %d", name, static_cast<int>(args.positional));
    return false;
  }
  if (args.positional == 1 && !dictUpdate(thread, dict, args[0]))
    return false;
  for (int64_t k = 0; k < args.keywords(); ++k)
    if (!dictSet(thread, dict, args.names->items[k].as<Str>(), args.values[args.positional + k]))
      return false;
  return true;
}
bool dictInit(Thread &thread, Value self, const Arguments &args) { return updateWith(thread, self.as<Dict>(), args, "dict"); }

Value dictRepr(Thread &thread, Value self) {
  auto *dict = self.as<Dict>();
  if (dict->size == 0)
    return intern(thread, "{}");
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return intern(thread, "{...}");
  std::string text = "{";
  int64_t position = 0;
  Value key, value;
  while (dictNext(dict, position, key, value)) {
    Value k = reprOf(thread, key);
    if (k.isError())
      return k;
    Value v = reprOf(thread, value);
    if (v.isError())
      return v;
    text += (text.size() > 1 ? ", " : "") + toUtf8(k.as<Str>()) + ": " + toUtf8(v.as<Str>());
  }
  return makeStr(thread, text + "}");
}
int dictEqual(Thread &thread, Dict *a, Dict *b) {
  if (a->size != b->size)
    return 0;
  for (uint32_t i = 0; i < a->filled; ++i) {
    if (a->entries[i].key.isSpecial())
      continue;
    Value mine = a->entries[i].value, other = dictGet(thread, b, a->entries[i].key, a->hashes[i]);
    if (other.isSpecial())
      return other.isUnbound() ? 0 : -1;
    int same = equals(thread, mine, other);
    if (same <= 0)
      return same;
  }
  return 1;
}
Value dictCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isDict(left) || !isDict(right))
    return notImplemented();
  int same = dictEqual(thread, left.as<Dict>(), right.as<Dict>());
  return same < 0 ? Value::error() : makeBool((same == 1) == (op == CompareOp::kEqual));
}
Value dictIter(Thread &thread, Value self) { return makeDictIterator(thread, self.as<Dict>(), DictPart::kKeys, false); }
int64_t dictLength(Thread &, Value self) { return self.as<Dict>()->size; }
Value dictGetItem(Thread &thread, Value self, Value key) {
  Value value = dictGet(thread, self.as<Dict>(), key);
  if (!value.isUnbound())
    return value;
  if (typeOf(self) != &dict_type) {
    Value missing = lookupSpecial(thread, self, names.missing);
    if (missing.isError())
      return missing;
    if (!missing.isUnbound())
      return call(thread, missing, {key});
  }
  return raiseKeyError(thread, key);
}
bool dictSetItem(Thread &thread, Value self, Value key, Value value) {
  if (!value.isUnbound())
    return dictSet(thread, self.as<Dict>(), key, value);
  int deleted = dictDelete(thread, self.as<Dict>(), key);
  if (deleted == 0)
    raiseKeyError(thread, key);
  return deleted > 0;
}
int dictContains(Thread &thread, Value self, Value key) {
  Value value = dictGet(thread, self.as<Dict>(), key);
  return value.isError() ? -1 : !value.isUnbound();
}
Value dictOr(Thread &thread, Value left, Value right) {
  if (!isDict(left) || !isDict(right))
    return notImplemented();
  Dict *result = dictCopy(thread, left.as<Dict>());
  return result && dictUpdate(thread, result, right) ? Value(result) : Value::error();
}
Value dictInplaceOr(Thread &thread, Value left, Value right) { return dictUpdate(thread, left.as<Dict>(), right) ? left : Value::error(); }

Value get(Thread &thread, LocalValue *args) {
  Value value = dictGet(thread, args[0].as<Dict>(), args[1]);
  return value.isUnbound() ? args[2] : value;
}
Value setDefault(Thread &thread, LocalValue *args) {
  int64_t hash = 0;
  if (!hashOf(thread, args[1], hash))
    return Value::error();
  Value value = dictGet(thread, args[0].as<Dict>(), args[1], hash);
  if (!value.isUnbound())
    return value;
  return dictSet(thread, args[0].as<Dict>(), args[1], hash, args[2]) ? args[2] : Value::error();
}
Value pop(Thread &thread, LocalValue *args) {
  Value value;
  int deleted = dictDelete(thread, args[0].as<Dict>(), args[1], &value);
  if (deleted)
    return deleted > 0 ? value : Value::error();
  return args[2].isUnbound() ? raiseKeyError(thread, args[1]) : args[2];
}
Value popItem(Thread &thread, LocalValue *args) {
  auto *dict = args[0].as<Dict>();
  if (dict->size == 0)
    return raise(thread, makeException(thread, &KeyError_type, {Value(intern(thread, "popitem(): dictionary is empty"))}));
  uint32_t last = dict->filled;
  while (dict->entries[last - 1].key.isSpecial())
    --last;
  DictEntry entry = dict->entries[last - 1];
  if (dictDelete(thread, dict, entry.key) < 0)
    return Value::error();
  return makeTuple(thread, {entry.key, entry.value});
}
Value update(Thread &thread, const Arguments &args) {
  return updateWith(thread, args[0].as<Dict>(), Arguments{args.values + 1, args.positional - 1, args.names}, "update") ? none() : Value::error();
}
Value keys(Thread &thread, LocalValue *args) { return makeDictView(thread, args[0].as<Dict>(), DictPart::kKeys); }
Value values(Thread &thread, LocalValue *args) { return makeDictView(thread, args[0].as<Dict>(), DictPart::kValues); }
Value items(Thread &thread, LocalValue *args) { return makeDictView(thread, args[0].as<Dict>(), DictPart::kItems); }
Value clear(Thread &, LocalValue *args) {
  dictClear(args[0].as<Dict>());
  return none();
}
Value copy(Thread &thread, LocalValue *args) {
  Dict *result = dictCopy(thread, args[0].as<Dict>());
  return result ? Value(result) : Value::error();
}
Value fromKeys(Thread &thread, LocalValue *args) {
  Value result = call(thread, args[0]);
  if (result.isError())
    return result;
  bool plain = isExactly(result, dict_type);
  bool ok = forEach(thread, args[1], [&](Value key) {
    return plain ? dictSet(thread, result.as<Dict>(), key, args[2]) : setItem(thread, result, key, args[2]);
  });
  return ok ? result : Value::error();
}
Value reversed(Thread &thread, LocalValue *args) { return makeDictIterator(thread, args[0].as<Dict>(), DictPart::kKeys, true); }
Value sizeOf(Thread &, LocalValue *args) { return Value::smallInt(64 + 28 * args[0].as<Dict>()->capacity); }

constexpr MethodDef kMethods[] = {
    {"get", "($self, key, default=None, /)", get, "Return the value for key if key is in the dictionary, else default."},
    {"setdefault", "($self, key, default=None, /)", setDefault, "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."},
    {"pop", "($self, key, default=?, /)", pop, "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."},
    {"popitem", "($self, /)", popItem, "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty."},
    {"update", "($self, other=?, /, **kwargs)", update, "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F."},
    {"keys", "($self, /)", keys, "D.keys() -> a set-like object providing a view on D's keys"},
    {"values", "($self, /)", values, "D.values() -> an object providing a view on D's values"},
    {"items", "($self, /)", items, "D.items() -> a set-like object providing a view on D's items"},
    {"clear", "($self, /)", clear, "D.clear() -> None.  Remove all items from D."},
    {"copy", "($self, /)", copy, "D.copy() -> a shallow copy of D"},
    {"fromkeys", "($type, iterable, value=None, /)", fromKeys, "Create a new dictionary with keys from iterable and values set to value."},
    {"__reversed__", "($self, /)", reversed, "Return a reverse iterator over the dict keys."},
    {"__sizeof__", "($self, /)", sizeOf, "D.__sizeof__() -> size of D in memory, in bytes"},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

} // namespace

extern const TypeDef dict_def = {
    .name = "dict",
    .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    .size = sizeof(Dict), .flags = kBaseType | kDictFamily | kMatchesMapping, .trace = traceDict,
    .slots = {.repr = dictRepr, .hash = hashNotImplemented, .compare = dictCompare, .iter = dictIter, .length = dictLength, .get_item = dictGetItem,
              .set_item = dictSetItem, .contains = dictContains, .create = dictNew, .init = dictInit, .bit_or = dictOr, .inplace_bit_or = dictInplaceOr},
    .methods = kMethods, .has_weakrefs = false};

} // namespace pystm
