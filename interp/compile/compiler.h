// The compiler: a checked syntax tree to code objects. A Unit is a code object under construction;
// registers are handed out in stack discipline above its variables.
//
// unit.cpp emits instructions, labels, constants and names; names.cpp variables and what is known of
// their being bound; statements.cpp, assignments.cpp, loops.cpp, try.cpp, with.cpp, imports.cpp
// and functions.cpp the statements; expressions.cpp, conditions.cpp, calls.cpp,
// displays.cpp and comprehensions.cpp the expressions; patterns.cpp match statements; folding.cpp
// constants. compile_source.h is the way in from the rest of the interpreter.
//
// Values live on the heap without being registered as roots: no collection happens during a
// compilation (see code.h).
#pragma once

#include "compile/code.h"
#include "compile/symbol_table.h"
#include "syntax/ast.h"
#include "syntax/diagnostics.h"

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

namespace pystm {

using Register = uint16_t;

// What is known at one point of a function: which locals are surely bound. `live` is false behind a
// jump away, where everything holds.
struct Flow {
  std::vector<bool> bound;
  bool live = true;

  void merge(const Flow &other) {
    if (!other.live)
      return;
    if (!live) {
      *this = other;
      return;
    }
    for (size_t i = 0; i < bound.size(); ++i)
      bound[i] = bound[i] && other.bound[i];
  }
};

struct Label {
  int64_t target = -1;
  std::vector<uint32_t> jumps; // instructions to patch
};

// The instructions that one handler protects: not those that leave the statement early.
struct ProtectedRange {
  std::vector<std::pair<uint32_t, uint32_t>> segments;
  int64_t start = -1;
};

// A construct that a return, break or continue has to leave properly.
struct Enclosure {
  enum class Kind : uint8_t {
    kLoop,
    kTry,         // nothing to do but to stop protecting
    kFinally,     // run the final body
    kFinallyBody, // running it after an exception: forget that exception
    kHandler,     // an except clause: forget the exception, unbind the name
    kWith,
    kStarHandler, // an except* clause: may not be left
  };
  Kind kind;
  Register base = 0;
  ProtectedRange range{};
  ProtectedRange cleanup{};
  Label *exit = nullptr; // of a loop
  Label *next = nullptr;
  Flow *exit_flow = nullptr;
  const ast::StmtList *body = nullptr; // of a finally
  Identifier name = nullptr;           // of a handler
  bool async = false;
  ast::Position position{};
};

struct Unit {
  Unit *outer = nullptr;
  Block *block = nullptr;
  CodeParts parts;
  std::string qualname;
  std::unordered_map<Identifier, Register> variables;
  std::unordered_map<std::string, uint32_t> constants;
  std::unordered_map<Identifier, uint16_t> names;
  std::vector<Enclosure *> enclosures;
  Flow flow;
  std::vector<bool> deletable; // locals that some statement deletes
  std::vector<bool> walrus;    // locals that an assignment expression binds
  uint32_t variable_count = 0;
  uint32_t top = 0; // the first free register
  Register class_cell = 0; // of a class body: the cell of __class__ for its methods
  Register first_free = 0;

  bool isFunction() const { return block->isFunction(); }
};

struct CompileFlags {
  int optimize = 0;
  bool future_annotations = false;
  bool top_level_await = false;
  int future_line = 0; // the last import from __future__ that stands where it may
  uint32_t code_flags = 0; // of __future__ features, for co_flags
};

class Compiler {
public:
  Compiler(Thread &thread, SymbolSet &symbols, SymbolTable &table, Str *filename,
           const CompileFlags &flags, SyntaxDiagnostic &diagnostic, SyntaxWarnings &warnings,
           bool long_jumps)
      : thread_(thread), symbols_(symbols), table_(table), filename_(filename), flags_(flags),
        diagnostic_(diagnostic), warnings_(warnings), long_jumps_(long_jumps) {}

  // The code of the whole tree, or null with the diagnostic set, or with `jumpTooLong()`.
  Code *compile(ast::ModNode *tree);
  // A jump did not fit its 16 bits: compile again with long jumps.
  bool jumpTooLong() const { return jump_too_long_; }

private:
  using E = ast::ExprNode *;
  using S = ast::StmtNode *;

  // ---- unit.cpp
  // Makes instructions belong to `node` while it lives.
  class At {
  public:
    At(Compiler &compiler, const ast::Position &position)
        : compiler_(compiler), saved_(compiler.position_) {
      compiler.position_ = position;
    }
    At(Compiler &compiler, const ast::Node *node) : At(compiler, node->position) {}
    ~At() { compiler_.position_ = saved_; }
    At(const At &) = delete;
    At &operator=(const At &) = delete;

  private:
    Compiler &compiler_;
    ast::Position saved_;
  };
  // Gives the registers back that were taken while it lived.
  class Temporaries {
  public:
    explicit Temporaries(Compiler &compiler) : compiler_(compiler), top_(compiler.unit_->top) {}
    ~Temporaries() { compiler_.unit_->top = top_; }
    Temporaries(const Temporaries &) = delete;
    Temporaries &operator=(const Temporaries &) = delete;

