// Arrays of numbers: their memory, and what pickles are made from.
#include "modules/array.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/pack.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

#include <algorithm>

namespace pystm {

Type *array_type = nullptr;

bool resizeArray(Thread &thread, Array *array, int64_t size) {
  if (array->exports && size != array->size) {
    raise(thread, &BufferError_type, "cannot resize an array that is exporting buffers");
    return false;
  }
  if (size > array->capacity) {
    int64_t capacity = std::max(size, array->capacity + array->capacity / 2 + 4);
    auto *data = allocateArray<uint8_t>(thread, static_cast<size_t>(capacity * array->item_size));
    if (!data)
      return false;
    if (array->size > 0)
      std::memcpy(data, array->data, static_cast<size_t>(array->size * array->item_size));
    array->data = data;
    array->capacity = capacity;
  }
  array->size = size;
  return true;
}

Value loadItem(Thread &thread, const Array *array, int64_t i) {
  if (array->code != 'u')
    return unpackNative(thread, array->code, itemAt(array, i));
  uint32_t c = 0;
  std::memcpy(&c, itemAt(array, i), 4);
  return makeStrOfChar(thread, c);
}

bool storeItem(Thread &thread, const Array *array, Value value, uint8_t *to) {
  if (array->code == 'u') {
    if (!isStr(value) || value.as<Str>()->length != 1) {
      raiseTypeError(thread, "array item must be a unicode character, not %T", value.bits);
      return false;
    }
    uint32_t c = (*value.as<Str>())[0];
    std::memcpy(to, &c, 4);
    return true;
  }
  switch (packNative(thread, array->code, value, to)) {
  case PackResult::kOk:
    return true;
  case PackResult::kType:
    if (array->code == 'f' || array->code == 'd')
      raiseTypeError(thread, "must be real number, not %T", value.bits);
    else
      raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", value.bits);
    return false;
  case PackResult::kRange: {
    const char *name = array->code == 'b'   ? "signed char"
                       : array->code == 'B' ? "unsigned byte integer"
                       : array->code == 'h' ? "signed short integer"
                       : array->code == 'H' ? "unsigned short"
                                            : nullptr;
    bool negative = isInt(value) && IntView(value).negative();
    if (name) {
      raiseOverflowError(thread, negative ? "%s is less than minimum" : "%s is greater than maximum", name);
      return false;
    }
    if (array->code == 'i' || array->code == 'l')
      raiseOverflowError(thread, array->code == 'l' ? "Python int too large to convert to C long"
                                 : negative         ? "signed integer is less than minimum"
                                                    : "signed integer is greater than maximum");
    else if (negative)
      raiseOverflowError(thread, "can't convert negative value to unsigned int");
    else
      raiseOverflowError(thread, array->code == 'I' ? "unsigned int is greater than maximum" : "int too big to convert");
    return false;
  }
  case PackResult::kError:
    break;
  }
  return false;
}

Array *makeArray(Thread &thread, Type *type, char code) {
  auto *array = allocate<Array>(thread, type);
  array->code = code;
  array->item_size = code == 'u' ? 4 : nativeSize(code);
  return array;
}

bool addArrayBytes(Thread &thread, Array *array, std::string_view bytes) {
  int64_t old = array->size;
  if (!resizeArray(thread, array, old + static_cast<int64_t>(bytes.size()) / array->item_size))
    return false;
  if (!bytes.empty())
    std::memcpy(itemAt(array, old), bytes.data(), bytes.size());
  return true;
}

Value arrayToList(Thread &thread, LocalValue *args) {
  List *list = makeList(thread);
  for (int64_t i = 0; i < args[0].as<Array>()->size; ++i) {
    if (!listAppend(thread, list, loadItem(thread, args[0].as<Array>(), i)))
      return Value::error();
  }
  return list;
}

namespace {

int64_t arrayFormat(char code) {
  switch (code) {
  case 'B': return 0;
  case 'b': return 1;
  case 'H': return 2;
  case 'h': return 4;
  case 'I': return 6;
  case 'i': return 8;
  case 'L': case 'Q': return 10;
  case 'l': case 'q': return 12;
  case 'f': return 14;
  case 'd': return 16;
  default: return 20;
  }
}

// The machine formats of pickles, by number.
struct Format {
  char code;
  int size;
  bool big;
};
constexpr Format kFormats[] = {{'B', 1, false}, {'b', 1, false}, {'H', 2, false}, {'H', 2, true}, {'h', 2, false}, {'h', 2, true}, {'I', 4, false}, {'I', 4, true},
                               {'i', 4, false}, {'i', 4, true},  {'Q', 8, false}, {'Q', 8, true}, {'q', 8, false}, {'q', 8, true}, {'f', 4, false}, {'f', 4, true},
                               {'d', 8, false}, {'d', 8, true},  {'u', 2, false}, {'u', 2, true}, {'u', 4, false}, {'u', 4, true}};

} // namespace

Value reduceArray(Thread &thread, LocalValue *args) {
  int64_t protocol = 0;
  if (!toInt64(thread, args[1], protocol))
    return Value::error();
  Value state = findAttribute(thread, args[0], names.dict);
  if (state.isError())
    return state;
  if (state.isUnbound())
    state = none();
  Value code = makeAscii(thread, std::string_view(&args[0].as<Array>()->code, 1)), type(typeOf(args[0]));
  if (protocol < 3)
    return makeTuple(thread, {type, makeTuple(thread, {code, arrayToList(thread, args)}), state});
  Value function = importAttribute(thread, "array", "_array_reconstructor");
  Value bytes = function.isError() ? function : callMethod(thread, args[0], "tobytes");
  if (bytes.isError())
    return bytes;
  return makeTuple(thread, {function, makeTuple(thread, {type, code, Value::smallInt(arrayFormat(args[0].as<Array>()->code)), bytes}), state});
}


// Of a pickle: the items as they lie in memory on the machine that made it.
Value reconstructArray(Thread &thread, LocalValue *args) {
  if (!isType(args[0]))
    return raiseTypeError(thread, "first argument must be a type object, not %T", args[0].bits);
  if (!isSubtype(args[0].as<Type>(), array_type))
    return raiseTypeError(thread, "%s is not a subtype of array.array", std::string(typeName(args[0].as<Type>())).c_str());
  if (!isStr(args[1]) || args[1].as<Str>()->length != 1)
    return raiseTypeError(thread, "_array_reconstructor() argument 2 must be a unicode character, not %T", args[1].bits);
  char32_t code = (*args[1].as<Str>())[0];
  int64_t format = 0;
  if (!indexOf(thread, args[2], format))
    return Value::error();
  if (!isBytes(args[3]))
    return raiseTypeError(thread, "fourth argument should be bytes, not %T", args[3].bits);
  if (code > 127 || kArrayCodes.find(static_cast<char>(code)) == std::string_view::npos)
    return raiseValueError(thread, "second argument must be a valid type code");
  if (format < 0 || format >= static_cast<int64_t>(std::size(kFormats)))
    return raiseValueError(thread, "third argument must be a valid machine format code.");
  const Format &of = kFormats[format];
  std::string bytes(args[3].as<Bytes>()->view());
  if (bytes.size() % static_cast<size_t>(of.size) != 0)
    return raiseValueError(thread, "bytes length not a multiple of item size");
  if (of.big)
    for (size_t i = 0; i < bytes.size(); i += static_cast<size_t>(of.size))
      std::reverse(bytes.begin() + static_cast<long>(i), bytes.begin() + static_cast<long>(i) + of.size);
  // UTF-16 is read as text, the rest as numbers of that width.
  Value items;
  if (of.code == 'u') {
    Value text = callMethod(thread, Value(makeBytes(thread, bytes)), "decode", {makeAscii(thread, of.size == 2 ? "utf-16-le" : "utf-32-le")});
    items = text;
  } else {
    Array *array = makeArray(thread, array_type, of.code);
    items = addArrayBytes(thread, array, bytes) ? Value(array) : Value::error();
    if (!items.isError() && of.code != static_cast<char>(code)) {
      LocalValues given{items};
      items = arrayToList(thread, given);
    }
  }
  return items.isError() ? items : call(thread, args[0], {args[1], items});
}

} // namespace pystm
