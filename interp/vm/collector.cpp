// Mark and sweep. Marking is precise through objects, by their types' trace functions; registers and C stacks are
// scanned conservatively, because stale words above a frame's live temporaries must do no harm.
#include "vm/collector.h"
#include "objects/generator.h"
#include "objects/instance.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/runtime.h"
#include "vm/weak.h"

#include <algorithm>
#include <csetjmp>

namespace pystm {

// What lists, dicts and others keep their items in, and programs do not see.
static bool isStorage(const Object *object) { return object->type == &raw_array_type || object->type == &value_array_type; }

class Collector {
public:
  std::vector<Object *> stack;
  void (*probe)(Value, void *) = nullptr; // forEachReferent
  void *probe_context = nullptr;

  static void attach(Tracer &tracer, Collector &collector) { tracer.collector_ = &collector; }

  void push(Object *object) {
    if (probe) {
      if (isStorage(object))
        stack.push_back(object);
      else
        probe(Value(object), probe_context);
      return;
    }
    Chunk *chunk = chunkOf(object);
    if (!chunk)
      return;
    if (chunk->large) {
      if (chunk->large_marked)
        return;
      chunk->large_marked = true;
    } else {
      size_t offset = static_cast<size_t>(reinterpret_cast<char *>(object) - chunk->base);
      Block *block = &chunk->blocks[offset / kBlockSize];
      size_t granule = offset % kBlockSize / kGranule;
      if (testBit(block->marked, granule))
        return;
      setBit(block->marked, granule);
    }
    stack.push_back(object);
  }

  void trace(Object *object, Tracer &tracer) {
    Type *type = object->type;
    if (!type)
      return;
    if (type->trace)
      type->trace(object, tracer);
    if (type->flags & kHeapType) {
      tracer.visit(type);
      traceAttributes(object, tracer);
    } else if (type->attributes_offset) {
      traceAttributes(object, tracer);
    }
  }

  void drain(Tracer &tracer) {
    while (!stack.empty()) {
      Object *object = stack.back();
      stack.pop_back();
      trace(object, tracer);
    }
  }

  void scan(const void *begin, const void *end) {
    auto *word = reinterpret_cast<const uint64_t *>((reinterpret_cast<uintptr_t>(begin) + 7) & ~uintptr_t{7});
    for (; word < static_cast<const uint64_t *>(end); ++word) {
      if (*word >> 47)
        continue;
      Object *object = objectAt(reinterpret_cast<const void *>(*word));
      if (object && object->type)
        push(object);
    }
  }

  void traceFrames(Thread &thread, Tracer &tracer) {
    for (Frame *frame = thread.frames; frame && thread.frame && frame <= thread.frame; ++frame) {
      tracer.visit(frame->code);
      tracer.visit(frame->globals);
      tracer.visit(frame->builtins);
      tracer.visit(frame->function);
      tracer.visit(frame->object);
      tracer.visit(reinterpret_cast<Object *>(frame->generator));
      tracer.visit(frame->extra);
      // A callee's window begins inside of the caller's: what lies above is the callee's.
      LocalValue *end = frame->end();
      if (frame < thread.frame && frame[1].registers < end && frame[1].registers >= frame->registers &&
          frame[1].continuation != Continuation::kEntry)
        end = frame[1].registers;
      // A call that natives below serve: temporaries above its arguments are dead.
      Instruction at = frame->pc > frame->code->instructions ? frame->pc[-1] : *frame->pc;
      if (at.opcode() == Opcode::kCall || at.opcode() == Opcode::kCallMethod)
        end = std::min(end, frame->registers + at.b + 2 + at.c);
      scan(frame->registers, end);
    }
  }

