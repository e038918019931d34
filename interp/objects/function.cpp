// Python functions, code objects and cells as programs see them.
#include "objects/function.h"
#include "objects/bytes.h"
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/region.h"

namespace pystm {

Type function_type, code_type, cell_type;

namespace {

void traceFunction(Object *object, Tracer &tracer) {
  auto *function = static_cast<Function *>(object);
  tracer.visit(function->code);
  tracer.visit(function->globals);
  tracer.visit(function->builtins);
  for (Value value : {function->name, function->qualname, function->module, function->doc, function->annotations})
    tracer.visit(value);
  tracer.visit(function->defaults);
  tracer.visit(function->keyword_defaults);
  tracer.visit(function->closure);
}

Value functionGet(Thread &thread, Value self, Value instance, Value) {
  return instance.isUnbound() ? self : Value(makeBoundMethod(thread, self, instance));
}
Value functionCall(Thread &thread, Value self, const Arguments &args) { return call(thread, self, args); }
Value functionRepr(Thread &thread, Value self) {
  auto *function = self.as<Function>();
  return formatStr(thread, "<function %s at %p>", toUtf8(function->qualname.as<Str>()).c_str(), static_cast<void *>(function));
}
Value functionNew(Thread &thread, LocalValue *args) {
  if (!isExactly(args[1], code_type))
    return raiseTypeError(thread, "function() argument 'code' must be code, not %T", args[1].bits);
  if (!isDict(args[2]))
    return raiseTypeError(thread, "function() argument 'globals' must be dict, not %T", args[2].bits);
  auto *code = args[1].as<Code>();
  int64_t cells = isTuple(args[5]) ? args[5].as<Tuple>()->size : 0;
  if (!isNone(args[5]) && !isTuple(args[5]))
    return raiseTypeError(thread, "arg 5 (closure) must be tuple");
  if (cells != code->free_count)
    return code->free_count && isNone(args[5]) ? raiseTypeError(thread, "arg 5 (closure) must be tuple")
                                               : raiseValueError(thread, "%U requires closure of length %d, not %d", code->name, static_cast<int>(code->free_count), static_cast<int>(cells));
  Function *function = makeFunction(thread, code, args[2].as<Dict>());
  if (!isNone(args[3]))
    function->name = function->qualname = args[3];
  if (isTuple(args[4]))
    function->defaults = args[4].as<Tuple>();
  if (cells)
    function->closure = args[5].as<Tuple>();
  return function;
}

Value orNone(Value value) { return value.isUnbound() ? none() : value; }
Value nameGet(Thread &, Value self) { return self.as<Function>()->name; }
bool nameSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, "__name__ must be set to a string object");
    return false;
  }
  self.as<Function>()->name = value;
  return true;
}
Value qualnameGet(Thread &, Value self) { return self.as<Function>()->qualname; }
bool qualnameSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, "__qualname__ must be set to a string object");
    return false;
  }
  self.as<Function>()->qualname = value;
  return true;
}
Value moduleGet(Thread &, Value self) { return orNone(self.as<Function>()->module); }
bool moduleSet(Thread &, Value self, Value value) {
  self.as<Function>()->module = value;
  return true;
}
Value docGet(Thread &, Value self) { return orNone(self.as<Function>()->doc); }
bool docSet(Thread &, Value self, Value value) {
  self.as<Function>()->doc = value;
  return true;
}
Value codeGet(Thread &, Value self) { return Value(self.as<Function>()->code); }
bool codeSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isExactly(value, code_type)) {
    raiseTypeError(thread, "__code__ must be set to a code object");
    return false;
  }
  auto *function = self.as<Function>();
  if (value.as<Code>()->free_count != function->code->free_count) {
    raiseValueError(thread, "%U() requires a code object with %d free vars, not %d", function->name.as<Str>(), static_cast<int>(function->code->free_count), static_cast<int>(value.as<Code>()->free_count));
    return false;
  }
  function->code = value.as<Code>();
  return true;
}
Value globalsGet(Thread &, Value self) { return Value(self.as<Function>()->globals); }
Value builtinsGet(Thread &, Value self) { return Value(self.as<Function>()->builtins); }
Value closureGet(Thread &, Value self) { return self.as<Function>()->closure ? Value(self.as<Function>()->closure) : none(); }
Value defaultsGet(Thread &, Value self) { return self.as<Function>()->defaults ? Value(self.as<Function>()->defaults) : none(); }
bool defaultsSet(Thread &thread, Value self, Value value) {
  if (!value.isUnbound() && !isNone(value) && !isTuple(value)) {
    raiseTypeError(thread, "__defaults__ must be set to a tuple object");
    return false;
  }
  self.as<Function>()->defaults = value.isUnbound() || isNone(value) ? nullptr : value.as<Tuple>();
  return true;
}
Value keywordDefaultsGet(Thread &, Value self) { return self.as<Function>()->keyword_defaults ? Value(self.as<Function>()->keyword_defaults) : none(); }
bool keywordDefaultsSet(Thread &thread, Value self, Value value) {
  if (!value.isUnbound() && !isNone(value) && !isDict(value)) {
    raiseTypeError(thread, "__kwdefaults__ must be set to a dict object");
    return false;
  }
  self.as<Function>()->keyword_defaults = value.isUnbound() || isNone(value) ? nullptr : value.as<Dict>();
  return true;
}
Value annotationsGet(Thread &thread, Value self) {
  auto *function = self.as<Function>();
  if (function->annotations.isUnbound())
    function->annotations = makeDict(thread);
  return function->annotations;
}
bool annotationsSet(Thread &thread, Value self, Value value) {
  if (!value.isUnbound() && !isNone(value) && !isDict(value)) {
    raiseTypeError(thread, "__annotations__ must be set to a dict object");
    return false;
  }
  self.as<Function>()->annotations = isNone(value) ? Value() : value;
  return true;
}
Value functionDict(Thread &thread, Value self) { return attributeDict(thread, self.object()); }
bool functionDictSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isDict(value)) {
    raiseTypeError(thread, "__dict__ must be set to a dictionary, not a '%T'", value.isUnbound() ? none().bits : value.bits);
    return false;
  }
  return setAttributeDict(thread, self.object(), value.as<Dict>());
}
constexpr GetSetDef kFunctionAttributes[] = {
    {"__name__", nameGet, nameSet}, {"__qualname__", qualnameGet, qualnameSet}, {"__module__", moduleGet, moduleSet}, {"__doc__", docGet, docSet},
    {"__code__", codeGet, codeSet}, {"__globals__", globalsGet, nullptr, "", true}, {"__builtins__", builtinsGet, nullptr, "", true},
    {"__closure__", closureGet, nullptr, "", true},
    {"__defaults__", defaultsGet, defaultsSet}, {"__kwdefaults__", keywordDefaultsGet, keywordDefaultsSet},
    {"__annotations__", annotationsGet, annotationsSet}, {"__dict__", functionDict, functionDictSet}};

