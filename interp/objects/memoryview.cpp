// The type memoryview; see memoryview.h.
#include "objects/memoryview.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/pack.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

Type memoryview_type;

namespace {

MemoryView *viewOf(Value self) { return self.as<MemoryView>(); }

bool alive(Thread &thread, const MemoryView *view) {
  if (!view->released)
    return true;
  raiseValueError(thread, "operation forbidden on released memoryview object");
  return false;
}

uint8_t *itemAt(const MemoryView *view, int64_t i) { return view->data + i * view->stride; }

std::string contents(const MemoryView *view) {
  std::string out;
  if (view->stride == view->item_size) {
    out.assign(reinterpret_cast<const char *>(view->data), static_cast<size_t>(view->count * view->item_size));
    return out;
  }
  for (int64_t i = 0; i < view->count; ++i)
    out.append(reinterpret_cast<const char *>(itemAt(view, i)), static_cast<size_t>(view->item_size));
  return out;
}

MemoryView *derive(Thread &thread, const MemoryView *from) {
  auto *view = allocate<MemoryView>(thread, &memoryview_type);
  view->data = from->data;
  view->count = from->count;
  view->stride = from->stride;
  view->item_size = from->item_size;
  view->code = from->code;
  view->readonly = from->readonly;
  view->owner = from->owner;
  view->exported = from->exported;
  return view;
}

Value memoryviewConstruct(Thread &thread, LocalValue *args) { return makeMemoryView(thread, args[1]); }

bool memoryviewBuffer(Thread &thread, Value self, Buffer &buffer) {
  auto *view = viewOf(self);
  if (!alive(thread, view))
    return false;
  if (view->stride != view->item_size) {
    raise(thread, &BufferError_type, "memoryview: underlying buffer is not C-contiguous");
    return false;
  }
  buffer.data = view->data;
  buffer.size = view->count * view->item_size;
  buffer.readonly = view->readonly;
  buffer.item_size = view->item_size;
  static const char kCodes[] = "b\0B\0h\0H\0i\0I\0l\0L\0q\0Q\0n\0N\0f\0d\0e\0c\0?\0P\0";
  for (const char *code = kCodes; *code; code += 2) {
    if (*code == view->code)
      buffer.format = code;
  }
  return true;
}

Value memoryviewRepr(Thread &thread, Value self) {
  return formatStr(thread, viewOf(self)->released ? "<released memory at %p>" : "<memory at %p>", static_cast<void *>(self.object()));
}

int64_t memoryviewLength(Thread &thread, Value self) {
  return alive(thread, viewOf(self)) ? viewOf(self)->count : -1;
}

bool indexIn(Thread &thread, MemoryView *view, Value key, int64_t &i) {
  if (!key.isSmallInt() && !typeOf(key)->slots.index) {
    raiseTypeError(thread, "memoryview: invalid slice key");
    return false;
  }
  if (!indexOf(thread, key, i, &IndexError_type))
    return false;
  if (i < 0)
    i += view->count;
  if (i >= 0 && i < view->count)
    return true;
  raiseIndexError(thread, "index out of bounds on dimension 1");
  return false;
}

bool sliced(Thread &thread, MemoryView *view, Value key, MemoryView *&result) {
  SliceRange range{};
  if (!resolveSlice(thread, key.as<Slice>(), view->count, range))
    return false;
  result = derive(thread, view);
  result->data = view->data + range.start * view->stride;
  result->count = range.count;
  result->stride = view->stride * range.step;
  return true;
}

Value memoryviewGetItem(Thread &thread, Value self, Value key) {
  auto *view = viewOf(self);
  if (!alive(thread, view))
    return Value::error();
  if (isSlice(key)) {
    MemoryView *result = nullptr;
    return sliced(thread, view, key, result) ? Value(result) : Value::error();
  }
  if (key == ellipsis())
    return self;
  int64_t i = 0;
  return indexIn(thread, view, key, i) ? unpackNative(thread, view->code, itemAt(view, i)) : Value::error();
}

bool memoryviewSetItem(Thread &thread, Value self, Value key, Value item) {
  auto *view = viewOf(self);
  if (!alive(thread, view))
    return false;
  if (view->readonly) {
    raiseTypeError(thread, "cannot modify read-only memory");
    return false;
  }
  if (item.isUnbound()) {
    raiseTypeError(thread, "cannot delete memory");
    return false;
  }
  if (isSlice(key)) {
    MemoryView *target = nullptr;
    Buffer source;
    if (!sliced(thread, view, key, target) || !getBuffer(thread, item, source))
      return false;
    std::string bytes(bufferView(source));
    bool same = source.item_size == view->item_size && source.format[0] == view->code;
    releaseBuffer(source);
    if (!same || static_cast<int64_t>(bytes.size()) != target->count * target->item_size) {
      raiseValueError(thread, "memoryview assignment: lvalue and rvalue have different structures");
      return false;
    }
    for (int64_t i = 0; i < target->count; ++i)
      std::memcpy(itemAt(target, i), bytes.data() + i * target->item_size, static_cast<size_t>(target->item_size));
    return true;
  }
  int64_t i = 0;
  if (!indexIn(thread, view, key, i))
    return false;
  switch (packNative(thread, view->code, item, itemAt(view, i))) {
  case PackResult::kOk:
    return true;
  case PackResult::kRange:
    raiseValueError(thread, "memoryview: invalid value for format '%c'", view->code);
    return false;
  case PackResult::kType:
    raiseTypeError(thread, "memoryview: invalid type for format '%c'", view->code);
    return false;
  case PackResult::kError:
    break;
  }
  return false;
}

Value toList(Thread &thread, const MemoryView *view) {
  List *list = makeList(thread);
  for (int64_t i = 0; i < view->count; ++i) {
    if (!listAppend(thread, list, unpackNative(thread, view->code, itemAt(view, i))))
      return Value::error();
  }
  return list;
}

Value memoryviewCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !hasBuffer(other))
    return notImplemented();
  bool wanted = op == CompareOp::kEqual;
  auto *a = viewOf(self);
  if (a->released)
    return makeBool((self == other) == wanted);
  if (isInstance(other, &memoryview_type) && viewOf(other)->released)
    return makeBool(!wanted);
  Value right = isInstance(other, &memoryview_type) ? other : makeMemoryView(thread, other);
  if (right.isError())
    return right;
  auto *b = viewOf(right);
  if (a->count != b->count)
    return makeBool(!wanted);
  if (a->code == b->code && a->code != 'f' && a->code != 'd')
    return makeBool((contents(a) == contents(b)) == wanted);
  return compare(thread, toList(thread, a), toList(thread, b), op);
}

