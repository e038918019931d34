// keys(), values(), items(), their iterators, and mappingproxy.
#include "objects/dict_views.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/type.h"

namespace pystm {

Type dict_keys_type, dict_values_type, dict_items_type, mapping_proxy_type;
Type dict_key_iterator_type, dict_value_iterator_type, dict_item_iterator_type;
Type dict_reverse_key_iterator_type, dict_reverse_value_iterator_type, dict_reverse_item_iterator_type;

namespace {

void traceView(Object *object, Tracer &tracer) { tracer.visit(static_cast<DictView *>(object)->dict); }
void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<DictIterator *>(object)->dict); }

DictPart partOf(Value view) {
  Type *type = typeOf(view);
  return isSubtype(type, &dict_keys_type) ? DictPart::kKeys : isSubtype(type, &dict_items_type) ? DictPart::kItems : DictPart::kValues;
}
Value viewIter(Thread &thread, Value self) { return makeDictIterator(thread, self.as<DictView>()->dict, partOf(self), false); }
Value viewReversed(Thread &thread, LocalValue *args) { return makeDictIterator(thread, args[0].as<DictView>()->dict, partOf(args[0]), true); }
int64_t viewLength(Thread &, Value self) { return self.as<DictView>()->dict->size; }
Value viewRepr(Thread &thread, Value self) {
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return intern(thread, "...");
  List *list = listFrom(thread, self);
  Value shown = list ? reprOf(thread, list) : Value::error();
  return shown.isError() ? shown : Value(formatStr(thread, "%s(%s)", std::string(typeNameOf(self)).c_str(), toUtf8(shown.as<Str>()).c_str()));
}
int keysContains(Thread &thread, Value self, Value key) {
  Value value = dictGet(thread, self.as<DictView>()->dict, key);
  return value.isError() ? -1 : !value.isUnbound();
}
int itemsContains(Thread &thread, Value self, Value item) {
  if (!isTuple(item) || item.as<Tuple>()->size != 2)
    return 0;
  Value value = dictGet(thread, self.as<DictView>()->dict, item.as<Tuple>()->items[0]);
  return value.isError() ? -1 : value.isUnbound() ? 0 : equals(thread, value, item.as<Tuple>()->items[1]);
}
bool isSetLike(Value v) { return isSet(v) || isInstance(v, &dict_keys_type) || isInstance(v, &dict_items_type); }
int containsAll(Thread &thread, Value container, Value items) {
  int all = 1;
  bool ok = forEach(thread, items, [&](Value item) {
    int found = containsItem(thread, container, item);
    all = found <= 0 ? 0 : all;
    return found > 0 || (found < 0 && (all = -1, false));
  });
  return ok || all == 0 ? (thread.hasException() ? -1 : all) : -1;
}
Value viewCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if (!isSetLike(left) || !isSetLike(right))
    return notImplemented();
  int64_t n = lengthOf(thread, left), m = lengthOf(thread, right);
  if (n < 0 || m < 0)
    return Value::error();
  int result = 0;
  switch (op) {
  case CompareOp::kEqual: result = n == m ? containsAll(thread, right, left) : 0; break;
  case CompareOp::kNotEqual: result = n == m ? containsAll(thread, right, left) : 0; result = result < 0 ? result : !result; break;
  case CompareOp::kLess: result = n < m ? containsAll(thread, right, left) : 0; break;
  case CompareOp::kLessEqual: result = n <= m ? containsAll(thread, right, left) : 0; break;
  case CompareOp::kGreater: result = n > m ? containsAll(thread, left, right) : 0; break;
  case CompareOp::kGreaterEqual: result = n >= m ? containsAll(thread, left, right) : 0; break;
  }
  return result < 0 ? Value::error() : makeBool(result);
}
template <const char *method> Value viewOperator(Thread &thread, Value left, Value right) {
  if (!isSetLike(left) && !isSetLike(right))
    return notImplemented();
  Set *set = setFrom(thread, &set_type, left);
  if (!set)
    return Value::error();
  Value changed = callMethod(thread, Value(set), method, {right});
  return changed.isError() ? changed : Value(set);
}
constexpr char kAnd[] = "intersection_update", kOr[] = "update", kXor[] = "symmetric_difference_update", kMinus[] = "difference_update";
Value isDisjoint(Thread &thread, LocalValue *args) {
  Value result = trueValue();
  bool ok = forEach(thread, args[1], [&](Value item) {
    int found = containsItem(thread, args[0], item);
    if (found)
      result = found < 0 ? Value::error() : falseValue();
    return !found;
  });
  return ok || !thread.hasException() ? result : Value::error();
}
Value viewMapping(Thread &thread, Value self) { return call(thread, Value(&mapping_proxy_type), {Value(self.as<DictView>()->dict)}); }
constexpr GetSetDef kViewAttributes[] = {{"mapping", viewMapping, nullptr, "dictionary that this view refers to"}};
constexpr MethodDef kSetViewMethods[] = {
    {"isdisjoint", "($self, other, /)", isDisjoint, "Return True if the view and the given iterable have a null intersection."},
    {"__reversed__", "($self, /)", viewReversed, "Return a reverse iterator over the dict keys."},
};
constexpr MethodDef kViewMethods[] = {{"__reversed__", "($self, /)", viewReversed, "Return a reverse iterator over the dict values."}};