// --- code ---

void traceCode(Object *object, Tracer &tracer) {
  auto *code = static_cast<Code *>(object);
  tracer.visit(code->name);
  tracer.visit(code->qualname);
  tracer.visit(code->filename);
  for (const void *array : {static_cast<const void *>(code->locals), static_cast<const void *>(code->kinds), static_cast<const void *>(code->constants),
                            static_cast<const void *>(code->names), static_cast<const void *>(code->cache_names), static_cast<const void *>(code->instructions),
                            static_cast<const void *>(code->positions), static_cast<const void *>(code->exceptions)})
    tracer.visitArray(array);
}
Value codeRepr(Thread &thread, Value self) {
  auto *code = self.as<Code>();
  return formatStr(thread, "<code object %s at %p, file \"%s\", line %d>", toUtf8(code->name).c_str(), static_cast<void *>(code), toUtf8(code->filename).c_str(), code->first_line);
}
Value codeCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isExactly(right, code_type))
    return notImplemented();
  auto *a = left.as<Code>(), *b = right.as<Code>();
  bool same = a == b || (equalStrs(a->name, b->name) && a->first_line == b->first_line && a->instruction_count == b->instruction_count &&
                         a->constant_count == b->constant_count && memcmp(a->instructions, b->instructions, a->instruction_count * sizeof(Instruction)) == 0);
  for (uint32_t i = 0; same && a != b && i < a->constant_count; ++i) {
    int equal = equals(thread, a->constants[i], b->constants[i]);
    if (equal < 0)
      return Value::error();
    same = equal && typeOf(a->constants[i]) == typeOf(b->constants[i]);
  }
  return makeBool(same == (op == CompareOp::kEqual));
}
IntResult codeHash(Thread &, Value self) {
  return hashed(strHash(self.as<Code>()->name) ^ self.as<Code>()->first_line);
}
template <uint32_t Code::*field> Value number(Thread &, Value self) { return Value::smallInt(self.as<Code>()->*field); }
template <Str *Code::*field> Value text(Thread &, Value self) { return self.as<Code>()->*field; }
Value firstLine(Thread &, Value self) { return Value::smallInt(self.as<Code>()->first_line); }
Value flags(Thread &, Value self) { return Value::smallInt(self.as<Code>()->flags & ~uint32_t{kNamespaceCode}); }
Tuple *namesOf(Thread &thread, Code *code, bool plain, LocalKind kind) {
  List *list = makeList(thread);
  for (uint32_t i = code->flags & kNamespaceCode ? 1 : 0; i < code->local_count; ++i)
    if (plain ? code->kinds[i] == LocalKind::kPlain || (code->kinds[i] == LocalKind::kCell && i < code->parameters) : code->kinds[i] == kind)
      listAppend(thread, list, Value(code->locals[i]));
  return makeTuple(thread, list->size, list->items);
}
Value varnames(Thread &thread, Value self) { return namesOf(thread, self.as<Code>(), true, LocalKind::kPlain); }
Value cellvars(Thread &thread, Value self) { return namesOf(thread, self.as<Code>(), false, LocalKind::kCell); }
Value freevars(Thread &thread, Value self) { return namesOf(thread, self.as<Code>(), false, LocalKind::kFree); }
Value localCount(Thread &thread, Value self) { return Value::smallInt(namesOf(thread, self.as<Code>(), true, LocalKind::kPlain)->size); }
Value constants(Thread &thread, Value self) { return makeTuple(thread, self.as<Code>()->constant_count, self.as<Code>()->constants); }
Value codeNames(Thread &thread, Value self) {
  auto *code = self.as<Code>();
  Tuple *tuple = makeTuple(thread, code->name_count);
  for (uint32_t i = 0; i < code->name_count; ++i)
    tuple->items[i] = Value(code->names[i]);
  return tuple;
}
Value rawCode(Thread &thread, Value self) {
  auto *code = self.as<Code>();
  return makeBytes(thread, {reinterpret_cast<const char *>(code->instructions), code->instruction_count * sizeof(Instruction)});
}
Value emptyBytesOf(Thread &, Value) { return emptyBytes(); }
constexpr GetSetDef kCodeAttributes[] = {
    {"co_name", text<&Code::name>}, {"co_qualname", text<&Code::qualname>}, {"co_filename", text<&Code::filename>}, {"co_firstlineno", firstLine},
    {"co_flags", flags}, {"co_argcount", number<&Code::positional>}, {"co_posonlyargcount", number<&Code::positional_only>},
    {"co_kwonlyargcount", number<&Code::keyword_only>}, {"co_nlocals", localCount}, {"co_stacksize", number<&Code::registers>},
    {"co_varnames", varnames}, {"co_cellvars", cellvars}, {"co_freevars", freevars}, {"co_consts", constants}, {"co_names", codeNames},
    {"co_code", rawCode}, {"co_lnotab", emptyBytesOf}, {"co_linetable", emptyBytesOf}, {"co_exceptiontable", emptyBytesOf}};

