// Attribute storage of instances. A shape says which attributes an object has and where they are: the first
// few inline behind the header, the others in an array. Objects whose attributes were added in the same
// order share a shape; each type has its own tree of shapes, so a shape also tells the type. When a program
// asks for __dict__, the attributes move to a Dict for good (shape->kind kDictionary).
#pragma once

#include "objects/dict.h"

namespace pystm {

// At Type::attributes_offset of each instance that has attributes.
struct PYSTM_VIEWED Attributes {
  Shape *shape;
  void *more; // Value array of the attributes that are not inline, or the Dict
  Value inlined[0];
};

// One more attribute than `parent`. Immutable but for `children` and the lookup table, made on demand.
struct PYSTM_VIEWED Shape : Object {
  Type *owner;
  Shape *parent;      // null in roots
  Str *name;          // of the last attribute
  uint32_t count;     // attributes of objects with this shape
  uint16_t inline_count;
  bool dictionary;    // the attributes are in a Dict
  Dict *children;     // name -> Shape; null while there are none
  Dict *positions;    // name -> position; made when first asked for
};

inline Attributes *attributesOf(Object *object) {
  return reinterpret_cast<Attributes *>(reinterpret_cast<char *>(object) + object->type->attributes_offset);
}
// Also for offsets behind a variable part. Null when the type has none.
Attributes *findAttributes(Object *);

// The position of an attribute, or -1.
int64_t shapePosition(Thread &, Shape *, Str *name);
Value attributeGet(Thread &, Attributes *, Str *name); // unbound: none
bool attributeSet(Thread &, Object *, Attributes *, Str *name, Value value);
bool attributeDelete(Thread &, Attributes *, Str *name); // false: there was none
// The __dict__: moves the attributes to it.
Dict *attributeDict(Thread &, Object *);
bool setAttributeDict(Thread &, Object *, Dict *);
Shape *makeRootShape(Thread &, Type *, uint32_t inline_count);
// Prepares zeroed memory: the root shape.
void initAttributes(Object *);
void traceAttributes(Object *, Tracer &);

} // namespace pystm
