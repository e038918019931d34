// The types set and frozenset.
#include "objects/set_methods.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

Type set_type, frozenset_type, set_iterator_type;

namespace {

struct SetIterator : Object {
  Set *set; // null: exhausted
  int64_t position, size, remaining;
};

void traceSet(Object *object, Tracer &tracer) {
  tracer.visitArray(static_cast<Set *>(object)->keys);
  tracer.visitArray(static_cast<Set *>(object)->hashes);
}
void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<SetIterator *>(object)->set); }

Set *copyOf(Thread &thread, Value set, Type *type) {
  Set *copy = makeSet(thread, type);
  return setUpdate(thread, copy, set) ? copy : nullptr;
}
Value result(Set *set) { return set ? Value(set) : Value::error(); }
// The plain type that results of operators on `self` have.
Type *baseType(Value self) { return isInstance(self, &frozenset_type) ? &frozenset_type : &set_type; }
// The operand as a set, made of an iterable if need be.
Set *asSet(Thread &thread, Value iterable) { return isSet(iterable) ? iterable.as<Set>() : setFrom(thread, &set_type, iterable); }

Value setNew(Thread &thread, Type *type, const Arguments &) { return makeSet(thread, type); }
bool setInit(Thread &thread, Value self, const Arguments &args) {
  if (args.keywords() || args.positional > 1) {
    raiseTypeError(thread, args.keywords() ? "set() takes no keyword arguments" : "set expected at most 1 argument, got %d", static_cast<int>(args.positional));
    return false;
  }
  setClear(self.as<Set>());
  return args.positional == 0 || setUpdate(thread, self.as<Set>(), args[0]);
}
bool frozensetInit(Thread &, Value, const Arguments &) { return true; }
Value frozensetNew(Thread &thread, Type *type, const Arguments &args) {
  if ((args.keywords() && type->slots.init == frozensetInit) || args.positional > 1)
    return raiseTypeError(thread, args.keywords() ? "frozenset() takes no keyword arguments" : "frozenset expected at most 1 argument, got %d", static_cast<int>(args.positional));
  if (args.positional == 1 && type == &frozenset_type && isExactly(args[0], frozenset_type))
    return args[0];
  Set *set = makeSet(thread, type);
  return args.positional == 0 || setUpdate(thread, set, args[0]) ? Value(set) : Value::error();
}

