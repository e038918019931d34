// Newlines of text streams: translation to \n, and _io.IncrementalNewlineDecoder, which does it around another
// decoder.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/str_builder.h"

namespace pystm {

Type newline_decoder_type;

constexpr int kSeenReturn = 1, kSeenNewline = 2, kSeenBoth = 4;

std::u32string translateNewlines(std::u32string_view text, int &seen) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n')
      seen |= kSeenNewline;
    if (text[i] != '\r') {
      out.push_back(text[i]);
      continue;
    }
    out.push_back('\n');
    bool both = i + 1 < text.size() && text[i + 1] == '\n';
    seen |= both ? kSeenBoth : kSeenReturn;
    i += both;
  }
  return out;
}

Value seenNewlines(Thread &thread, int seen) {
  Value forms[3];
  int count = 0;
  if (seen & kSeenReturn)
    forms[count++] = makeAscii(thread, "\r");
  if (seen & kSeenNewline)
    forms[count++] = makeAscii(thread, "\n");
  if (seen & kSeenBoth)
    forms[count++] = makeAscii(thread, "\r\n");
  return count == 0 ? none() : count == 1 ? forms[0] : Value(makeTuple(thread, count, forms));
}

namespace {

struct NewlineDecoder : Object {
  Value decoder; // or None
  bool translate;
  bool pending_return;
  int seen;
};

NewlineDecoder *selfOf(LocalValue *args) { return args[0].as<NewlineDecoder>(); }

Value create(Thread &thread, Type *type, const Arguments &) {
  auto *self = allocate<NewlineDecoder>(thread, type);
  self->decoder = none();
  return self;
}

Value initialize(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int translate = isTrue(thread, args[2]);
  if (translate < 0)
    return Value::error();
  self->decoder = args[1];
  self->translate = translate != 0;
  self->pending_return = false;
  self->seen = 0;
  return none();
}

Value decode(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int final = isTrue(thread, args[2]);
  Value input = args[1];
  if (final < 0)
    return Value::error();
  if (!isNone(self->decoder)) {
    input = callMethod(thread, self->decoder, "decode", {input, makeBool(final)});
    if (input.isError())
      return input;
  }
  if (!isStr(input))
    return raiseTypeError(thread, "decoder should return a string result, not '%T'", input.bits);
  std::u32string text = toCodePoints(input.as<Str>());
  if (self->pending_return && (final || !text.empty())) {
    text.insert(text.begin(), '\r');
    self->pending_return = false;
  }
  if (!text.empty() && text.back() == '\r' && !final) {
    text.pop_back();
    self->pending_return = true;
  }
  std::u32string translated = translateNewlines(text, self->seen);
  return makeStr(thread, self->translate ? translated : text);
}

Value getState(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  Value bytes = emptyBytes();
  Value flag = Value::smallInt(0);
  if (!isNone(self->decoder)) {
    Value state = callMethod(thread, self->decoder, "getstate");
    if (state.isError())
      return state;
    if (!isTuple(state) || state.as<Tuple>()->size != 2)
      return raiseTypeError(thread, "illegal decoder state");
    bytes = state.as<Tuple>()->items[0];
    flag = state.as<Tuple>()->items[1];
  }
  flag = shiftLeftInts(thread, flag, Value::smallInt(1));
  if (self->pending_return)
    flag = orInts(thread, flag, Value::smallInt(1));
  return makeTuple(thread, {bytes, flag});
}

Value setState(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size != 2)
    return raiseTypeError(thread, "state argument must be a tuple");
  Value flag = args[1].as<Tuple>()->items[1];
  int64_t bits = 0;
  if (!toInt64(thread, flag, bits))
    return Value::error();
  self->pending_return = bits & 1;
  if (isNone(self->decoder))
    return none();
  return callMethod(thread, self->decoder, "setstate",
                    {makeTuple(thread, {args[1].as<Tuple>()->items[0], makeInt(thread, bits >> 1)})});
}

Value reset(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  self->seen = 0;
  self->pending_return = false;
  return isNone(self->decoder) ? none() : callMethod(thread, self->decoder, "reset");
}

Value newlines(Thread &thread, Value self) { return seenNewlines(thread, self.as<NewlineDecoder>()->seen); }
void trace(Object *object, Tracer &tracer) { tracer.visit(static_cast<NewlineDecoder *>(object)->decoder); }

constexpr MethodDef kInit = {"__init__", "($self, decoder, translate, errors='strict')", initialize};
constexpr MethodDef kMethods[] = {
    {"decode", "($self, input, final=False)", decode},
    {"getstate", "($self, /)", getState},
    {"setstate", "($self, state, /)", setState},
    {"reset", "($self, /)", reset},
};
constexpr GetSetDef kAttributes[] = {{"newlines", newlines}};

} // namespace

const TypeDef newline_decoder_def = {.name = "_io.IncrementalNewlineDecoder",
                                     .doc = "Codec used when reading a file in universal newlines mode.",
                                     .size = sizeof(NewlineDecoder),
                                     .flags = kBaseType,
                                     .trace = trace,
                                     .slots = {.create = create, .init = initSlot<&kInit>},
                                     .methods = kMethods,
                                     .attributes = kAttributes};

} // namespace pystm
