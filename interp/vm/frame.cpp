// Frames as programs see them, and tracebacks.
#include "vm/frame.h"
#include "vm/checkpoint.h"
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"

namespace pystm {

Type frame_type, traceback_type;

FrameObject *frameObject(Thread &thread, Frame *frame) {
  if (frame->object)
    return static_cast<FrameObject *>(frame->object);
  auto *object = allocate<FrameObject>(thread, &frame_type);
  object->live = frame;
  object->code = frame->code;
  object->globals = frame->globals;
  object->builtins = frame->builtins;
  object->generator = frame->generator;
  // A caller's frame may not have been copied yet.
  if (frame < thread.checkpoint.lowest && frame >= thread.frames)
    keepFrames(thread, frame);
  frame->object = object;
  if (frame->generator)
    frame->generator->frame_object = object;
  return object;
}

void detachFrame(Thread &thread, Frame *frame) {
  auto *object = static_cast<FrameObject *>(frame->object);
  object->instruction = frame->instruction();
  if (frame > thread.frames)
    object->back = frameObject(thread, frame - 1);
  object->locals = allocateArray<Value>(thread, frame->code->local_count + 1);
  for (uint32_t i = 0; i < frame->code->local_count; ++i)
    object->locals[i] = frame->registers[i];
  object->live = nullptr;
  frame->object = nullptr;
}

FrameObject *generatorFrameObject(Thread &thread, Generator *generator) {
  if (generator->frame)
    return frameObject(thread, generator->frame);
  if (generator->state == GeneratorState::kClosed)
    return nullptr;
  if (!generator->frame_object) {
    auto *object = allocate<FrameObject>(thread, &frame_type);
    object->code = generator->code;
    object->globals = generator->globals;
    object->builtins = generator->builtins;
    object->generator = generator;
    generator->frame_object = object;
  }
  return static_cast<FrameObject *>(generator->frame_object);
}

namespace {

uint32_t instructionOf(const FrameObject *object) {
  if (object->live)
    return object->live->instruction();
  if (object->generator && object->generator->state != GeneratorState::kClosed && !object->locals)
    return static_cast<uint32_t>(object->generator->pc - object->code->instructions) - 1;
  return object->instruction;
}

// The registers of a frame that runs no more, in the heap.
const Value *keptRegisters(const FrameObject *object) {
  if (object->generator && object->generator->registers && object->generator->state != GeneratorState::kClosed)
    return object->generator->registers;
  return object->locals;
}

// `registers`: of either kind.
template <class Register> Value localsFrom(Thread &thread, Code *code, const Register *registers, Dict *into) {
  if (code->flags & kNamespaceCode)
    return registers[0];
  for (uint32_t i = 0; i < code->local_count; ++i) {
    Value value = registers[i];
    if (value.isObject() && !value.isUnbound() && code->kinds[i] != LocalKind::kPlain && isExactly(value, cell_type))
      value = value.as<Cell>()->content;
    if (value.isUnbound())
      dictDelete(thread, into, Value(code->locals[i]));
    else
      dictSet(thread, into, code->locals[i], value);
  }
  return into;
}

void traceFrame(Object *object, Tracer &tracer) {
  auto *frame = static_cast<FrameObject *>(object);
  tracer.visit(frame->generator);
  tracer.visit(frame->code);
  tracer.visit(frame->globals);
  tracer.visit(frame->builtins);
  tracer.visit(frame->back);
  tracer.visitArray(frame->locals);
  tracer.visit(frame->dict);
  tracer.visit(frame->trace);
}

Value frameRepr(Thread &thread, Value self) {
  auto *frame = self.as<FrameObject>();
  return formatStr(thread, "<frame at %p, file '%s', line %d, code %s>", static_cast<void *>(frame), toUtf8(frame->code->filename).c_str(), frameLine(frame), toUtf8(frame->code->name).c_str());
}
Value backOf(Thread &thread, Value self) {
  auto *frame = self.as<FrameObject>();
  if (frame->live)
    return frame->live > thread.frames && frame->live <= thread.frame ? Value(frameObject(thread, frame->live - 1)) : none();
  return frame->back ? Value(frame->back) : none();
}
Value codeOf(Thread &, Value self) { return Value(self.as<FrameObject>()->code); }
Value globalsOf(Thread &, Value self) { return Value(self.as<FrameObject>()->globals); }
Value builtinsOf(Thread &, Value self) { return Value(self.as<FrameObject>()->builtins); }
Value localsOf(Thread &thread, Value self) { return frameObjectLocals(thread, self.as<FrameObject>()); }
Value lineOfFrame(Thread &, Value self) {
  int32_t line = frameLine(self.as<FrameObject>());
  return line < 0 ? none() : Value::smallInt(line);
}
Value lastInstruction(Thread &, Value self) { return Value::smallInt(2 * static_cast<int64_t>(instructionOf(self.as<FrameObject>()))); }
Value traceGet(Thread &, Value self) { return self.as<FrameObject>()->trace.isUnbound() ? none() : self.as<FrameObject>()->trace; }
bool traceSet(Thread &, Value self, Value value) {
  self.as<FrameObject>()->trace = value;
  return true;
}
Value falseGet(Thread &, Value) { return falseValue(); }
bool ignoreSet(Thread &, Value, Value) { return true; }
Value clearFrame(Thread &thread, LocalValue *args) {
  auto *frame = args[0].as<FrameObject>();
  if (frame->live)
    return raiseRuntimeError(thread, "cannot clear an executing frame");
  if (frame->generator && frame->generator->state != GeneratorState::kClosed && !closeGenerator(thread, frame->generator))
    return Value::error();
  if (frame->locals)
    for (uint32_t i = 0; i < frame->code->local_count; ++i)
      frame->locals[i] = Value();
  frame->dict = nullptr;
  return none();
}
constexpr GetSetDef kFrameAttributes[] = {
    {"f_back", backOf}, {"f_code", codeOf}, {"f_globals", globalsOf}, {"f_builtins", builtinsOf}, {"f_locals", localsOf}, {"f_lineno", lineOfFrame, ignoreSet},
    {"f_lasti", lastInstruction}, {"f_trace", traceGet, traceSet}, {"f_trace_lines", falseGet, ignoreSet}, {"f_trace_opcodes", falseGet, ignoreSet}};
constexpr MethodDef kFrameMethods[] = {{"clear", "($self, /)", clearFrame, "F.clear(): clear most references held by the frame"}};

void traceTraceback(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Traceback *>(object)->next);
  tracer.visit(static_cast<Traceback *>(object)->frame);
}
Value nextOf(Thread &, Value self) { return self.as<Traceback>()->next ? Value(self.as<Traceback>()->next) : none(); }
bool nextSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || (!isNone(value) && !isExactly(value, traceback_type))) {
    raiseTypeError(thread, "expected traceback object or None, got '%T'", value.isUnbound() ? none().bits : value.bits);
    return false;
  }
  for (Traceback *at = isNone(value) ? nullptr : value.as<Traceback>(); at; at = at->next)
    if (Value(at) == self) {
      raiseValueError(thread, "traceback loop detected");
      return false;
    }
  self.as<Traceback>()->next = isNone(value) ? nullptr : value.as<Traceback>();
  return true;
}
Value frameOf(Thread &, Value self) { return Value(self.as<Traceback>()->frame); }
Value lineOfTraceback(Thread &, Value self) { return self.as<Traceback>()->line < 0 ? none() : Value::smallInt(self.as<Traceback>()->line); }
Value instructionOfTraceback(Thread &, Value self) { return Value::smallInt(2 * static_cast<int64_t>(self.as<Traceback>()->instruction)); }
constexpr GetSetDef kTracebackAttributes[] = {{"tb_next", nextOf, nextSet}, {"tb_frame", frameOf}, {"tb_lineno", lineOfTraceback}, {"tb_lasti", instructionOfTraceback}};
Value tracebackConstruct(Thread &thread, LocalValue *args) {
  auto *traceback = allocate<Traceback>(thread, &traceback_type);
  if (!isExactly(args[2], frame_type))
    return raiseTypeError(thread, "traceback() argument 'tb_frame' must be frame, not %T", args[2].bits);
  if (!isNone(args[1]) && !isExactly(args[1], traceback_type))
    return raiseTypeError(thread, "expected traceback object or None, got '%T'", args[1].bits);
  traceback->next = isNone(args[1]) ? nullptr : args[1].as<Traceback>();
  traceback->frame = args[2].object();
  int64_t last = 0, line = 0;
  if (!toInt64(thread, args[3], last) || !toInt64(thread, args[4], line))
    return Value::error();
  traceback->instruction = static_cast<uint32_t>(last / 2);
  traceback->line = static_cast<int32_t>(line);
  return traceback;
}

} // namespace