Value setRepr(Thread &thread, Value self) {
  std::string name(typeNameOf(self));
  if (self.as<Set>()->size == 0)
    return makeStr(thread, name + "()");
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return makeStr(thread, name + "(...)");
  std::string text;
  int64_t position = 0, hash = 0;
  Value key;
  while (setNext(self.as<Set>(), position, key, hash)) {
    Value shown = reprOf(thread, key);
    if (shown.isError())
      return shown;
    text += (text.empty() ? "" : ", ") + toUtf8(shown.as<Str>());
  }
  return makeStr(thread, isExactly(self, set_type) ? "{" + text + "}" : name + "({" + text + "})");
}
IntResult frozensetHash(Thread &, Value self) {
  auto *set = self.as<Set>();
  if (!set->hash_known) {
    uint64_t hash = 0;
    int64_t position = 0, item_hash = 0;
    Value key;
    while (setNext(set, position, key, item_hash)) {
      auto h = static_cast<uint64_t>(item_hash);
      hash ^= ((h ^ 89869747) ^ (h << 16)) * 3644798167u;
    }
    hash ^= (static_cast<uint64_t>(set->size) + 1) * 1927868237u;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069u + 907133923u;
    set->hash = hash == ~uint64_t{0} ? 590923713 : static_cast<int64_t>(hash);
    set->hash_known = true;
  }
  return hashed(set->hash);
}
int isSubset(Thread &thread, Set *a, Set *b) {
  if (a->size > b->size)
    return 0;
  int64_t position = 0, hash = 0;
  Value key;
  while (setNext(a, position, key, hash)) {
    int found = setContainsHashed(thread, b, key, hash);
    if (found <= 0)
      return found;
  }
  return 1;
}
Value setCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if (!isSet(left) || !isSet(right))
    return notImplemented();
  auto *a = left.as<Set>(), *b = right.as<Set>();
  int truth = 0;
  switch (op) {
  case CompareOp::kEqual: truth = a->size == b->size ? isSubset(thread, a, b) : 0; break;
  case CompareOp::kNotEqual: truth = a->size == b->size ? isSubset(thread, a, b) : 0; truth = truth < 0 ? truth : !truth; break;
  case CompareOp::kLess: truth = a->size < b->size ? isSubset(thread, a, b) : 0; break;
  case CompareOp::kLessEqual: truth = isSubset(thread, a, b); break;
  case CompareOp::kGreater: truth = a->size > b->size ? isSubset(thread, b, a) : 0; break;
  case CompareOp::kGreaterEqual: truth = isSubset(thread, b, a); break;
  }
  return truth < 0 ? Value::error() : makeBool(truth);
}
Value setIter(Thread &thread, Value self) {
  auto *iterator = allocate<SetIterator>(thread, &set_iterator_type);
  iterator->set = self.as<Set>();
  iterator->size = iterator->remaining = iterator->set->size;
  return iterator;
}
Value iteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<SetIterator>();
  if (!iterator->set)
    return {};
  if (iterator->set->size != iterator->size) {
    iterator->size = -1;
    return raiseRuntimeError(thread, "Set changed size during iteration");
  }
  Value key;
  int64_t hash = 0;
  if (setNext(iterator->set, iterator->position, key, hash)) {
    --iterator->remaining;
    return key;
  }
  iterator->set = nullptr;
  return {};
}
Value iteratorHint(Thread &, LocalValue *args) { return Value::smallInt(args[0].as<SetIterator>()->set ? args[0].as<SetIterator>()->remaining : 0); }
Value iteratorReduce(Thread &thread, LocalValue *args) {
  SetIterator rest = *args[0].as<SetIterator>();
  List *items = makeList(thread);
  Value item;
  int64_t hash = 0;
  if (rest.set && rest.set->size != rest.size)
    return raiseRuntimeError(thread, "Set changed size during iteration");
  while (rest.set && setNext(rest.set, rest.position, item, hash))
    listAppend(thread, items, item);
  return makeTuple(thread, {dictGet(runtime.builtins, intern(thread, "iter")), Value(makeTuple(thread, {Value(items)}))});
}
constexpr MethodDef kIteratorMethods[] = {
    {"__length_hint__", "($self, /)", iteratorHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
};
int64_t setLength(Thread &, Value self) { return self.as<Set>()->size; }

// A set as an item that is looked for stands for the equal frozenset.
template <class Function> int withFrozen(Thread &thread, Value item, Function function) {
  int found = function(item);
  if (found >= 0 || !isInstance(item, &set_type) || !exceptionMatches(thread, &TypeError_type))
    return found;
  thread.clearException();
  Set *frozen = copyOf(thread, item, &frozenset_type);
  return frozen ? function(Value(frozen)) : -1;
}
int contains(Thread &thread, Value self, Value item) {
  return withFrozen(thread, item, [&](Value v) { return setContains(thread, self.as<Set>(), v); });
}

bool intersectInto(Thread &thread, Set *target, Set *a, Value other) {
  if (isSet(other)) {
    auto *b = other.as<Set>();
    if (b->size < a->size)
      std::swap(a, b);
    int64_t position = 0, hash = 0;
    Value key;
    while (setNext(a, position, key, hash)) {
      int found = setContainsHashed(thread, b, key, hash);
      if (found < 0 || (found && !setAdd(thread, target, key, hash)))
        return false;
    }
    return true;
  }
  return forEach(thread, other, [&](Value item) {
    int64_t hash = 0;
    if (!hashOf(thread, item, hash))
      return false;
    int found = setContainsHashed(thread, a, item, hash);
    return found >= 0 && (!found || setAdd(thread, target, item, hash));
  });
}
bool removeAll(Thread &thread, Set *set, Value other) {
  if (isSet(other)) {
    auto *b = other.as<Set>();
    if (b == set) {
      setClear(set);
      return true;
    }
    int64_t position = 0, hash = 0;
    Value key;
    while (setNext(b, position, key, hash))
      if (setDiscardHashed(thread, set, key, hash) < 0)
        return false;
    return true;
  }
  return forEach(thread, other, [&](Value item) { return setDiscard(thread, set, item) >= 0; });
}
bool toggleAll(Thread &thread, Set *set, Value other) {
  Set *b = isSet(other) && other.as<Set>() != set ? other.as<Set>() : setFrom(thread, &set_type, other);
  if (!b)
    return false;
  int64_t position = 0, hash = 0;
  Value key;
  while (setNext(b, position, key, hash)) {
    int removed = setDiscardHashed(thread, set, key, hash);
    if (removed < 0 || (!removed && !setAdd(thread, set, key, hash)))
      return false;
  }
  return true;
}
void moveInto(Set *set, Set *from) {
  set->size = from->size;
  set->keys = from->keys;
  set->hashes = from->hashes;
  set->mask = from->mask;
  set->filled = from->filled;
}

Value setAnd(Thread &thread, Value left, Value right) {
  if (!isSet(left) || !isSet(right))
    return notImplemented();
  Set *set = makeSet(thread, baseType(left));
  return intersectInto(thread, set, left.as<Set>(), right) ? Value(set) : Value::error();
}
Value setOr(Thread &thread, Value left, Value right) {
  if (!isSet(left) || !isSet(right))
    return notImplemented();
  Set *set = copyOf(thread, left, baseType(left));
  return set && setUpdate(thread, set, right) ? Value(set) : Value::error();
}
Value setXor(Thread &thread, Value left, Value right) {
  if (!isSet(left) || !isSet(right))
    return notImplemented();
  Set *set = copyOf(thread, left, baseType(left));
  return set && toggleAll(thread, set, right) ? Value(set) : Value::error();
}
Value setSubtract(Thread &thread, Value left, Value right) {
  if (!isSet(left) || !isSet(right))
    return notImplemented();
  Set *set = copyOf(thread, left, baseType(left));
  return set && removeAll(thread, set, right) ? Value(set) : Value::error();
}
Value inplaceAnd(Thread &thread, Value left, Value right) {
  if (!isSet(right))
    return notImplemented();
  Value both = setAnd(thread, left, right);
  if (!both.isError())
    moveInto(left.as<Set>(), both.as<Set>());
  return both.isError() ? both : left;
}
Value inplaceOr(Thread &thread, Value left, Value right) { return !isSet(right) ? notImplemented() : setUpdate(thread, left.as<Set>(), right) ? left : Value::error(); }
Value inplaceXor(Thread &thread, Value left, Value right) { return !isSet(right) ? notImplemented() : toggleAll(thread, left.as<Set>(), right) ? left : Value::error(); }
Value inplaceSubtract(Thread &thread, Value left, Value right) { return !isSet(right) ? notImplemented() : removeAll(thread, left.as<Set>(), right) ? left : Value::error(); }

Value add(Thread &thread, LocalValue *args) { return setAdd(thread, args[0].as<Set>(), args[1]) ? none() : Value::error(); }
Value discard(Thread &thread, LocalValue *args) {
  int removed = withFrozen(thread, args[1], [&](Value v) { return setDiscard(thread, args[0].as<Set>(), v); });
  return removed < 0 ? Value::error() : none();
}
Value remove(Thread &thread, LocalValue *args) {
  int removed = withFrozen(thread, args[1], [&](Value v) { return setDiscard(thread, args[0].as<Set>(), v); });
  return removed == 0 ? raiseKeyError(thread, args[1]) : removed < 0 ? Value::error() : none();
}
Value pop(Thread &thread, LocalValue *args) {
  int64_t position = 0, hash = 0;
  Value key;
  if (!setNext(args[0].as<Set>(), position, key, hash))
    return raise(thread, makeException(thread, &KeyError_type, {Value(intern(thread, "pop from an empty set"))}));
  setDiscardHashed(thread, args[0].as<Set>(), key, hash);
  return key;
}
Value clear(Thread &, LocalValue *args) {
  setClear(args[0].as<Set>());
  return none();
}
Value copy(Thread &thread, LocalValue *args) {
  if (isExactly(args[0], frozenset_type))
    return args[0];
  return result(copyOf(thread, args[0], typeOf(args[0]) == &frozenset_type || typeOf(args[0]) == &set_type ? typeOf(args[0]) : baseType(args[0])));
}
Value unionOf(Thread &thread, LocalValue *args) {
  Set *set = copyOf(thread, args[0], baseType(args[0]));
  for (Value other : *args[1].as<Tuple>())
    if (!set || !setUpdate(thread, set, other))
      return Value::error();
  return result(set);
}
Value intersection(Thread &thread, LocalValue *args) {
  Set *set = copyOf(thread, args[0], baseType(args[0]));
  for (Value other : *args[1].as<Tuple>()) {
    Set *both = makeSet(thread, baseType(args[0]));
    if (!set || !intersectInto(thread, both, set, other))
      return Value::error();
    set = both;
  }
  return result(set);
}
Value difference(Thread &thread, LocalValue *args) {
  Set *set = copyOf(thread, args[0], baseType(args[0]));
  for (Value other : *args[1].as<Tuple>())
    if (!set || !removeAll(thread, set, other))
      return Value::error();
  return result(set);
}
Value symmetricDifference(Thread &thread, LocalValue *args) {
  Set *set = copyOf(thread, args[0], baseType(args[0]));
  return set && toggleAll(thread, set, args[1]) ? Value(set) : Value::error();
}
Value update(Thread &thread, LocalValue *args) {
  for (Value other : *args[1].as<Tuple>())
    if (!setUpdate(thread, args[0].as<Set>(), other))
      return Value::error();
  return none();
}
Value intersectionUpdate(Thread &thread, LocalValue *args) {
  Value set = intersection(thread, args);
  if (!set.isError())
    moveInto(args[0].as<Set>(), set.as<Set>());
  return set.isError() ? set : none();
}
Value differenceUpdate(Thread &thread, LocalValue *args) {
  for (Value other : *args[1].as<Tuple>())
    if (!removeAll(thread, args[0].as<Set>(), other))
      return Value::error();
  return none();
}
Value symmetricDifferenceUpdate(Thread &thread, LocalValue *args) { return toggleAll(thread, args[0].as<Set>(), args[1]) ? none() : Value::error(); }
Value truth(int result) { return result < 0 ? Value::error() : makeBool(result); }
Value isDisjoint(Thread &thread, LocalValue *args) {
  Set *set = makeSet(thread, &set_type);
  return intersectInto(thread, set, args[0].as<Set>(), args[1]) ? makeBool(set->size == 0) : Value::error();
}
Value isSubsetOf(Thread &thread, LocalValue *args) {
  Set *other = asSet(thread, args[1]);
  return other ? truth(isSubset(thread, args[0].as<Set>(), other)) : Value::error();
}
Value isSupersetOf(Thread &thread, LocalValue *args) {
  Set *other = asSet(thread, args[1]);
  return other ? truth(isSubset(thread, other, args[0].as<Set>())) : Value::error();
}
Value reduce(Thread &thread, LocalValue *args) {
  List *items = listFrom(thread, args[0]);
  if (!items)
    return Value::error();
  Value state = callMethod(thread, args[0], names.getstate);
  if (state.isError())
    return state;
  return makeTuple(thread, {Value(typeOf(args[0])), Value(makeTuple(thread, {Value(items)})), state});
}

#define SHARED_METHODS                                                                                           \
  {"copy", "($self, /)", copy, "Return a shallow copy of a set."},                                               \
  {"union", "($self, /, *others)", unionOf, "Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)"}, \
  {"intersection", "($self, /, *others)", intersection, "Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)"}, \
  {"difference", "($self, /, *others)", difference, "Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the others.)"}, \
  {"symmetric_difference", "($self, other, /)", symmetricDifference, "Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the sets.)"}, \
  {"isdisjoint", "($self, other, /)", isDisjoint, "Return True if two sets have a null intersection."},          \
  {"issubset", "($self, other, /)", isSubsetOf, "Report whether another set contains this set."},                \
  {"issuperset", "($self, other, /)", isSupersetOf, "Report whether this set contains another set."},            \
  {"__reduce__", "($self, /)", reduce, "Return state information for pickling."},                                \
  {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"}

constexpr MethodDef kSetMethods[] = {
    SHARED_METHODS,
    {"add", "($self, object, /)", add, "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"discard", "($self, object, /)", discard, "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."},
    {"remove", "($self, object, /)", remove, "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."},
    {"pop", "($self, /)", pop, "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."},
    {"clear", "($self, /)", clear, "Remove all elements from this set."},
    {"update", "($self, /, *others)", update, "Update a set with the union of itself and others."},
    {"intersection_update", "($self, /, *others)", intersectionUpdate, "Update a set with the intersection of itself and another."},
    {"difference_update", "($self, /, *others)", differenceUpdate, "Remove all elements of another set from this set."},
    {"symmetric_difference_update", "($self, other, /)", symmetricDifferenceUpdate, "Update a set with the symmetric difference of itself and another."},
};
constexpr MethodDef kFrozensetMethods[] = {SHARED_METHODS};

} // namespace

extern const TypeDef set_def = {
    .name = "set", .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.", .size = sizeof(Set), .flags = kBaseType | kSetFamily, .trace = traceSet,
    .slots = {.repr = setRepr, .hash = hashNotImplemented, .compare = setCompare, .iter = setIter, .length = setLength, .contains = contains, .create = setNew, .init = setInit,
              .subtract = setSubtract, .bit_and = setAnd, .bit_or = setOr, .bit_xor = setXor,
              .inplace_subtract = inplaceSubtract, .inplace_bit_and = inplaceAnd, .inplace_bit_or = inplaceOr, .inplace_bit_xor = inplaceXor},
    .methods = kSetMethods};
extern const TypeDef frozenset_def = {
    .name = "frozenset", .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.", .size = sizeof(Set), .flags = kBaseType | kSetFamily, .trace = traceSet,
    .slots = {.repr = setRepr, .hash = frozensetHash, .compare = setCompare, .iter = setIter, .length = setLength, .contains = contains, .create = frozensetNew, .init = frozensetInit,
              .subtract = setSubtract, .bit_and = setAnd, .bit_or = setOr, .bit_xor = setXor},
    .methods = kFrozensetMethods};
extern const TypeDef set_iterator_def = {.name = "set_iterator", .size = sizeof(SetIterator), .trace = traceIterator, .slots = {.iter = selfIterator, .next = iteratorNext}, .methods = kIteratorMethods};

} // namespace pystm