IntResult memoryviewHash(Thread &thread, Value self) {
  auto *view = viewOf(self);
  if (view->hashed)
    return hashed(view->hash);
  if (!alive(thread, view))
    return {0, false};
  if (!view->readonly) {
    raiseValueError(thread, "cannot hash writable memoryview object");
    return {0, false};
  }
  std::string bytes = contents(view);
  view->hash = hashOfBytes(bytes.data(), bytes.size());
  view->hashed = true;
  return hashed(view->hash);
}

Value viewToBytes(Thread &thread, LocalValue *args) {
  return alive(thread, viewOf(args[0])) ? Value(makeBytes(thread, contents(viewOf(args[0])))) : Value::error();
}
Value viewToList(Thread &thread, LocalValue *args) {
  return alive(thread, viewOf(args[0])) ? toList(thread, viewOf(args[0])) : Value::error();
}
Value viewHex(Thread &thread, LocalValue *args) {
  Bytes *bytes = makeBytes(thread, contents(viewOf(args[0])));
  if (args[1].isUnbound())
    return callMethod(thread, bytes, "hex");
  return callMethod(thread, bytes, "hex", {args[1], args[2]});
}

Value viewRelease(Thread &, LocalValue *args) {
  auto *view = viewOf(args[0]);
  if (!view->released && view->holds) {
    Buffer buffer;
    buffer.owner = view->owner;
    releaseBuffer(buffer);
  }
  view->released = true;
  return none();
}

Value viewEnter(Thread &thread, LocalValue *args) { return alive(thread, viewOf(args[0])) ? args[0] : Value::error(); }

Value viewReadOnly(Thread &thread, LocalValue *args) {
  if (!alive(thread, viewOf(args[0])))
    return Value::error();
  MemoryView *view = derive(thread, viewOf(args[0]));
  view->readonly = true;
  return view;
}