  private:
    Compiler &compiler_;
    uint32_t top_;
  };

  Register take(uint32_t count = 1);
  bool isVariable(Register r) const { return r < unit_->variable_count; }
  uint32_t here() const { return static_cast<uint32_t>(unit_->parts.instructions.size()); }
  uint32_t emit(Opcode op, unsigned a = 0, unsigned b = 0, unsigned c = 0, unsigned d = 0);
  uint32_t emitWide(Opcode op, unsigned a, int32_t bc);
  void jump(Label &label);
  void jumpIf(Opcode op, Register a, Label &label); // the jumps with one register
  void jumpShort(Opcode op, unsigned a, unsigned b, unsigned d, Label &label);
  void place(Label &label);
  void patch(uint32_t instruction, int64_t target);
  void load(Value constant, Register dest);
  uint32_t constantIndex(Value constant);
  std::string constantKey(Value constant);
  uint16_t nameIndex(Identifier name);
  uint16_t slot(Identifier name);
  Str *text(Identifier name);
  Str *text(std::string_view utf8);
  Identifier mangle(Identifier name);
  void begin(ProtectedRange &range) { range.start = here(); }
  void suspend(ProtectedRange &range);
  void protect(ProtectedRange &range, uint32_t handler, Register target);
  void enter(Enclosure &enclosure) { unit_->enclosures.push_back(&enclosure); }
  void leave() { unit_->enclosures.pop_back(); }
  Unit *enterUnit(Unit &unit, Block *block, Identifier name, const char *shown_name,
                  const ast::Position &position, uint32_t flags);
  void layOutVariables(Unit &unit);
  void prologue();
  Code *leaveUnit();
  bool error(const ast::Position &at, const std::string &message);
  void warn(const ast::Position &at, const std::string &message);
  bool failed() const { return diagnostic_.set(); }

  // ---- names.cpp
  NameScope scopeOf(Identifier mangled) const { return unit_->block->scopeOf(mangled); }
  bool localRegister(Identifier name, Register &result);
  void checkBound(Register local);
  void setBound(Register local);
  void setUnbound(Register local);
  void setAllDeletableUnbound(Flow &flow);
  void dead();
  void loadName(Identifier name, Register dest);
  void storeName(Identifier name, Register source);
  void deleteName(Identifier name);

  // ---- statements.cpp
  void statements(const ast::StmtList &body);
  void statement(S node);
  void statementBody(S node);
  void moduleBody(const ast::StmtList &body, bool interactive);
  void expressionStatement(ast::Expr *node);
  void returnStatement(ast::Return *node);
  void deleteTarget(E target);
  void ifStatement(ast::If *node);
  void assertStatement(ast::Assert *node);
  void raiseStatement(ast::Raise *node);
  void leaveLoop(S node, bool is_break);
  void unwind(size_t depth);
  void unwindOne(Enclosure &enclosure);
  static ast::Constant *docstring(const ast::StmtList &body);

  // ---- assignments.cpp
  void assign(ast::Assign *node);
  void augmentedAssign(ast::AugAssign *node);
  void annotatedAssign(ast::AnnAssign *node);
  void store(E target, Register source);
  void evaluateInto(E target, E value);
  void unpack(const ast::ExprList &targets, Register source);
  bool assignPairwise(E target, E value);
  void annotationInto(E annotation, Register dest);

  // ---- loops.cpp
  void whileStatement(ast::While *node);
  void forStatement(ast::For *node);
  void asyncForStatement(ast::AsyncFor *node);
  void storeIteration(E target, Register iterator, Label &end);
  void forIter(Register dest, Register iterator, Label &end);

  // ---- try.cpp
  void tryStatement(ast::Try *node);
  void tryFinally(ast::Try *node);
  void tryExcept(ast::Try *node);
  void tryStarStatement(ast::TryStar *node);
  void tryStarExcept(ast::TryStar *node);
  void handlers(ast::Try *node, Register exception, Label &end, Flow &end_flow);
  void starHandlers(ast::TryStar *node, Register exception);
  template <typename Body>
  void finallyAround(const ast::StmtList &final_body, const ast::Position &position, Body body);
  void cleanUp(ProtectedRange &range, Register exception, const Flow &flow);
  void forgetName(Identifier name);

  // ---- with.cpp
  void withItems(const ast::WithItemList &items, int index, const ast::StmtList &body, bool async,
                 const ast::Position &position);
  void callExit(Register base, bool async);

  // ---- imports.cpp
  void importStatement(ast::Import *node);
  void importFromStatement(ast::ImportFrom *node);

  // ---- functions.cpp
  template <typename T> void functionStatement(T *node, bool async);
  unsigned functionOperands(ast::arguments *args, E returns, Register base, bool annotations);
  unsigned annotations(ast::arguments *args, E returns, Register dest);
  void makeFunction(const Unit &unit, Code *code, Register base, unsigned operands, Register dest);
  void closureTuple(const CodeParts &parts, Register dest);
  void decorate(const ast::ExprList &decorators, Register base, Register function);
  void lambda(ast::Lambda *node, Register dest);
  void setParameters(ast::arguments *args);
  void classStatement(ast::ClassDef *node);
  Code *classCode(ast::ClassDef *node, Unit &unit);

