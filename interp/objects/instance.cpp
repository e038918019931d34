// Shapes, and the attributes of instances. The header explains both.
#include "objects/instance.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/str.h"
#include "vm/frame.h"
#include "vm/native.h"

namespace pystm {

Type shape_type;

namespace {

constexpr uint32_t kInlineAtFirst = 5;
constexpr uint32_t kMostInline = 61;
// An object with more attributes than this is used like a dictionary.
constexpr uint32_t kMostShaped = 256;

void traceShape(Object *object, Tracer &tracer) {
  auto *shape = static_cast<Shape *>(object);
  tracer.visit(shape->owner);
  tracer.visit(shape->parent);
  tracer.visit(shape->name);
  tracer.visit(shape->children);
  tracer.visit(shape->positions);
}

Value &attributeAt(Attributes *attributes, uint32_t position) {
  uint32_t inlined = attributes->shape->inline_count;
  return position < inlined ? attributes->inlined[position]
                            : static_cast<Value *>(attributes->more)[position - inlined];
}

// The array of attributes that are not inline has room in steps.
uint32_t roomFor(uint32_t count) {
  uint32_t room = 4;
  while (room < count)
    room *= 2;
  return count == 0 ? 0 : room;
}

Shape *childShape(Thread &thread, Shape *shape, Str *name) {
  if (shape->children) {
    Value child = dictGet(shape->children, name);
    if (!child.isUnbound())
      return child.as<Shape>();
  } else {
    shape->children = makeDict(thread);
  }
  auto *child = allocate<Shape>(thread, &shape_type);
  child->owner = shape->owner;
  child->parent = shape;
  child->name = name;
  child->count = shape->count + 1;
  child->inline_count = shape->inline_count;
  dictSet(thread, shape->children, name, Value(child));
  return child;
}

bool storeIn(Thread &thread, Attributes *attributes, Shape *child, Value value) {
  uint32_t inlined = child->inline_count;
  if (child->count > inlined) {
    uint32_t there = roomFor(attributes->shape->count > inlined ? attributes->shape->count - inlined : 0);
    uint32_t needed = roomFor(child->count - inlined);
    if (needed != there) {
      auto *more = allocateArray<Value>(thread, needed);
      if (attributes->more)
        memcpy(more, attributes->more, there * sizeof(Value));
      attributes->more = more;
    }
  }
  attributes->shape = child;
  attributeAt(attributes, child->count - 1) = value;
  return true;
}

} // namespace

extern const TypeDef shape_def = {.name = "shape", .size = sizeof(Shape), .trace = traceShape, .has_weakrefs = false};

Shape *makeRootShape(Thread &thread, Type *type, uint32_t inline_count) {
  auto *shape = allocate<Shape>(thread, &shape_type);
  shape->owner = type;
  shape->inline_count = static_cast<uint16_t>(inline_count);
  return shape;
}

int64_t shapePosition(Thread &thread, Shape *shape, Str *name) {
  if (shape->positions) {
    Value position = dictGet(shape->positions, name);
    return position.isUnbound() ? -1 : position.asSmallInt();
  }
  if (!name->interned)
    name = intern(thread, name);
  if (shape->count <= 8) {
    for (; shape->parent; shape = shape->parent)
      if (shape->name == name)
        return shape->count - 1;
    return -1;
  }
  Dict *positions = makeDict(thread, shape->count);
  for (Shape *at = shape; at->parent; at = at->parent)
    dictSet(thread, positions, at->name, Value::smallInt(at->count - 1));
  shape->positions = positions;
  return shapePosition(thread, shape, name);
}

Attributes *findAttributes(Object *object) {
  Type *type = object->type;
  if (type->attributes_offset == 0)
    return nullptr;
  if (type->attributes_offset > 0)
    return attributesOf(object);
  int64_t count = type->variable_count(object);
  auto offset = (type->size + static_cast<size_t>(count) * type->item_size + 7) & ~size_t{7};
  return reinterpret_cast<Attributes *>(reinterpret_cast<char *>(object) + offset);
}

Object *allocateInstance(Thread &thread, Type *type, size_t size) {
  if (size < type->size)
    size = type->size;
  bool own = type->flags & kOwnAttributes;
  if (type->attributes_offset > 0 && !own)
    size = static_cast<size_t>(type->attributes_offset) + sizeof(Attributes) +
           (type->root_shape ? type->root_shape->inline_count : 0) * sizeof(Value);
  else if (type->attributes_offset < 0)
    size = ((size + 7) & ~size_t{7}) + sizeof(Attributes);
  auto *object = static_cast<Object *>(allocateBytes(thread, size));
  if (!object)
    return nullptr;
  object->type = type;
  if (type->attributes_offset > 0)
    attributesOf(object)->shape = type->root_shape;
  if (type->flags & kHasFinalizer)
    registerFinalizable(thread, object);
  return object;
}

void initAttributes(Object *object) {
  if (Attributes *attributes = findAttributes(object))
    attributes->shape = object->type->root_shape;
}

Value attributeGet(Thread &thread, Attributes *attributes, Str *name) {
  Shape *shape = attributes->shape;
  if (!shape)
    return {};
  if (shape->dictionary)
    return dictGet(static_cast<Dict *>(attributes->more), name);
  int64_t position = shapePosition(thread, shape, name);
  return position < 0 ? Value() : attributeAt(attributes, static_cast<uint32_t>(position));
}

bool attributeSet(Thread &thread, Object *object, Attributes *attributes, Str *name, Value value) {
  Shape *shape = attributes->shape;
  if (!shape) {
    // Objects made before their type was ready, and variable layouts.
    if (!object->type->root_shape)
      object->type->root_shape = makeRootShape(thread, object->type, 0);
    shape = attributes->shape = object->type->root_shape;
  }
  if (shape->dictionary)
    return dictSet(thread, static_cast<Dict *>(attributes->more), name, value);
  name = name->interned && name->type == &str_type ? name : intern(thread, name);
  int64_t position = shapePosition(thread, shape, name);
  if (position >= 0) {
    attributeAt(attributes, static_cast<uint32_t>(position)) = value;
    return true;
  }
  if (shape->count >= kMostShaped) {
    Dict *dict = attributeDict(thread, object);
    return dict && dictSet(thread, dict, name, value);
  }
  Type *type = object->type;
  // The next instances get more room inline.
  if (shape->count == shape->inline_count && type->root_shape && type->root_shape->inline_count == shape->inline_count &&
      type->attributes_offset > 0 && !(type->flags & kOwnAttributes) && shape->inline_count < kMostInline)
    type->root_shape = makeRootShape(thread, type, shape->inline_count ? shape->inline_count + 4 : kInlineAtFirst);
  return storeIn(thread, attributes, childShape(thread, shape, name), value);
}

bool attributeDelete(Thread &thread, Attributes *attributes, Str *name) {
  Shape *shape = attributes->shape;
  if (!shape)
    return false;
  if (shape->dictionary)
    return dictDelete(thread, static_cast<Dict *>(attributes->more), Value(name)) > 0;
  int64_t position = shapePosition(thread, shape, name);
  if (position < 0)
    return false;
  // The others are added again, in their order, to an object without attributes.
  std::vector<Str *> others(shape->count);
  std::vector<Value> values(shape->count);
  Shape *root = shape;
  for (; root->parent; root = root->parent) {
    others[root->count - 1] = root->name;
    values[root->count - 1] = attributeAt(attributes, root->count - 1);
  }
  for (uint32_t i = 0; i < shape->count; ++i)
    attributeAt(attributes, i) = Value();
  attributes->shape = root;
  attributes->more = nullptr;
  for (size_t i = 0; i < others.size(); ++i)
    if (static_cast<int64_t>(i) != position)
      storeIn(thread, attributes, childShape(thread, attributes->shape, others[i]), values[i]);
  return true;
}

Dict *attributeDict(Thread &thread, Object *object) {
  Attributes *attributes = findAttributes(object);
  Shape *shape = attributes->shape;
  if (shape && shape->dictionary)
    return static_cast<Dict *>(attributes->more);
  Dict *dict = makeDict(thread, shape ? shape->count : 0);
  if (shape) {
    std::vector<Shape *> order(shape->count);
    for (Shape *at = shape; at->parent; at = at->parent)
      order[at->count - 1] = at;
    for (Shape *at : order)
      dictSet(thread, dict, at->name, attributeAt(attributes, at->count - 1));
  }
  return setAttributeDict(thread, object, dict) ? dict : nullptr;
}

bool setAttributeDict(Thread &thread, Object *object, Dict *dict) {
  Attributes *attributes = findAttributes(object);
  Shape *old = attributes->shape;
  Shape *shape = makeRootShape(thread, object->type, old ? old->inline_count : 0);
  shape->dictionary = true;
  if (old && !old->dictionary)
    for (uint32_t i = 0; i < old->count && i < old->inline_count; ++i)
      attributes->inlined[i] = Value();
  attributes->shape = shape;
  attributes->more = dict;
  return true;
}

void traceAttributes(Object *object, Tracer &tracer) {
  // Slots of __slots__ lie between the base's struct and the attribute storage.
  Type *type = object->type;
  if (type->flags & kHeapType && !(type->flags & kLayoutVariable)) {
    Type *native = type;
    while (native->flags & kHeapType)
      native = native->base;
    auto *bytes = reinterpret_cast<char *>(object);
    tracer.visitRange(reinterpret_cast<Value *>(bytes + ((native->size + 7) & ~7u)),
                      reinterpret_cast<Value *>(bytes + type->size));
  }
  Attributes *attributes = findAttributes(object);
  if (!attributes || !attributes->shape)
    return;
  tracer.visit(attributes->shape);
  if (attributes->shape->dictionary) {
    tracer.visit(static_cast<Dict *>(attributes->more));
    return;
  }
  tracer.visitArray(attributes->more);
  uint32_t inlined = attributes->shape->inline_count;
  for (uint32_t i = 0; i < attributes->shape->count && i < inlined; ++i)
    tracer.visit(attributes->inlined[i]);
}

} // namespace pystm
