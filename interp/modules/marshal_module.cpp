// The module marshal: values in CPython's format, version 4. Code objects have no form outside of this process: what dumps()
// writes for one is a number by which loads() of the same process finds it.
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/complex.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"

#include <cstring>
#include <string>
#include <unistd.h>

namespace pystm {
namespace {

constexpr int kDeepest = 2000;
constexpr int kDigitBits = 15; // of a digit of a long
constexpr uint8_t kReference = 0x80; // in a type code: the object gets a number that 'r' may name

List *codes = nullptr; // that dumps() has seen

struct Writer {
  Thread &thread;
  std::string out;
  int depth = 0;

  void word(int64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
      out.push_back(static_cast<char>(value >> (8 * i)));
  }
  void bytes(char code, std::string_view text) {
    out.push_back(code);
    word(static_cast<int64_t>(text.size()), 4);
    out += text;
  }
  void integer(Value value);
  bool items(char code, const Value *values, int64_t count);
  bool value(Value);
  bool valueInside(Value);
};

void Writer::integer(Value value) {
  int64_t small = 0;
  if (fitsInt64(value, small) && small >= INT32_MIN && small <= INT32_MAX) {
    out.push_back('i');
    return word(small, 4);
  }
  IntView view(value);
  int64_t digits = (view.bitLength() + kDigitBits - 1) / kDigitBits;
  out.push_back('l');
  word(view.negative() ? -digits : digits, 4);
  for (int64_t i = 0; i < digits; ++i) {
    int64_t bit = i * kDigitBits;
    uint64_t low = view.limbs()[bit / 64] >> (bit % 64);
    if (bit % 64 > 64 - kDigitBits && bit / 64 + 1 < view.count())
      low |= view.limbs()[bit / 64 + 1] << (64 - bit % 64);
    word(static_cast<int64_t>(low & 0x7FFF), 2);
  }
}

bool Writer::items(char code, const Value *values, int64_t count) {
  out.push_back(code);
  word(count, 4);
  for (int64_t i = 0; i < count; ++i)
    if (!value(values[i]))
      return false;
  return true;
}

bool Writer::value(Value v) {
  if (++depth > kDeepest) {
    raiseValueError(thread, "object too deeply nested to marshal");
    return false;
  }
  bool ok = valueInside(v);
  --depth;
  return ok;
}

bool Writer::valueInside(Value v) {
  auto fail = [&] {
    raiseValueError(thread, "unmarshallable object");
    return false;
  };
  auto number = [&](double d) { word(static_cast<int64_t>(std::bit_cast<uint64_t>(d)), 8); };
  if (isNone(v) || v == ellipsis() || v == trueValue() || v == falseValue() || v == Value(&StopIteration_type)) {
    out.push_back(isNone(v) ? 'N' : v == ellipsis() ? '.' : v == trueValue() ? 'T' : v == falseValue() ? 'F' : 'S');
  } else if (isExactly(v, int_type)) {
    integer(v);
  } else if (isExactly(v, float_type)) {
    out.push_back('g');
    number(floatValue(v));
  } else if (isExactly(v, complex_type)) {
    out.push_back('y');
    number(v.as<Complex>()->real);
    number(v.as<Complex>()->imag);
  } else if (isExactly(v, str_type)) {
    Value text = encodeNative(thread, v.as<Str>(), Codec::kUtf8, "surrogatepass");
    if (text.isError())
      return false;
    bytes('u', text.as<Bytes>()->view());
  } else if (isExactly(v, tuple_type)) {
    return items('(', v.as<Tuple>()->items, v.as<Tuple>()->size);
  } else if (isExactly(v, list_type)) {
    return items('[', v.as<List>()->items, v.as<List>()->size);
  } else if (isExactly(v, set_type) || isExactly(v, frozenset_type)) {
    List *list = listFrom(thread, v);
    return list && items(isExactly(v, set_type) ? '<' : '>', list->items, list->size);
  } else if (isExactly(v, dict_type)) {
    out.push_back('{');
    int64_t position = 0;
    Value key, item;
    while (dictNext(v.as<Dict>(), position, key, item))
      if (!value(key) || !value(item))
        return false;
    out.push_back('0');
  } else if (isExactly(v, code_type)) {
    if (!codes) {
      codes = makeList(thread);
      addRoot(&codes);
    }
    out.push_back('c');
    word(getpid(), 8);
    word(codes->size, 8);
    listAppend(thread, codes, v);
  } else if (hasBuffer(v)) {
    Buffer buffer;
    if (!getBuffer(thread, v, buffer))
      return false;
    bytes('s', bufferView(buffer));
    releaseBuffer(buffer);
  } else {
    return fail();
  }
  return true;
}

struct Reader {
  Thread &thread;
  std::string_view in;
  List *references;
  size_t at = 0;
  int depth = 0;

