// itertools.tee: iterators over one source. What the source gave hangs in a chain of links, each iterator holds the last
// link that it has passed; links that all have passed are garbage.
#include "modules/itertools.h"

namespace pystm {
namespace {

Type *tee_type = nullptr, *source_type = nullptr, *link_type = nullptr;

struct TeeSource : Object {
  Value iterator;
  bool running; // its __next__ is at work
};
struct TeeLink : Object {
  TeeLink *next; // null: not asked for yet
  Value value;
};
struct Tee : Object {
  TeeSource *source;
  TeeLink *passed;
};

void traceSource(Object *object, Tracer &tracer) { tracer.visit(static_cast<TeeSource *>(object)->iterator); }
void traceLink(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<TeeLink *>(object)->next);
  tracer.visit(static_cast<TeeLink *>(object)->value);
}
void traceTee(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Tee *>(object)->source);
  tracer.visit(static_cast<Tee *>(object)->passed);
}

Value teeNext(Thread &thread, Value self) {
  auto *tee = self.as<Tee>();
  TeeLink *link = tee->passed;
  if (!link->next) {
    TeeSource *source = tee->source;
    if (source->running)
      return raiseRuntimeError(thread, "cannot re-enter the tee iterator");
    source->running = true;
    Value item = nextItem(thread, source->iterator);
    source->running = false;
    if (item.isSpecial())
      return item;
    link->next = allocate<TeeLink>(thread, link_type);
    link->next->value = item;
  }
  tee->passed = link->next;
  return link->next->value;
}

Value copyOf(Thread &thread, const Tee *from) {
  auto *tee = allocate<Tee>(thread, tee_type);
  tee->source = from->source;
  tee->passed = from->passed;
  return tee;
}
Value teeCopy(Thread &thread, LocalValue *args) { return copyOf(thread, args[0].as<Tee>()); }

Value makeTee(Thread &thread, Value iterable) {
  Value iterator = getIterator(thread, iterable);
  if (iterator.isError())
    return iterator;
  if (isInstance(iterator, tee_type))
    return copyOf(thread, iterator.as<Tee>());
  auto *tee = allocate<Tee>(thread, tee_type);
  tee->source = allocate<TeeSource>(thread, source_type);
  tee->source->iterator = iterator;
  tee->passed = allocate<TeeLink>(thread, link_type);
  return tee;
}
Value teeConstruct(Thread &thread, LocalValue *args) { return makeTee(thread, args[1]); }

constexpr MethodDef kMethods[] = {{"__copy__", "($self, /)", teeCopy, "Returns an independent iterator."}};
const TypeDef kTee = {.name = "itertools._tee",
                      .doc = "Iterator wrapped to make it copyable.",
                      .signature = "($type, iterable, /)",
                      .size = sizeof(Tee),
                      .trace = traceTee,
                      .construct = teeConstruct,
                      .slots = {.iter = selfIterator, .next = teeNext},
                      .methods = kMethods};
const TypeDef kSource = {.name = "itertools._tee_source", .size = sizeof(TeeSource), .trace = traceSource};
const TypeDef kLink = {.name = "itertools._tee_link", .size = sizeof(TeeLink), .trace = traceLink};

} // namespace

bool addTee(Thread &thread, Module *module) {
  if (!tee_type) {
    tee_type = makeType(thread, kTee);
    source_type = makeType(thread, kSource);
    link_type = makeType(thread, kLink);
    addRoot(&tee_type);
    addRoot(&source_type);
    addRoot(&link_type);
  }
  return addModuleType(thread, module, tee_type);
}

Value itertoolsTee(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  if (!indexOf(thread, args[1], count, &OverflowError_type))
    return Value::error();
  if (count < 0)
    return raiseValueError(thread, "n must be >= 0");
  if (count == 0)
    return emptyTuple();
  Tuple *result = makeTuple(thread, count);
  if (!result)
    return Value::error();
  for (int64_t i = 0; i < count; ++i)
    result->items[i] = none();
  // An iterator that can copy itself is used as it is.
  Value first = getIterator(thread, args[0]);
  Value copy = first.isError() ? first : findAttribute(thread, first, intern(thread, "__copy__"));
  if (copy.isUnbound()) {
    first = makeTee(thread, first);
    copy = first.isError() ? first : getAttribute(thread, first, intern(thread, "__copy__"));
  }
  if (copy.isError())
    return copy;
  for (int64_t i = 0; i < count; ++i) {
    result->items[i] = i == 0 ? first : call(thread, copy);
    if (result->items[i].isError())
      return Value::error();
  }
  return result;
}

} // namespace pystm