  void traceThread(Thread &thread, Tracer &tracer) {
    tracer.visit(thread.exception);
    tracer.visit(thread.returned);
    for (ExceptionState *state = thread.exception_state; state; state = state->outer)
      tracer.visit(state->handled);
    tracer.visit(thread.locals_of_thread);
    tracer.visit(thread.thread_object);
    tracer.visit(thread.function);
    tracer.visit(thread.async_exception);
    tracer.visit(thread.asyncgen_hooks[0]);
    tracer.visit(thread.asyncgen_hooks[1]);
    for (ValueVector *vector = thread.vectors; vector; vector = vector->outer_)
      tracer.visitRange(vector->data(), vector->data() + vector->size());
    traceFrames(thread, tracer);
  }
};

namespace {

std::vector<RootTracer> root_tracers;

bool isMarked(const Object *object) {
  Chunk *chunk = chunkOf(object);
  if (!chunk)
    return true;
  if (chunk->large)
    return chunk->large_marked;
  size_t offset = static_cast<size_t>(reinterpret_cast<const char *>(object) - chunk->base);
  return testBit(chunk->blocks[offset / kBlockSize].marked, offset % kBlockSize / kGranule);
}

[[gnu::noinline]] void scanOwnStack(Collector &collector, Thread &thread) {
  jmp_buf registers;
  setjmp(registers);
  collector.scan(&registers, thread.c_stack_base);
}

} // namespace

void Tracer::push(Object *object) { collector_->push(object); }
void Tracer::visitConservatively(const void *begin, const void *end) { collector_->scan(begin, end); }

void addRootTracer(RootTracer tracer) { root_tracers.push_back(tracer); }

// Python code runs when it is finalized: in the order of creation, and before what that code may still use.
static bool endsInPython(const Object *object) { return object->type->flags & kHeapType || isAnyGenerator(object); }

void collectGarbage(Thread &current, bool border) {
  static bool collecting = false;
  if (collecting)
    return;
  collecting = true;
  beginMarking();
  Collector collector;
  Tracer tracer;
  Collector::attach(tracer, collector);
  for (Value *root : heap_roots)
    tracer.visit(*root);
  for (RootTracer trace : root_tracers)
    trace(tracer);
  traceWeakState(tracer);
  for (Thread *thread = runtime.threads; thread; thread = thread->checkpoint.next) {
    flushCaches(*thread);
    collector.traceThread(*thread, tracer);
    // A run of cells that is not used up: its rest is free again. What was used is found by marks.
    memset(static_cast<void *>(&thread->heap), 0, sizeof thread->heap);
    thread->blocks = ThreadBlocks();
    finalizable_objects.insert(finalizable_objects.end(), thread->finalizable.begin(), thread->finalizable.end());
    thread->finalizable.clear();
    // Of the thread that collects, what natives hold is looked for below; where it was outside once says nothing any more.
    if (thread->c_stack_saved && thread != &current)
      collector.scan(thread->c_stack_saved, thread->c_stack_base);
  }
  if (!border)
    scanOwnStack(collector, current);
  else if (current.c_stack_apart)
    collector.scan(current.c_stack_apart, current.c_stack_base);
  collector.drain(tracer);
  // Finalizers: __del__ brings the object back for once, native ones run when it is gone.
  std::vector<Object *> kept, dead, natives;
  for (Object *object : finalizable_objects)
    if (!isClosedGenerator(object))
      (isMarked(object) ? kept : endsInPython(object) ? dead : natives).push_back(object);
  clearDeadWeakRefs(isMarked);
  // Objects of native types hold what was made before them (a text stream its buffer, that its file): the last made
  // goes first.
  dead.insert(dead.end(), natives.rbegin(), natives.rend());
  std::vector<Object *> released;
  for (Object *object : dead) {
    if (object->type->finalize) {
      // Native: an owner that __del__ brings back below keeps it, so decide after those.
      released.push_back(object);
      if (object->type->flags & kHeapType && lookupType(object->type, names.del).bits)
        queueFinalizer(object), collector.push(object), released.pop_back(), kept.push_back(object);
    } else {
      queueFinalizer(object);
      collector.push(object);
    }
  }
  collector.drain(tracer);
  for (Object *object : released) {
    if (isMarked(object))
      kept.push_back(object);
    else
      object->type->finalize(object);
  }
  finalizable_objects = std::move(kept);
  sweepHeap();
  collecting = false;
}

void finalizeEverything(Thread &thread, const std::vector<Object *> &but_not) {
  std::vector<Object *> all = std::move(finalizable_objects);
  finalizable_objects.clear();
  for (Thread *other = runtime.threads; other; other = other->checkpoint.next) {
    all.insert(all.end(), other->finalizable.begin(), other->finalizable.end());
    other->finalizable.clear();
  }
  auto wanted = [&](Object *object) {
    return !object->type->finalize && std::find(but_not.begin(), but_not.end(), object) == but_not.end();
  };
  for (Object *object : all)
    if (endsInPython(object) && wanted(object))
      queueFinalizer(object);
  for (auto at = all.rbegin(); at != all.rend(); ++at)
    if (!endsInPython(*at) && wanted(*at))
      queueFinalizer(*at);
  runFinalizers(thread);
}

void forEachObject(void (*visit)(Object *, void *), void *context) {
  std::vector<Object *> found;
  for (Chunk *chunk = heap_state.chunks; chunk; chunk = chunk->next) {
    if (chunk->large) {
      found.push_back(reinterpret_cast<Object *>(chunk->base));
      continue;
    }
    for (Block &block : chunk->blocks)
      for (uint32_t i = 0; i < block.cell_count && block.cell_size; ++i)
        if (testBit(block.allocated, i * (block.cell_size / kGranule)))
          found.push_back(reinterpret_cast<Object *>(block.base + size_t{i} * block.cell_size));
  }
  for (Object *object : found)
    if (object->type && !isStorage(object))
      visit(object, context);
}

void forEachReferent(Object *object, void (*visit)(Value, void *), void *context) {
  Collector collector;
  collector.probe = visit;
  collector.probe_context = context;
  Tracer tracer;
  Collector::attach(tracer, collector);
  collector.trace(object, tracer);
  collector.drain(tracer); // what lies in its storage
}

} // namespace pystm
