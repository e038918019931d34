// The module _operator: only what the library's operator.py does not have itself, or not as exactly.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

// Takes as long for equal as for different texts.
Value compareDigest(Thread &thread, Value *args) {
  std::string texts[2];
  for (int i = 0; i < 2; ++i) {
    if (isStr(args[0]) && isStr(args[1])) {
      if (!args[i].as<Str>()->ascii)
        return raiseTypeError(thread, "comparing strings with non-ASCII characters is not supported");
      texts[i] = args[i].as<Str>()->view();
      continue;
    }
    if (!hasBuffer(args[i]))
      return raiseTypeError(thread, "unsupported operand types(s) or combination of types: '%T' and '%T'", args[0].bits, args[1].bits);
    Buffer buffer;
    if (!getBuffer(thread, args[i], buffer))
      return Value::error();
    texts[i] = bufferView(buffer);
    releaseBuffer(buffer);
  }
  bool same_size = texts[0].size() == texts[1].size();
  const std::string &left = texts[same_size ? 0 : 1];
  unsigned different = same_size ? 0 : 1;
  for (size_t i = 0; i < left.size(); ++i)
    different |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(texts[1][i]);
  return makeBool(different == 0);
}

Value operatorIndex(Thread &thread, Value *args) {
  Value index = indexOf(thread, args[0]);
  // Of an instance of a subclass, the plain int.
  return index.isError() || isExactly(index, int_type) ? index : addInts(thread, index, Value::smallInt(0));
}

constexpr MethodDef kFunctions[] = {
    {"_compare_digest", "(a, b, /)", compareDigest, "Return 'a == b'."},
    {"index", "(a, /)", operatorIndex, "Same as a.__index__()"},
};

} // namespace

extern const ModuleDef operator_module;
const ModuleDef operator_module = {"_operator", "Operator interface.", kFunctions};

} // namespace pystm
