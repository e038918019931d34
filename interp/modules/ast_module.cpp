// The module _ast: the class AST, and one class for each node and operator of the tables, whose fields
// the tables give as well. See ast_objects.h.
#include "modules/ast_objects.h"

#include "compile/compile_source.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/instance.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"

#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

namespace pystm {

namespace {

struct AstObject : Object {
  Attributes attributes;
};

void traceAst(Object *object, Tracer &tracer) { traceAttributes(object, tracer); }

Value createAst(Thread &thread, Type *type, const Arguments &) {
  auto *object = allocate<AstObject>(thread, type);
  initAttributes(object);
  return Value(object);
}

// Positional arguments are the fields in their order; keywords may set any attribute.
bool initAst(Thread &thread, Value self, const Arguments &args) {
  Value fields = findAttribute(thread, Value(typeOf(self)), intern(thread, "_fields"));
  if (fields.isError())
    return false;
  Tuple *names = isTuple(fields) ? fields.as<Tuple>() : emptyTuple();
  if (args.positional > names->size) {
    raiseTypeError(thread, "%T constructor takes at most %lld positional argument%s", self.bits,
                   static_cast<long long>(names->size), names->size == 1 ? "" : "s");
    return false;
  }
  for (int64_t i = 0; i < args.positional; ++i)
    if (!setAttribute(thread, self, names->items[i].as<Str>(), args.values[i]))
      return false;
  for (int64_t i = 0; i < args.keywords(); ++i) {
    Str *name = args.names->items[i].as<Str>();
    for (int64_t j = 0; j < args.positional; ++j)
      if (equalStrs(name, names->items[j].as<Str>())) {
        raiseTypeError(thread, "%T got multiple values for argument '%U'", self.bits, name);
        return false;
      }
    if (!setAttribute(thread, self, name, args.values[args.positional + i]))
      return false;
  }
  return true;
}

Value reduceAst(Thread &thread, LocalValue *args) {
  Dict *attributes = attributeDict(thread, args[0].object());
  return makeTuple(thread, {Value(typeOf(args[0])), Value(emptyTuple()), Value(attributes)});
}

constexpr MethodDef kAstMethods[] = {
    {"__reduce__", "($self, /)", reduceAst, ""},
};

TypeDef astDefinition() {
  TypeDef def;
  def.name = "ast.AST";
  def.size = sizeof(AstObject);
  def.flags = kBaseType;
  def.trace = traceAst;
  def.slots.create = createAst;
  def.slots.init = initAst;
  def.methods = kAstMethods;
  def.attributes_offset = offsetof(AstObject, attributes);
  return def;
}

// What the names of fields' types in the table say of a field.
bool isOptional(const char *type) {
  return !std::strncmp(type, "Opt", 3) && std::strcmp(type, "OptExprList") ? true
         : !std::strcmp(type, "TypeComment") || !std::strcmp(type, "ConstantKind");
}

struct FieldRow {
  const char *type;
  const char *name;
};

class ClassMaker {
public:
  ClassMaker(Thread &thread, AstClasses &classes) : thread_(thread), classes_(classes) {}

  bool run();

private:
  Value make(const char *name, Value base, const std::vector<FieldRow> &fields, bool attributes);
  Value strings(const std::vector<const char *> &texts) {
    Tuple *tuple = makeTuple(thread_, static_cast<int64_t>(texts.size()));
    for (size_t i = 0; i < texts.size(); ++i)
      tuple->items[i] = intern(thread_, texts[i]);
    return tuple;
  }
  Value group(const char *name, bool attributes) {
    Value base(classes_.base);
    return make(name, base, {}, attributes);
  }

