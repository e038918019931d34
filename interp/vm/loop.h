// The slow halves of instructions, shared by the parts of the loop (interpreter.cpp and the .inc files).
#pragma once

#include "vm/cache.h"
#include "vm/frame.h"

namespace pystm {

// Takes the running frame away; its generator, if any, is closed by the caller.
void popFrame(Thread &);
// An exception is pending in the running frame: looks for its handler, taking frames away. True: thread.frame
// is the frame to go on with. False: an entry frame ended, or (`outermost`) there is no frame left.
bool unwind(Thread &, bool add_traceback);

bool unpackSequence(Thread &, Value sequence, uint32_t count, LocalValue *to);
bool unpackEx(Thread &, Value sequence, uint32_t before, uint32_t after, LocalValue *to);
Value formatValue(Thread &, Value value, Value spec, unsigned conversion);
Value buildString(Thread &, const LocalValue *pieces, uint32_t count);
bool dictMerge(Thread &, Dict *, Value mapping, Value callee);
bool listExtendStar(Thread &, List *, Value iterable);
Value loadName(Thread &, Frame *, Str *name);
bool storeName(Thread &, Frame *, Str *name, Value value);
bool deleteName(Thread &, Frame *, Str *name);
Value loadClassCell(Thread &, Frame *, uint32_t cell);
void raiseUnbound(Thread &, Frame *, uint32_t local);
// True: what is being handled is raised again, as it was.
bool doRaise(Thread &, Value exception, Value cause, unsigned kind);
bool beforeWith(Thread &, Value manager, bool async, LocalValue *to);
int matchException(Thread &, Value exception, Value classes);
bool matchGroup(Thread &, Value exception, Value classes, LocalValue *to);
Value prepareReraiseStar(Thread &, Value original, Value raised);
Value matchKeys(Thread &, Value subject, Tuple *keys);
Value matchClass(Thread &, Value subject, Value type, unsigned positional, Tuple *keyword_names);
Value copyWithoutKeys(Thread &, Value mapping, Tuple *keys);
Value makeFunctionFrom(Thread &, Frame *, Code *, unsigned flags, const LocalValue *parts);
Value importName(Thread &, Frame *, Str *name, Value from_list, Value level);
Value importFrom(Thread &, Value module, Str *name);
bool importStar(Thread &, Value module, Value names_space);
bool printExpression(Thread &, Value value);
// CallSpread: puts the arguments at `to`, the keywords' values in the order of the dict behind the positional ones.
bool placeSpread(Thread &, Value callee, Value positional, Value keywords, LocalValue *to, int64_t &given, Tuple *&names);
// A call whose arguments lie above the running frame, where the callee's callbacks would overwrite them.
Value callCopied(Thread &, Value callee, const Arguments &);
// SEND for what is no generator: the item; at the end unbound and *result.
Value sendTo(Thread &, Value receiver, Value sent, LocalValue *result);
Value getAIter(Thread &, Value);
Value getANext(Thread &, Value);
Value getAwaitable(Thread &, Value, unsigned origin);
Value yieldFromIterator(Thread &, Frame *, Value);

} // namespace pystm
