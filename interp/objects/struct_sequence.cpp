// See struct_sequence.h. The hidden items lie behind the visible ones of the tuple.
#include "objects/struct_sequence.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <array>
#include <utility>
#include <vector>

namespace pystm {
namespace {

struct Entry {
  Type *type;
  const StructSequenceDef *definition;
};

std::vector<Entry> &entries() {
  static auto *all = new std::vector<Entry>;
  return *all;
}

const StructSequenceDef &definitionOf(const Type *type) {
  for (const Entry &entry : entries()) {
    if (isSubtype(type, entry.type))
      return *entry.definition;
  }
  return *entries().front().definition;
}

template <size_t kIndex> Value getField(Thread &, Value self) {
  Value value = self.as<Tuple>()->items[kIndex];
  return value.isUnbound() ? none() : value;
}

constexpr size_t kMostFields = 24;
template <size_t... kIndices> constexpr auto makeGetters(std::index_sequence<kIndices...>) {
  return std::array<Getter, sizeof...(kIndices)>{getField<kIndices>...};
}
constexpr auto kGetters = makeGetters(std::make_index_sequence<kMostFields>());

int64_t countAll(const Object *object) { return static_cast<int64_t>(definitionOf(object->type).fields.size()); }

void trace(Object *object, Tracer &tracer) {
  auto *tuple = static_cast<Tuple *>(object);
  tracer.visitRange(tuple->items, tuple->items + countAll(object));
}

Value reprSequence(Thread &thread, Value self) {
  const StructSequenceDef &definition = definitionOf(typeOf(self));
  std::string out = std::string(definition.name) + "(";
  for (int i = 0; i < definition.visible; ++i) {
    Value text = reprOf(thread, self.as<Tuple>()->items[i]);
    if (text.isError())
      return text;
    out += (i > 0 ? ", " : "") + std::string(definition.fields[static_cast<size_t>(i)]) + "=" + toUtf8(text.as<Str>());
  }
  return makeStr(thread, out + ")");
}

Value construct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  const StructSequenceDef &definition = definitionOf(type);
  Tuple *given = tupleFrom(thread, args[1]);
  if (!given)
    return Value::error();
  auto most = static_cast<int64_t>(definition.fields.size());
  if (given->size < definition.visible || given->size > most) {
    bool exact = definition.visible == most;
    return raiseTypeError(thread, "%s() takes %s %lld-sequence (%lld-sequence given)", definition.name,
                          exact ? "a" : given->size < definition.visible ? "an at least" : "an at most",
                          static_cast<long long>(exact || given->size < definition.visible ? definition.visible : most),
                          static_cast<long long>(given->size));
  }
  Value values[kMostFields];
  for (int64_t i = 0; i < given->size; ++i)
    values[i] = given->items[i];
  for (int64_t i = given->size; i < most; ++i)
    values[i] = none();
  if (!args[2].isUnbound() && isDict(args[2])) {
    for (int64_t i = given->size; i < most; ++i) {
      Value found = dictGet(args[2].as<Dict>(), makeAscii(thread, definition.fields[static_cast<size_t>(i)]));
      if (!found.isUnbound())
        values[i] = found;
    }
  }
  return makeStructSequence(thread, type, values);
}

Value reduce(Thread &thread, LocalValue *args) {
  const StructSequenceDef &definition = definitionOf(typeOf(args[0]));
  auto *self = args[0].as<Tuple>();
  Dict *hidden = makeDict(thread);
  for (size_t i = static_cast<size_t>(definition.visible); i < definition.fields.size(); ++i)
    dictSet(thread, hidden, definition.fields[i], self->items[i]);
  return makeTuple(thread, {typeOf(args[0]), makeTuple(thread, {makeTuple(thread, self->size, self->items), hidden})});
}

constexpr MethodDef kMethods[] = {{"__reduce__", "($self, /)", reduce}};

} // namespace

Type *makeStructSequenceType(Thread &thread, const StructSequenceDef &definition) {
  auto *attributes = new std::vector<GetSetDef>;
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    if (definition.fields[i])
      attributes->push_back({definition.fields[i], kGetters[i]});
  }
  TypeDef def = {.name = definition.name,
                 .doc = definition.doc,
                 .signature = "($type, sequence, dict=?)",
                 .base = &tuple_type,
                 .size = sizeof(Tuple),
                 .trace = trace,
                 .construct = construct,
                 .slots = {.repr = reprSequence},
                 .methods = kMethods,
                 .attributes = *attributes,
                 .item_size = sizeof(Value),
                 .variable_count = countAll,
                 .has_weakrefs = false};
  Type *type = makeType(thread, *new TypeDef(def));
  entries().push_back({type, &definition});
  Tuple *match = makeTuple(thread, definition.visible);
  for (int i = 0; i < definition.visible; ++i)
    match->items[i] = makeAscii(thread, definition.fields[static_cast<size_t>(i)] ? definition.fields[static_cast<size_t>(i)] : "");
  dictSet(thread, type->dict, "n_sequence_fields", Value::smallInt(definition.visible));
  dictSet(thread, type->dict, "n_fields", Value::smallInt(static_cast<int64_t>(definition.fields.size())));
  dictSet(thread, type->dict, "n_unnamed_fields", Value::smallInt(0));
  dictSet(thread, type->dict, names.match_args, match);
  return type;
}

Value makeStructSequence(Thread &thread, Type *type, const Value *values) {
  const StructSequenceDef &definition = definitionOf(type);
  auto *tuple = allocate<Tuple>(thread, type, definition.fields.size() * sizeof(Value));
  tuple->size = definition.visible;
  for (size_t i = 0; i < definition.fields.size(); ++i)
    tuple->items[i] = values[i];
  return tuple;
}

} // namespace pystm