Value viewCast(Thread &thread, LocalValue *args) {
  auto *view = viewOf(args[0]);
  if (!alive(thread, view))
    return Value::error();
  if (!isStr(args[1]))
    return raiseTypeError(thread, "cast() argument 'format' must be str, not %T", args[1].bits);
  std::string format = toUtf8(args[1].as<Str>());
  if (format.size() == 2 && format[0] == '@')
    format.erase(0, 1);
  if (format.size() != 1 || nativeSize(format[0]) == 0 || std::string("spx").find(format[0]) != std::string::npos)
    return raiseValueError(thread, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  bool to_bytes = format == "B" || format == "b" || format == "c";
  bool from_bytes = view->code == 'B' || view->code == 'b' || view->code == 'c';
  if (!to_bytes && !from_bytes)
    return raiseTypeError(thread, "memoryview: cannot cast between two non-byte formats");
  if (view->stride != view->item_size)
    return raiseTypeError(thread, "memoryview: casts are restricted to C-contiguous views");
  int64_t size = view->count * view->item_size;
  int64_t item = nativeSize(format[0]);
  if (size % item != 0)
    return raiseTypeError(thread, "memoryview: length is not a multiple of itemsize");
  MemoryView *result = derive(thread, view);
  result->code = format[0];
  result->item_size = result->stride = item;
  result->count = size / item;
  return result;
}

#define VIEW_ATTRIBUTE(name, expression)                                                                       \
  Value name(Thread &thread, Value self) {                                                                     \
    auto *view = viewOf(self);                                                                                 \
    if (!alive(thread, view))                                                                                  \
      return Value::error();                                                                                   \
    return expression;                                                                                         \
  }
VIEW_ATTRIBUTE(getObject, view->exported)
VIEW_ATTRIBUTE(getBytes, makeInt(thread, view->count * view->item_size))
VIEW_ATTRIBUTE(getItemSize, makeInt(thread, view->item_size))
VIEW_ATTRIBUTE(getFormat, makeAscii(thread, std::string_view(&view->code, 1)))
VIEW_ATTRIBUTE(getReadOnly, makeBool(view->readonly))
VIEW_ATTRIBUTE(getDimensions, Value::smallInt(1))
VIEW_ATTRIBUTE(getShape, makeTuple(thread, {makeInt(thread, view->count)}))
VIEW_ATTRIBUTE(getStrides, makeTuple(thread, {makeInt(thread, view->stride)}))
VIEW_ATTRIBUTE(getSubOffsets, emptyTuple())
VIEW_ATTRIBUTE(getContiguous, makeBool(view->stride == view->item_size || view->count <= 1))
#undef VIEW_ATTRIBUTE

void traceView(Object *object, Tracer &tracer) {
  auto *view = static_cast<MemoryView *>(object);
  tracer.visit(view->owner);
  tracer.visit(view->exported);
}

constexpr MethodDef kMethods[] = {
    {"cast", "($self, /, format, shape=?)", viewCast, "Cast a memoryview to a new format or shape."},
    {"hex", "($self, /, sep=?, bytes_per_sep=1)", viewHex, "Return the data in the buffer as a str of hexadecimal numbers."},
    {"release", "($self, /)", viewRelease, "Release the underlying buffer exposed by the memoryview object."},
    {"tobytes", "($self, /, order='C')", viewToBytes, "Return the data in the buffer as a byte string."},
    {"tolist", "($self, /)", viewToList, "Return the data in the buffer as a list of elements."},
    {"toreadonly", "($self, /)", viewReadOnly, "Return a readonly version of the memoryview."},
    {"__enter__", "($self, /)", viewEnter, ""},
    {"__exit__", "($self, type=?, value=?, traceback=?, /)", viewRelease, ""},
};
constexpr GetSetDef kAttributes[] = {
    {"obj", getObject},       {"nbytes", getBytes},           {"itemsize", getItemSize}, {"format", getFormat},
    {"readonly", getReadOnly}, {"ndim", getDimensions},        {"shape", getShape},       {"strides", getStrides},
    {"suboffsets", getSubOffsets}, {"c_contiguous", getContiguous}, {"f_contiguous", getContiguous}, {"contiguous", getContiguous},
};

} // namespace

Value makeMemoryView(Thread &thread, Value object) {
  if (isInstance(object, &memoryview_type))
    return alive(thread, viewOf(object)) ? Value(derive(thread, viewOf(object))) : Value::error();
  if (!hasBuffer(object))
    return raiseTypeError(thread, "memoryview: a bytes-like object is required, not '%T'", object.bits);
  Buffer buffer;
  if (!getBuffer(thread, object, buffer))
    return Value::error();
  auto *view = allocate<MemoryView>(thread, &memoryview_type);
  view->data = buffer.data;
  view->item_size = view->stride = buffer.item_size;
  view->count = buffer.size / buffer.item_size;
  view->code = buffer.format[0];
  view->readonly = buffer.readonly;
  view->holds = true;
  view->owner = object;
  view->exported = object;
  return view;
}

extern const TypeDef memoryview_def;
const TypeDef memoryview_def = {
    .name = "memoryview",
    .doc = "Create a new memoryview object which references the given object.",
    .signature = "($type, object)",
    .size = sizeof(MemoryView),
    .flags = kMatchesSequence,
    .trace = traceView,
    .construct = memoryviewConstruct,
    .slots = {.repr = memoryviewRepr,
              .hash = memoryviewHash,
              .compare = memoryviewCompare,
              .length = memoryviewLength,
              .get_item = memoryviewGetItem,
              .set_item = memoryviewSetItem,
              .buffer = memoryviewBuffer},
    .methods = kMethods,
    .attributes = kAttributes,
};

} // namespace pystm