Value orNoneNumber(int32_t n) { return n < 0 ? none() : Value::smallInt(n); }
Value codePositions(Thread &thread, LocalValue *args) {
  auto *code = args[0].as<Code>();
  List *list = makeList(thread);
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Position &p = code->positions[i];
    listAppend(thread, list, Value(makeTuple(thread, {orNoneNumber(p.line), orNoneNumber(p.end_line), orNoneNumber(p.column), orNoneNumber(p.end_column)})));
  }
  return getIterator(thread, list);
}
Value codeLines(Thread &thread, LocalValue *args) {
  auto *code = args[0].as<Code>();
  List *list = makeList(thread);
  for (uint32_t i = 0; i < code->instruction_count;) {
    uint32_t start = i;
    int32_t line = code->positions[i].line;
    while (i < code->instruction_count && code->positions[i].line == line)
      ++i;
    listAppend(thread, list, Value(makeTuple(thread, {Value::smallInt(start * 2), Value::smallInt(i * 2), orNoneNumber(line)})));
  }
  return getIterator(thread, list);
}
/// Regions neither watch nor restore what is stored in code (its class is PYSTM_LOCAL_CLASS), so it is made by one that runs alone.
Code *allocateCode(Thread &thread) {
  runAlone();
  return allocate<Code>(thread, &code_type);
}
Value codeReplace(Thread &thread, LocalValue *args) {
  auto *copy = allocateCode(thread);
  *copy = *args[0].as<Code>();
  copy->id = runtime.next_code_id++;
  if (args[1].isUnbound())
    return copy;
  int64_t position = 0;
  Value key, value;
  while (dictNext(args[1].as<Dict>(), position, key, value)) {
    auto *name = key.as<Str>();
    if (name->is("co_name"))
      copy->name = value.as<Str>();
    else if (name->is("co_qualname"))
      copy->qualname = value.as<Str>();
    else if (name->is("co_filename"))
      copy->filename = value.as<Str>();
    else if (name->is("co_firstlineno"))
      copy->first_line = static_cast<int32_t>(value.asSmallInt());
    else if (name->is("co_flags"))
      copy->flags = static_cast<uint32_t>(value.asSmallInt()) | (copy->flags & kNamespaceCode);
    else if (name->is("co_consts") && isTuple(value)) {
      copy->constants = allocateArray<LocalValue>(thread, static_cast<size_t>(value.as<Tuple>()->size) + 1);
      copy->constant_count = static_cast<uint32_t>(value.as<Tuple>()->size);
      for (int64_t i = 0; i < value.as<Tuple>()->size; ++i)
        copy->constants[i] = value.as<Tuple>()->items[i];
    }
  }
  return copy;
}
constexpr MethodDef kCodeMethods[] = {
    {"co_positions", "($self, /)", codePositions, ""},
    {"co_lines", "($self, /)", codeLines, ""},
    {"replace", "($self, /, **changes)", codeReplace, "Return a copy of the code object with new values for the specified fields."},
};