int32_t frameLine(const FrameObject *object) { return lineOf(object->code, instructionOf(object)); }

Value frameLocals(Thread &thread, Frame *frame) {
  if (frame->code->flags & kNamespaceCode)
    return frame->registers[0];
  return frameObjectLocals(thread, frameObject(thread, frame));
}

Value frameObjectLocals(Thread &thread, FrameObject *object) {
  if (!object->dict)
    object->dict = makeDict(thread);
  if (object->live)
    return localsFrom(thread, object->code, object->live->registers, object->dict);
  const Value *registers = keptRegisters(object);
  return registers ? localsFrom(thread, object->code, registers, object->dict) : Value(object->dict);
}

void addTraceback(Thread &thread, BaseException *exception, Frame *frame, uint32_t instruction) {
  auto *traceback = allocate<Traceback>(thread, &traceback_type);
  traceback->next = exception->traceback;
  traceback->frame = frameObject(thread, frame);
  traceback->instruction = instruction;
  traceback->line = lineOf(frame->code, instruction);
  exception->traceback = traceback;
}

extern const TypeDef frame_def = {.name = "frame", .size = sizeof(FrameObject), .trace = traceFrame, .slots = {.repr = frameRepr}, .methods = kFrameMethods, .attributes = kFrameAttributes};
extern const TypeDef traceback_def = {.name = "traceback", .signature = "($type, tb_next, tb_frame, tb_lasti, tb_lineno)", .size = sizeof(Traceback), .trace = traceTraceback, .construct = tracebackConstruct, .attributes = kTracebackAttributes};

} // namespace pystm