  bool take(size_t count, std::string_view &taken) {
    if (in.size() - at < count) {
      raise(thread, &EOFError_type, "marshal data too short");
      return false;
    }
    taken = in.substr(at, count);
    at += count;
    return true;
  }
  bool word(int bytes, int64_t &value) {
    std::string_view taken;
    if (!take(static_cast<size_t>(bytes), taken))
      return false;
    uint64_t bits = 0;
    for (int i = 0; i < bytes; ++i)
      bits |= static_cast<uint64_t>(static_cast<uint8_t>(taken[static_cast<size_t>(i)])) << (8 * i);
    value = static_cast<int64_t>(bits << (64 - 8 * bytes)) >> (64 - 8 * bytes);
    return true;
  }
  bool size(int bytes, int64_t &count) {
    if (!word(bytes, count))
      return false;
    count &= bytes == 1 ? 0xFF : -1;
    if (count >= 0)
      return true;
    raiseValueError(thread, "bad marshal data (size out of range)");
    return false;
  }
  bool number(double &d) {
    int64_t bits = 0;
    if (!word(8, bits))
      return false;
    d = std::bit_cast<double>(bits);
    return true;
  }
  Value text(int bytes, bool ascii);
  Value integer();
  Value container(uint8_t code, int64_t reference);
  Value value();
  Value valueOf(uint8_t code, int64_t reference);
};

Value Reader::text(int bytes, bool ascii) {
  int64_t count = 0;
  std::string_view taken;
  if (!size(bytes, count) || !take(static_cast<size_t>(count), taken))
    return Value::error();
  if (ascii)
    return makeLatin1(thread, taken);
  return decodeNative(thread, taken, Codec::kUtf8, "surrogatepass");
}

Value Reader::integer() {
  int64_t count = 0;
  if (!word(4, count))
    return Value::error();
  int64_t digits = count < 0 ? -count : count;
  std::string_view taken;
  if (!take(static_cast<size_t>(digits) * 2, taken))
    return Value::error();
  std::vector<uint64_t> limbs(static_cast<size_t>(digits * kDigitBits / 64 + 1));
  for (int64_t i = 0; i < digits; ++i) {
    uint64_t digit = static_cast<uint8_t>(taken[static_cast<size_t>(2 * i)]) | static_cast<uint64_t>(static_cast<uint8_t>(taken[static_cast<size_t>(2 * i + 1)])) << 8;
    if (digit > 0x7FFF || (digit == 0 && i == digits - 1))
      return raiseValueError(thread, digit ? "bad marshal data (digit out of range in long)" : "bad marshal data (unnormalized long data)");
    auto bit = static_cast<size_t>(i * kDigitBits);
    limbs[bit / 64] |= digit << (bit % 64);
    if (bit % 64 > 64 - kDigitBits)
      limbs[bit / 64 + 1] |= digit >> (64 - bit % 64);
  }
  return makeIntFromLimbs(thread, limbs.data(), static_cast<int64_t>(limbs.size()), count < 0);
}

// Containers have their number before their items, which may name it; not tuples and frozensets, which are made last.
Value Reader::container(uint8_t code, int64_t reference) {
  auto keep = [&](Value made) {
    if (reference >= 0)
      references->items[reference] = made;
    return made;
  };
  if (code == '{') {
    Dict *dict = makeDict(thread);
    keep(Value(dict));
    for (;;) {
      Value key = value();
      if (key.isUnbound() || key.isError())
        return key.isError() ? key : Value(dict);
      Value item = value();
      if (item.isUnbound())
        return Value(dict);
      if (item.isError() || !dictSet(thread, dict, key, item))
        return Value::error();
    }
  }
  int64_t count = 0;
  if (!size(code == ')' ? 1 : 4, count))
    return Value::error();
  List *list = makeList(thread);
  if (code == '[')
    keep(Value(list));
  for (int64_t i = 0; i < count; ++i) {
    Value item = value();
    if (item.isUnbound())
      item = raise(thread, &TypeError_type, "NULL object in marshal data for %s", code == '[' ? "list" : code == '<' || code == '>' ? "set" : "tuple");
    if (item.isError() || !listAppend(thread, list, item))
      return Value::error();
  }
  if (code == '[')
    return list;
  if (code == '(' || code == ')')
    return keep(Value(makeTuple(thread, list->size, list->items)));
  Value made = call(thread, Value(code == '<' ? &set_type : &frozenset_type), {Value(list)});
  return made.isError() ? made : keep(made);
}

Value Reader::value() {
  std::string_view taken;
  if (at >= in.size())
    return raise(thread, &EOFError_type, "EOF read where object expected");
  if (!take(1, taken))
    return Value::error();
  if (++depth > kDeepest)
    return raiseValueError(thread, "recursion limit exceeded");
  auto code = static_cast<uint8_t>(taken[0]);
  int64_t reference = -1;
  if (code & kReference) {
    reference = references->size;
    if (!listAppend(thread, references, none()))
      return Value::error();
  }
  Value result = valueOf(code & ~kReference, reference);
  if (reference >= 0 && !result.isSpecial())
    references->items[reference] = result;
  --depth;
  return result;
}

Value Reader::valueOf(uint8_t code, int64_t reference) {
  int64_t n = 0;
  double a = 0, b = 0;
  switch (code) {
  case '0': return Value::unbound();
  case 'N': return none();
  case 'F': return falseValue();
  case 'T': return trueValue();
  case 'S': return Value(&StopIteration_type);
  case '.': return ellipsis();
  case 'i': return word(4, n) ? makeInt(thread, n) : Value::error();
  case 'I': return word(8, n) ? makeInt(thread, n) : Value::error();
  case 'l': return integer();
  case 'g': return number(a) ? makeFloat(a) : Value::error();
  case 'y': return number(a) && number(b) ? makeComplex(thread, a, b) : Value::error();
  case 'f': {
    Value shown = text(1, true);
    return shown.isError() ? shown : call(thread, Value(&float_type), {shown});
  }
  case 's': {
    std::string_view taken;
    return size(4, n) && take(static_cast<size_t>(n), taken) ? Value(makeBytes(thread, taken)) : Value::error();
  }
  case 'u': case 't': return text(4, false);
  case 'a': case 'A': return text(4, true);
  case 'z': case 'Z': return text(1, true);
  case '(': case ')': case '[': case '{': case '<': case '>': return container(code, reference);
  case 'r':
    if (!word(4, n))
      return Value::error();
    return n >= 0 && n < references->size ? references->items[n] : raiseValueError(thread, "bad marshal data (invalid reference)");
  case 'c': {
    int64_t process = 0;
    if (!word(8, process) || !word(8, n))
      return Value::error();
    if (process == getpid() && codes && n >= 0 && n < codes->size)
      return codes->items[n];
    return raiseValueError(thread, "bad marshal data (code of another process)");
  }
  default: return raiseValueError(thread, "bad marshal data (unknown type code)");
  }
}

Value dumps(Thread &thread, LocalValue *args) {
  int64_t version = 0;
  if (!toInt64(thread, args[1], version))
    return Value::error();
  Writer writer{thread, {}};
  return writer.value(args[0]) ? Value(makeBytes(thread, writer.out)) : Value::error();
}
Value loadFrom(Thread &thread, Value bytes) {
  Buffer buffer;
  if (!getBuffer(thread, bytes, buffer))
    return Value::error();
  std::string copy(bufferView(buffer));
  releaseBuffer(buffer);
  Reader reader{thread, copy, makeList(thread)};
  Value result = reader.value();
  return result.isUnbound() ? raiseTypeError(thread, "NULL object in marshal data for object") : result;
}
Value loads(Thread &thread, LocalValue *args) { return loadFrom(thread, args[0]); }
Value dump(Thread &thread, LocalValue *args) {
  LocalValues given{args[0], args[2]};
  Value bytes = dumps(thread, given);
  return bytes.isError() ? bytes : callMethod(thread, args[1], names.write, {bytes});
}
// Reads the rest of the file, and goes back to behind the value.
Value load(Thread &thread, LocalValue *args) {
  Value bytes = callMethod(thread, args[0], names.read);
  if (bytes.isError())
    return bytes;
  if (!isBytes(bytes))
    return raiseTypeError(thread, "file.read() returned not bytes but %T", bytes.bits);
  std::string copy(bytes.as<Bytes>()->view());
  Reader reader{thread, copy, makeList(thread)};
  Value result = reader.value();
  if (result.isError())
    return result;
  int64_t rest = static_cast<int64_t>(copy.size() - reader.at);
  if (rest && callMethod(thread, args[0], "seek", {makeInt(thread, -rest), Value::smallInt(1)}).isError())
    return Value::error();
  return result.isUnbound() ? raiseTypeError(thread, "NULL object in marshal data for object") : result;
}

constexpr MethodDef kFunctions[] = {
    {"dumps", "(value, version=4, /)", dumps, "Return the bytes object that would be written to a file by dump(value, file)."},
    {"loads", "(bytes, /)", loads, "Convert the bytes-like object to a value."},
    {"dump", "(value, file, version=4, /)", dump, "Write the value on the open file."},
    {"load", "(file, /)", load, "Read one value from the open file and return it."},
};

bool initialize(Thread &thread, Module *module) { return setModuleAttribute(thread, module, "version", Value::smallInt(4)); }

} // namespace

extern const ModuleDef marshal_module;
const ModuleDef marshal_module = {"marshal", "This module contains functions that can read and write Python values in\na binary format.", kFunctions, initialize};

} // namespace pystm