Value iteratorHint(Thread &, LocalValue *args) {
  auto *iterator = args[0].as<DictIterator>();
  return Value::smallInt(iterator->dict && iterator->dict->size == iterator->size ? iterator->remaining : 0);
}
Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto copy = *args[0].as<DictIterator>();
  auto *again = allocate<DictIterator>(thread, copy.type);
  *again = copy;
  List *list = listFrom(thread, Value(again));
  if (!list)
    return Value::error();
  return makeTuple(thread, {dictGet(runtime.builtins, intern(thread, "iter")), Value(makeTuple(thread, {Value(list)}))});
}
constexpr MethodDef kIteratorMethods[] = {
    {"__length_hint__", "($self, /)", iteratorHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
};

// --- mappingproxy ---

void traceProxy(Object *object, Tracer &tracer) { tracer.visit(static_cast<MappingProxy *>(object)->mapping); }
Value inner(Value self) { return self.as<MappingProxy>()->mapping; }
Value proxyNew(Thread &thread, LocalValue *args) {
  if (!isDict(args[1]) && (isList(args[1]) || isTuple(args[1]) || !typeOf(args[1])->slots.get_item))
    return raiseTypeError(thread, "mappingproxy() argument must be a mapping, not %T", args[1].bits);
  auto *proxy = allocate<MappingProxy>(thread, &mapping_proxy_type);
  proxy->mapping = args[1];
  return proxy;
}
Value proxyRepr(Thread &thread, Value self) {
  Value shown = reprOf(thread, inner(self));
  return shown.isError() ? shown : Value(formatStr(thread, "mappingproxy(%s)", toUtf8(shown.as<Str>()).c_str()));
}
Value proxyStr(Thread &thread, Value self) { return strOf(thread, inner(self)); }
IntResult proxyHash(Thread &thread, Value self) { return hashOf(thread, inner(self)); }
Value proxyCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if (!isExactly(left, mapping_proxy_type))
    return notImplemented();
  return compare(thread, inner(left), isExactly(right, mapping_proxy_type) ? inner(right) : right, op);
}
Value proxyIter(Thread &thread, Value self) { return getIterator(thread, inner(self)); }
int64_t proxyLength(Thread &thread, Value self) { return lengthOf(thread, inner(self)); }
Value proxyGetItem(Thread &thread, Value self, Value key) { return getItem(thread, inner(self), key); }
int proxyContains(Thread &thread, Value self, Value key) { return containsItem(thread, inner(self), key); }
Value proxyOr(Thread &thread, Value left, Value right) {
  if (isExactly(left, mapping_proxy_type))
    left = inner(left);
  if (isExactly(right, mapping_proxy_type))
    right = inner(right);
  return binaryOperation(thread, BinaryOp::kBitOr, left, right);
}
Value proxyGet(Thread &thread, LocalValue *args) { return callMethod(thread, inner(args[0]), names.get_method, {args[1], args[2]}); }
template <Str *Names::*name> Value forward(Thread &thread, LocalValue *args) { return callMethod(thread, inner(args[0]), names.*name); }
Value proxyReversed(Thread &thread, LocalValue *args) { return call(thread, dictGet(runtime.builtins, intern(thread, "reversed")), {inner(args[0])}); }
constexpr MethodDef kProxyMethods[] = {
    {"get", "($self, key, default=None, /)", proxyGet, "Return the value for key if key is in the mapping, else default."},
    {"keys", "($self, /)", forward<&Names::keys>, "a set-like object providing a view on D's keys"},
    {"values", "($self, /)", forward<&Names::values>, "an object providing a view on D's values"},
    {"items", "($self, /)", forward<&Names::items>, "a set-like object providing a view on D's items"},
    {"copy", "($self, /)", forward<&Names::copy>, "a shallow copy of D"},
    {"__reversed__", "($self, /)", proxyReversed, "D.__reversed__() -> reverse iterator"},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

} // namespace