// --- cell ---

void traceCell(Object *object, Tracer &tracer) { tracer.visit(static_cast<Cell *>(object)->content); }
Value cellConstruct(Thread &thread, LocalValue *args) { return makeCell(thread, args[1]); }
Value cellRepr(Thread &thread, Value self) {
  Value content = self.as<Cell>()->content;
  if (content.isUnbound())
    return formatStr(thread, "<cell at %p: empty>", static_cast<void *>(self.object()));
  return formatStr(thread, "<cell at %p: %s object at %p>", static_cast<void *>(self.object()), std::string(typeNameOf(content)).c_str(), static_cast<void *>(content.object()));
}
Value cellGet(Thread &thread, Value self) {
  Value content = self.as<Cell>()->content;
  return content.isUnbound() ? raiseValueError(thread, "Cell is empty") : content;
}
bool cellSet(Thread &, Value self, Value value) {
  self.as<Cell>()->content = value;
  return true;
}
Value cellCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if (!isExactly(right, cell_type))
    return notImplemented();
  Value a = left.as<Cell>()->content, b = right.as<Cell>()->content;
  if (!a.isUnbound() && !b.isUnbound())
    return compare(thread, a, b, op);
  return compare(thread, Value::smallInt(b.isUnbound()), Value::smallInt(a.isUnbound()), op);
}
constexpr GetSetDef kCellAttributes[] = {{"cell_contents", cellGet, cellSet}};

template <class T> T *copyArray(Thread &thread, const std::vector<T> &from) {
  T *array = allocateArray<T>(thread, from.size() + 1);
  for (size_t i = 0; i < from.size(); ++i)
    array[i] = from[i];
  return array;
}

} // namespace