  Thread &thread_;
  AstClasses &classes_;
  bool failed_ = false;
};

Value ClassMaker::make(const char *name, Value base, const std::vector<FieldRow> &fields,
                       bool attributes) {
  if (failed_)
    return Value::error();
  Dict *dict = makeDict(thread_);
  std::vector<const char *> names;
  for (const FieldRow &row : fields) {
    names.push_back(row.name);
    if (isOptional(row.type))
      dictSet(thread_, dict, row.name, none());
  }
  dictSet(thread_, dict, "_fields", strings(names));
  dictSet(thread_, dict, "__match_args__", strings(names));
  dictSet(thread_, dict, "__module__", Value(intern(thread_, "ast")));
  if (attributes) {
    dictSet(thread_, dict, "_attributes",
            strings({"lineno", "col_offset", "end_lineno", "end_col_offset"}));
    dictSet(thread_, dict, "end_lineno", none());
    dictSet(thread_, dict, "end_col_offset", none());
  }
  Value type = call(thread_, Value(&type_type),
                    {Value(intern(thread_, name)), Value(makeTuple(thread_, {base})), Value(dict)});
  if (type.isError() || !dictSet(thread_, classes_.by_name, name, type))
    failed_ = true;
  return type;
}

bool ClassMaker::run() {
  dictSet(thread_, classes_.by_name, "AST", Value(classes_.base));
  Dict *base_dict = classes_.base->dict;
  for (const char *name : {"_fields", "_attributes", "__match_args__"})
    dictSet(thread_, base_dict, name, Value(emptyTuple()));
  Value ast(classes_.base);
  Value mod = group("mod", false), stmt = group("stmt", true), expr = group("expr", true);
  Value pattern = group("pattern", true), handler = group("excepthandler", true);
  Value type_ignore = group("type_ignore", false);
  make("TypeIgnore", type_ignore, {{"Integer", "lineno"}, {"Identifier", "tag"}}, false);

#define AST_CLASS_Mod mod
#define AST_CLASS_Stmt stmt
#define AST_CLASS_Expr expr
#define AST_CLASS_Pattern pattern
#define AST_CLASS_Handler handler
#define AST_CLASS_Comprehension ast
#define AST_CLASS_Arguments ast
#define AST_CLASS_Arg ast
#define AST_CLASS_Keyword ast
#define AST_CLASS_Alias ast
#define AST_CLASS_WithItem ast
#define AST_CLASS_MatchCase ast
#define F(type, name) {#type, #name},
  // Nodes with a group inherit its positions; the others have their own.
#define AST_NODE(base, name, attributes, fields)                                                   \
  make(#name, AST_CLASS_##base, {fields}, attributes && AST_CLASS_##base == ast);
#include "syntax/ast_nodes.def"
#undef AST_NODE
#undef F

  // Operators: a class each, and one object of it that all trees share.
  Value groups[] = {group("boolop", false), group("operator", false), group("unaryop", false),
                    group("cmpop", false), group("expr_context", false)};
  auto groupOf = [&](std::string_view name) {
    return name == "BoolOperator"      ? groups[0]
           : name == "Operator"        ? groups[1]
           : name == "UnaryOperator"   ? groups[2]
           : name == "CompareOperator" ? groups[3]
                                       : groups[4];
  };
  auto addOperator = [&](std::string_view group, const char *name) {
    Value type = make(name, groupOf(group), {}, false);
    if (failed_)
      return;
    Value object = call(thread_, type);
    if (object.isError() || !dictSet(thread_, classes_.singletons, name, object))
      failed_ = true;
  };
#define AST_OPERATOR(group, name, symbol) addOperator(#group, #name);
#include "syntax/ast_operators.def"
  return !failed_;
}

bool initializeAst(Thread &thread, Module *module) {
  AstClasses *classes = astClasses(thread);
  if (!classes)
    return false;
  int64_t position = 0;
  Value key, value;
  while (dictNext(classes->by_name, position, key, value))
    if (!dictSet(thread, module->dict, key, value))
      return false;
  return setModuleAttribute(thread, module, "PyCF_ONLY_AST", Value::smallInt(kOnlyTree)) &&
         setModuleAttribute(thread, module, "PyCF_TYPE_COMMENTS", Value::smallInt(kTypeComments)) &&
         setModuleAttribute(thread, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT",
                            Value::smallInt(kTopLevelAwait));
}

} // namespace

AstClasses *astClasses(Thread &thread) {
  static AstClasses classes{};
  static bool ready = false;
  if (ready)
    return &classes;
  addRoot(&classes.base);
  addRoot(&classes.by_name);
  addRoot(&classes.singletons);
  classes.base = makeType(thread, astDefinition());
  classes.by_name = makeDict(thread);
  classes.singletons = makeDict(thread);
  ready = classes.base && ClassMaker(thread, classes).run();
  return ready ? &classes : nullptr;
}

extern const ModuleDef ast_module;
const ModuleDef ast_module = {"_ast", "", {}, initializeAst};

} // namespace pystm