Value makeDictView(Thread &thread, Dict *dict, DictPart part) {
  Type *type = part == DictPart::kKeys ? &dict_keys_type : part == DictPart::kItems ? &dict_items_type : &dict_values_type;
  auto *view = allocate<DictView>(thread, type);
  view->dict = dict;
  return view;
}
Value makeDictIterator(Thread &thread, Dict *dict, DictPart part, bool reversed) {
  Type *const kTypes[] = {&dict_key_iterator_type, &dict_value_iterator_type, &dict_item_iterator_type,
                          &dict_reverse_key_iterator_type, &dict_reverse_value_iterator_type, &dict_reverse_item_iterator_type};
  auto *iterator = allocate<DictIterator>(thread, kTypes[static_cast<int>(part) + 3 * reversed]);
  iterator->dict = dict;
  iterator->size = iterator->remaining = dict->size;
  iterator->part = part;
  iterator->reversed = reversed;
  iterator->position = reversed ? static_cast<int64_t>(dict->filled) - 1 : 0;
  return iterator;
}
Value dictIteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<DictIterator>();
  Dict *dict = iterator->dict;
  if (!dict)
    return {};
  if (dict->size != iterator->size) {
    iterator->size = -1;
    return raiseRuntimeError(thread, "dictionary changed size during iteration");
  }
  DictEntry *entry = nullptr;
  if (iterator->reversed) {
    while (iterator->position >= 0 && iterator->position < dict->filled && dict->entries[iterator->position].key.isSpecial())
      --iterator->position;
    if (iterator->position >= 0 && iterator->position < dict->filled)
      entry = &dict->entries[iterator->position--];
  } else {
    while (iterator->position < dict->filled && dict->entries[iterator->position].key.isSpecial())
      ++iterator->position;
    if (iterator->position < dict->filled)
      entry = &dict->entries[iterator->position++];
  }
  if (!entry) {
    iterator->dict = nullptr;
    return {};
  }
  if (iterator->remaining-- == 0) {
    iterator->dict = nullptr;
    return raiseRuntimeError(thread, "dictionary keys changed during iteration");
  }
  switch (iterator->part) {
  case DictPart::kKeys: return entry->key;
  case DictPart::kValues: return entry->value;
  case DictPart::kItems: break;
  }
  return makeTuple(thread, {entry->key, entry->value});
}

extern const TypeDef dict_keys_def = {
    .name = "dict_keys", .size = sizeof(DictView), .trace = traceView,
    .slots = {.repr = viewRepr, .hash = hashNotImplemented, .compare = viewCompare, .iter = viewIter, .length = viewLength, .contains = keysContains,
              .subtract = viewOperator<kMinus>, .bit_and = viewOperator<kAnd>, .bit_or = viewOperator<kOr>, .bit_xor = viewOperator<kXor>},
    .methods = kSetViewMethods, .attributes = kViewAttributes};
extern const TypeDef dict_items_def = {
    .name = "dict_items", .size = sizeof(DictView), .trace = traceView,
    .slots = {.repr = viewRepr, .hash = hashNotImplemented, .compare = viewCompare, .iter = viewIter, .length = viewLength, .contains = itemsContains,
              .subtract = viewOperator<kMinus>, .bit_and = viewOperator<kAnd>, .bit_or = viewOperator<kOr>, .bit_xor = viewOperator<kXor>},
    .methods = kSetViewMethods, .attributes = kViewAttributes};
extern const TypeDef dict_values_def = {.name = "dict_values", .size = sizeof(DictView), .trace = traceView,
                                        .slots = {.repr = viewRepr, .iter = viewIter, .length = viewLength}, .methods = kViewMethods, .attributes = kViewAttributes};
#define ITERATOR(definition, text)                                                                               \
  extern const TypeDef definition = {.name = text, .size = sizeof(DictIterator), .trace = traceIterator,           \
                                     .slots = {.iter = selfIterator, .next = dictIteratorNext}, .methods = kIteratorMethods}
ITERATOR(dict_key_iterator_def, "dict_keyiterator");
ITERATOR(dict_value_iterator_def, "dict_valueiterator");
ITERATOR(dict_item_iterator_def, "dict_itemiterator");
ITERATOR(dict_reverse_key_iterator_def, "dict_reversekeyiterator");
ITERATOR(dict_reverse_value_iterator_def, "dict_reversevalueiterator");
ITERATOR(dict_reverse_item_iterator_def, "dict_reverseitemiterator");
extern const TypeDef mapping_proxy_def = {
    .name = "mappingproxy", .signature = "($type, mapping)", .size = sizeof(MappingProxy), .flags = kMatchesMapping, .trace = traceProxy, .construct = proxyNew,
    .slots = {.repr = proxyRepr, .str = proxyStr, .hash = proxyHash, .compare = proxyCompare, .iter = proxyIter, .length = proxyLength, .get_item = proxyGetItem,
              .contains = proxyContains, .bit_or = proxyOr},
    .methods = kProxyMethods};

} // namespace pystm