Cell *makeCell(Thread &thread, Value content) {
  auto *cell = allocate<Cell>(thread, &cell_type);
  cell->content = content;
  return cell;
}

Function *makeFunction(Thread &thread, Code *code, Dict *globals) {
  auto *function = allocate<Function>(thread, &function_type);
  function->attributes.shape = function_type.root_shape;
  function->code = code;
  function->globals = globals;
  Frame *frame = thread.frame;
  if (frame && frame->globals == globals) {
    function->builtins = frame->builtins;
  } else {
    Value builtins = dictGet(globals, names.builtins);
    function->builtins = isDict(builtins) ? builtins.as<Dict>() : isExactly(builtins, module_type) ? builtins.as<Module>()->dict : runtime.builtins;
  }
  function->name = Value(code->name);
  function->qualname = Value(code->qualname);
  Value module = dictGet(globals, names.name);
  function->module = module.isUnbound() ? none() : module;
  function->doc = code->constant_count && code->has_docstring ? code->constants[0] : none();
  return function;
}

Code *makeCode(Thread &thread, const CodeParts &parts) {
  auto *code = allocateCode(thread);
  code->id = runtime.next_code_id++;
  code->name = parts.name;
  code->qualname = parts.qualname ? parts.qualname : parts.name;
  code->filename = parts.filename;
  code->first_line = parts.first_line;
  code->flags = parts.flags;
  code->positional = parts.positional;
  code->positional_only = parts.positional_only;
  code->keyword_only = parts.keyword_only;
  code->parameters = parts.positional + parts.keyword_only + !!(parts.flags & kVarArgs) + !!(parts.flags & kVarKeywords);
  code->registers = parts.registers;
  code->local_count = static_cast<uint32_t>(parts.locals.size());
  code->constant_count = static_cast<uint32_t>(parts.constants.size());
  code->name_count = static_cast<uint32_t>(parts.names.size());
  code->cache_count = static_cast<uint32_t>(parts.cache_names.size());
  code->instruction_count = static_cast<uint32_t>(parts.instructions.size());
  code->exception_count = static_cast<uint32_t>(parts.exceptions.size());
  for (LocalKind kind : parts.kinds) {
    code->free_count += kind == LocalKind::kFree;
    code->cell_count += kind == LocalKind::kCell;
  }
  code->has_docstring = parts.has_docstring;
  code->locals = copyArray(thread, parts.locals);
  code->kinds = copyArray(thread, parts.kinds);
  code->constants = reinterpret_cast<LocalValue *>(copyArray(thread, parts.constants));
  code->names = copyArray(thread, parts.names);
  code->cache_names = copyArray(thread, parts.cache_names);
  code->instructions = copyArray(thread, parts.instructions);
  code->positions = copyArray(thread, parts.positions);
  code->exceptions = copyArray(thread, parts.exceptions);
  return code;
}

const char *opcodeName(Opcode op) {
  static constexpr const char *kNames[] = {
#define OPCODE(Name, format, text) #Name,
#include "compile/opcodes.def"
#undef OPCODE
  };
  return kNames[static_cast<int>(op)];
}

extern const TypeDef function_def = {
    .name = "function", .doc = "Create a function object.", .signature = "($type, code, globals, name=None, argdefs=None, closure=None)", .size = sizeof(Function), .trace = traceFunction, .construct = functionNew,
    .slots = {.repr = functionRepr, .get = functionGet, .call = functionCall}, .attributes = kFunctionAttributes, .attributes_offset = offsetof(Function, attributes)};
extern const TypeDef code_def = {.name = "code", .doc = "Create a code object.  Not for mere mortals.", .size = sizeof(Code), .trace = traceCode,
                                 .slots = {.repr = codeRepr, .hash = codeHash, .compare = codeCompare}, .methods = kCodeMethods, .attributes = kCodeAttributes};
extern const TypeDef cell_def = {.name = "cell", .signature = "($type, contents=?, /)", .size = sizeof(Cell), .trace = traceCell, .construct = cellConstruct,
                                 .slots = {.repr = cellRepr, .hash = hashNotImplemented, .compare = cellCompare}, .attributes = kCellAttributes};

} // namespace pystm