  // ---- expressions.cpp
  Register operand(E node);
  void into(E node, Register dest);
  void intoBody(E node, Register dest);
  Register temporary(E node); // evaluates into a fresh register
  void discard(E node);
  void binary(ast::BinOp *node, Register dest);
  void unary(ast::UnaryOp *node, Register dest);
  void boolean(ast::BoolOp *node, Register dest);
  void comparison(ast::Compare *node, Register dest);
  void compareOnce(ast::CompareOperator op, Register left, Register right, Register dest);
  void conditional(ast::IfExp *node, Register dest);
  void attribute(ast::Attribute *node, Register dest);
  void subscript(ast::Subscript *node, Register dest);
  void checkIndex(ast::Subscript *node);
  void slice(ast::Slice *node, Register dest);
  void namedExpression(ast::NamedExpr *node, Register dest);
  void yieldExpression(ast::Yield *node, Register dest);
  void yieldFrom(ast::YieldFrom *node, Register dest);
  void awaitExpression(ast::Await *node, Register dest);
  void delegate(Register iterator, Register dest); // the loop of yield from and await
  void await(Register awaitable, Register dest, unsigned kind);
  void formatted(ast::FormattedValue *node, Register dest);
  void joined(ast::JoinedStr *node, Register dest);
  bool checkCompare(ast::Compare *node);
  bool inAsyncFunction() const;

  // ---- conditions.cpp
  void jumpOn(E node, bool condition, Label &label);
  void jumpOnComparison(ast::Compare *node, bool condition, Label &label);

  // ---- calls.cpp
  void callExpression(ast::Call *node, Register dest);
  void plainCall(Register base, bool method, int given, const ast::ExprList &args,
                 const ast::KeywordList &keywords, Register dest);
  void spreadCall(Register base, int given, const ast::ExprList &args,
                  const ast::KeywordList &keywords, Register dest);
  void checkCallee(ast::Call *node);
  const char *displayTypeName(E node);
  bool checkKeywords(const ast::KeywordList &keywords);
  static bool needsSpread(const ast::ExprList &args, const ast::KeywordList &keywords);

  // ---- displays.cpp
  void tupleDisplay(const ast::ExprList &elements, Register dest);
  void listDisplay(const ast::ExprList &elements, Register dest);
  void setDisplay(const ast::ExprList &elements, Register dest);
  void dictDisplay(ast::Dict *node, Register dest);
  void listInto(const ast::ExprList &elements, Register prefix, int given, Register list);

  // ---- comprehensions.cpp
  void comprehension(E node, ComprehensionKind kind, const char *name,
                     const ast::ComprehensionList &clauses, E element, E value, Register dest);
  void clause(const ast::ComprehensionList &clauses, int index, ComprehensionKind kind, E element,
              E value, Register result, Register outer_iterator);

  // ---- patterns.cpp
  struct PatternState {
    std::vector<std::pair<Identifier, Register>> captures;
    Label *fail;
    bool allow_irrefutable;
  };
  void matchStatement(ast::Match *node);
  void pattern(ast::PatternNode *node, Register subject, PatternState &state);
  void capture(Identifier name, const ast::Position &at, Register subject, PatternState &state);
  void matchValue(E value, Register subject, PatternState &state);
  void matchSequence(ast::MatchSequence *node, Register subject, PatternState &state);
  void matchMapping(ast::MatchMapping *node, Register subject, PatternState &state);
  void matchClass(ast::MatchClass *node, Register subject, PatternState &state);
  void matchAs(ast::MatchAs *node, Register subject, PatternState &state);
  void matchOr(ast::MatchOr *node, Register subject, PatternState &state);
  bool checkPatternValue(E value);

  // ---- folding.cpp
  bool constant(E node, Value &value);
  bool foldConstant(E node, Value &value);
  bool foldBinary(ast::BinOp *node, Value &value);
  bool foldUnary(ast::UnaryOp *node, Value &value);
  bool foldTuple(const ast::ExprList &elements, Value &value);
  Value literal(const ast::ConstantValue &value);
  bool constantTruth(E node, bool &truth);
  static const char *constantTypeName(const ast::ConstantValue &value);

  Thread &thread_;
  SymbolSet &symbols_;
  SymbolTable &table_;
  Str *filename_;
  CompileFlags flags_;
  SyntaxDiagnostic &diagnostic_;
  SyntaxWarnings &warnings_;
  bool long_jumps_;
  bool jump_too_long_ = false;
  bool interactive_ = false;
  Unit *unit_ = nullptr;
  ast::Position position_{};
  std::unordered_map<const ast::Node *, Value> folded_; // unbound: no constant
  std::vector<std::pair<std::string, Value>> frozen_;
  int depth_ = 0;
};

} // namespace pystm
