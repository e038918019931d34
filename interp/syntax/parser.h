// The parser: recursive descent with backtracking in the order of Python's own grammar, so that what
// is tried first, and hence what an error points at, agrees. The first pass accepts or fails without
// a word. After a failure a second pass runs over the same tokens with the rules of wrong programs
// switched on (parser_errors.cpp), each of which reports its own message; where none matches, the
// furthest token of the first pass is "invalid syntax".
//
// A rule is a method: it returns null and leaves the mark where it was when it does not match. Once
// an error is set nothing matches any more. Rules that several alternatives try remember their
// result by token (`memo`), which keeps the time linear.
//
// parser.cpp drives; parser_statements.cpp, parser_compound.cpp, parser_parameters.cpp,
// parser_expressions.cpp, parser_atoms.cpp, parser_calls.cpp, parser_targets.cpp, parser_patterns.cpp
// and parser_strings.cpp hold the rules.
#pragma once

#include "syntax/ast.h"
#include "syntax/diagnostics.h"
#include "syntax/lexer.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace pystm {

enum class ParseMode : uint8_t { kFile, kSingle, kEval, kFunctionType, kFString };

struct ParseOptions {
  ParseMode mode = ParseMode::kFile;
  // Report kIncomplete where more input could still make the program right.
  bool allow_incomplete = false;
  // A single statement that ends without a newline closes its blocks.
  bool imply_dedent = true;
  // from __future__ import barry_as_FLUFL is in force: <> in place of !=.
  bool flufl = false;
};

class Parser {
public:
  Parser(Arena &arena, SymbolSet &symbols, std::string_view source, const ParseOptions &options,
         SyntaxDiagnostic &diagnostic, SyntaxWarnings &warnings);

  // For an expression inside of an f-string that begins at the given place.
  Parser(Arena &arena, SymbolSet &symbols, std::string_view source, const ParseOptions &options,
         SyntaxDiagnostic &diagnostic, SyntaxWarnings &warnings, int line, int column);

  // The tree, or null with the diagnostic set.
  ast::ModNode *parse();

private:
  using E = ast::ExprNode *;
  using S = ast::StmtNode *;
  using P = ast::PatternNode *;
  using StmtSeq = ast::Sequence<ast::StmtNode *>;
  using ExprSeq = ast::Sequence<ast::ExprNode *>;
  using K = TokenKind;

  enum class Rule : uint8_t {
    kExpression,
    kStarExpression,
    kDisjunction,
    kBitwiseOr,
    kFactor,
    kPrimary,
    kNamedInvalid,
    kStrings,
    kArguments,
    kStarTarget,
    kTargetWithStarAtom,
    kTargetPrimary,
    kDelTarget,
    kSimpleStatement,
    kBlock,
    kClosedPattern,
    kStarPattern,
    kGroup,
    kTuple,
    kList,
    kGeneratorExpression,
  };

  struct Memo {
    Rule rule;
    void *node;
    int end;
    Memo *next;
  };

  struct ParsedToken : Token {
    Memo *memos = nullptr;
    Identifier symbol = nullptr;
  };

  // A list under construction whose emptiness and failure are different things.
  template <typename T> using Items = std::vector<T>;

  // ---- the token stream (parser.cpp)
  ParsedToken *fetch(int index);
  bool fill();
  ParsedToken *peek() { return fetch(mark_); }
  bool at(K kind);
  ParsedToken *expect(K kind);
  ParsedToken *expectForced(K kind, const char *text);
  bool atSoft(std::string_view keyword);
  ParsedToken *expectSoft(std::string_view keyword);
  ParsedToken *expectAny(std::initializer_list<K> kinds);
  E nameToken();
  E numberToken();
  Identifier internName(ParsedToken *token);

  template <typename Body> auto memo(Rule rule, Body body) -> decltype(body()) {
    using Result = decltype(body());
    if (failed_ || !fetch(mark_))
      return nullptr;
    ParsedToken *token = tokens_[static_cast<size_t>(mark_)];
    for (Memo *entry = token->memos; entry; entry = entry->next)
      if (entry->rule == rule) {
        mark_ = entry->end;
        return static_cast<Result>(entry->node);
      }
    int start = mark_;
    Result result = body();
    if (!result)
      mark_ = start;
    token->memos = arena_.make<Memo>(Memo{rule, result, mark_, token->memos});
    return result;
  }

  // Runs an alternative; what it consumed is given back when it fails.
  template <typename Body> auto attempt(Body body) -> decltype(body()) {
    using Result = decltype(body());
    if (failed_)
      return Result{};
    int start = mark_;
    Result result = body();
    if (!result)
      mark_ = start;
    return result;
  }
  template <typename Body> bool lookahead(Body body) {
    if (failed_)
      return false;
    int start = mark_;
    bool matches = static_cast<bool>(body());
    mark_ = start;
    return matches && !failed_;
  }
  // The separated list that `rule` makes: at least one element, no trailing separator.
  template <typename T, typename Body> bool gather(Items<T> &items, K separator, Body rule) {
    T first = rule();
    if (!first)
      return false;
    items.push_back(first);
    for (;;) {
      int start = mark_;
      if (!expect(separator))
        return !failed_;
      T next = rule();
      if (!next) {
        mark_ = start;
        return !failed_;
      }
      items.push_back(next);
    }
  }

  template <typename T> ast::Sequence<T> sequence(const Items<T> &items) {
    ast::Sequence<T> result;
    result.size = static_cast<int>(items.size());
    result.data = arena_.makeArray<T>(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      result.data[i] = items[i];
    return result;
  }
  template <typename T> ast::Sequence<T> single(T item) { return sequence(Items<T>{item}); }

  // A new node that reaches from token `start` to the token before the mark.
  template <typename T> T *make(int start) {
    T *node = arena_.make<T>();
    static_cast<ast::Node *>(node)->kind = T::kKind;
    node->position = span(start);
    return node;
  }
  template <typename T> T *makeAt(const ast::Position &position) {
    T *node = arena_.make<T>();
    static_cast<ast::Node *>(node)->kind = T::kKind;
    node->position = position;
    return node;
  }
  ast::Position span(int start);

  // ---- errors (parser.cpp)
  static constexpr int kCurrentPosition = -5;
  std::nullptr_t raiseAt(ErrorKind kind, int line, int column, int end_line, int end_column,
                         const std::string &message);
  std::nullptr_t raiseLocation(ErrorKind kind, int line, int column, int end_line, int end_column,
                               const std::string &message);
  std::nullptr_t raise(const std::string &message) { return raiseLast(ErrorKind::kSyntax, message); }
  std::nullptr_t raiseIndentation(const std::string &message) {
    return raiseLast(ErrorKind::kIndentation, message);
  }
  std::nullptr_t raiseLast(ErrorKind kind, const std::string &message);
  std::nullptr_t raiseRange(const ast::Position &from, const ast::Position &to,
                            const std::string &message);
  std::nullptr_t raiseNode(const ast::Node *node, const std::string &message) {
    return raiseRange(node->position, node->position, message);
  }
  std::nullptr_t raiseToken(const Token *token, const std::string &message) {
    return raiseRange(place(token), place(token), message);
  }
  std::nullptr_t raiseStartingFrom(const ast::Position &from, const std::string &message);
  void raiseIncomplete();
  std::nullptr_t raiseUnclosed();
  void raiseLexerError();
  void finishError(int last_token);
  void checkRestOfSource();
  static ast::Position place(const Token *token) {
    return {token->line, token->column, token->end_line, token->end_column};
  }
  ast::Position placeOf(int index) { return place(tokens_[static_cast<size_t>(index)]); }

  // ---- starting rules (parser.cpp)
  ast::ModNode *start();
  ast::ModNode *interactive();
  ast::ModNode *functionType();
  bool badSingleStatement();

  // ---- statements (parser_statements.cpp)
  bool statements(Items<S> &out);
  bool statement(Items<S> &out);
  bool simpleStatements(Items<S> &out);
  S simpleStatement();
  S assignment();
  S annotatedAssignment();
  S plainAssignment();
  S augmentedAssignment(bool &committed);
  E annotatedRight();
  bool augmentedOperator(ast::Operator &op);
  S returnStatement();
  S raiseStatement();
  S deleteStatement();
  S assertStatement();
  S namesStatement(bool global);
  S importName();
  S importFrom();
  bool importTargets(Items<ast::alias *> &out);
  ast::alias *importAs();
  ast::alias *dottedAs();
  Identifier dottedName();

  // ---- compound statements (parser_compound.cpp)
  S compoundStatement();
  StmtSeq *block();
  S decorated();
  S functionDefinition(const ExprSeq &decorators);
  S classDefinition(const ExprSeq &decorators);
  S ifStatement(bool elif);
  StmtSeq *elseBlock();
  S whileStatement();
  S forStatement();
  S withStatement();
  ast::withitem *withItem();
  S tryStatement();
  ast::ExceptHandler *exceptBlock();
  ast::ExceptHandler *exceptStarBlock();
  StmtSeq *finallyBlock();
  S matchStatement();
  ast::match_case *caseBlock();
  E subjectExpression();
  bool guard(E &out);

  // ---- parameters (parser_parameters.cpp); `lambda` tells the two kinds apart
  struct ParameterDefault {
    ast::arg *parameter;
    E value;
    explicit operator bool() const { return parameter; }
  };
  struct SlashWithDefault {
    Items<ast::arg *> plain;
    Items<ParameterDefault> defaulted;
  };
  struct StarEtc {
    ast::arg *vararg = nullptr;
    Items<ParameterDefault> keyword_only;
    ast::arg *kwarg = nullptr;
  };
  ast::arguments *emptyArguments();
  ast::arguments *parameters(bool lambda);
  ast::arguments *parametersBody(bool lambda);
  bool slashNoDefault(bool lambda, Items<ast::arg *> &out);
  bool slashWithDefault(bool lambda, SlashWithDefault &out);
  bool starEtc(bool lambda, StarEtc &out);
  ast::arg *keywordsParameter(bool lambda);
  bool parameterEnd(bool lambda);
  ast::arg *parameter(bool lambda);
  ast::arg *parameterStarAnnotation();
  ast::arg *parameterNoDefault(bool lambda);
  ast::arg *parameterNoDefaultStar();
  ParameterDefault parameterWithDefault(bool lambda);
  ParameterDefault parameterMaybeDefault(bool lambda);
  E defaultValue();
  void invalidParameters(bool lambda);
  void invalidStarEtc(bool lambda);
  void invalidKeywords(bool lambda);
  bool anySlash(bool lambda);
  void skipMaybeDefaults(bool lambda);

  // ---- expressions (parser_expressions.cpp)
  E expressions();
  E expression();
  E expressionWithoutInvalid();
  E expressionBody();
  E yieldExpression();
  E starExpressions();
  E starExpression();
  bool starNamedExpressions(Items<E> &out);
  E starNamedExpression();
  E assignmentExpression();
  E namedExpression();
  E expressionNotNamed();
  E disjunction();
  E conjunction();
  E inversion();
  E comparison();
  bool comparisonOperator(ast::CompareOperator &op);
  E bitwiseOr();
  E binary(int level);
  E factor();
  E power();
  E awaitPrimary();
  E primary();
  E primaryBody();
  E slices();
  E slice();
  E lambdaDefinition();

  // ---- atoms (parser_atoms.cpp)
  E atom();
  E parenthesised();
  E bracketed();
  E braced();
  E group();
  E tuple();
  E list();
  E dict();
  E set();
  E generatorExpression();
  E listComprehension();
  E setComprehension();
  E dictComprehension();
  bool forIfClauses(Items<ast::comprehension *> &out);
  ast::comprehension *forIfClause();
  struct KeyValue {
    E key;
    E value;
    explicit operator bool() const { return value; }
  };
  KeyValue doubleStarredPair();
  KeyValue keyValuePair();

  // ---- calls (parser_calls.cpp)
  E arguments();
  E callArguments();
  struct Argument {
    ast::keyword *keyword = nullptr;
    E positional = nullptr;
    explicit operator bool() const { return keyword || positional; }
  };
  bool keywordArguments(Items<Argument> &out);
  Argument keywordOrStarred();
  Argument keywordOrDoubleStarred();
  E starredExpression();

  // ---- targets (parser_targets.cpp)
  E starTargets();
  E starTarget();
  E targetWithStarAtom();
  E starAtom();
  bool starTargetsTuple(Items<E> &out);
  bool starTargetsList(Items<E> &out);
  E singleTarget();
  E singleSubscriptAttributeTarget();
  E subscriptOrAttributeTarget(ast::Context context);
  E targetPrimary();
  bool atTargetLookahead();
  bool deleteTargets(Items<E> &out);
  E deleteTarget();
  E deleteAtom();
  E withContext(E expression, ast::Context context);

  // ---- patterns (parser_patterns.cpp)
  P patterns();
  P pattern();
  P asPattern();
  P orPattern();
  P closedPattern();
  P closedPatternBody();
  P literalPattern();
  E literalExpression();
  E signedNumber();
  E complexNumber();
  E captureTarget();
  P valuePattern();
  E dottedAttribute(bool allow_name);
  P groupPattern();
  P sequencePattern();
  bool openSequence(Items<P> &out);
  bool maybeSequence(Items<P> &out);
  P maybeStarPattern();
  P starPattern();
  P mappingPattern();
  P classPattern();
  bool keyValuePattern(Items<E> &keys, Items<P> &values);
  bool keywordPattern(Items<Identifier> &names, Items<P> &values);
  bool keywordPatterns(Items<Identifier> &names, Items<P> &values);

  // ---- strings (parser_strings.cpp, parser_fstring.cpp)
  friend class FStringParser;
  E strings();
  E concatenateStrings(int first, int last);
  void warnInvalidEscape(char escape, const Token &token);
  bool decodeLiteral(std::string_view body, bool raw, const Token &token, std::string &out);

  // ---- rules of wrong programs (parser_errors.cpp)
  enum class TargetKind : uint8_t { kStar, kDelete, kFor };
  static const char *expressionName(E expression);
  static E findInvalidTarget(E expression, TargetKind kind);
  std::nullptr_t raiseInvalidTarget(TargetKind kind, E expression);
  bool isLegacyStatement(E name);
  void invalidExpression();
  void invalidLegacyExpression();
  void invalidNamedExpression();
  void invalidAssignment();
  E invalidAnnotationTarget();
  void invalidDelete();
  void invalidArguments();
  void invalidKeywordArgument();
  void invalidComprehension();
  void invalidDictComprehension();
  void invalidGroup();
  void invalidDictItems();
  void invalidForTarget();
  void invalidImportTargets();
  void invalidWithItem();
  void invalidWithStatement();
  void invalidWithIndent();
  void invalidTry();
  void invalidExcept();
  void invalidExceptIndent();
  void invalidExceptStarIndent();
  void invalidMatch();
  void invalidCase();
  void invalidAsPattern();
  void invalidClassPattern();
  void invalidHeader(K keyword, const char *name);
  void invalidPlainHeader(K keyword, const char *name);
  void invalidFor();
  void invalidFunction();
  void invalidClass();
  bool newlineWithoutIndent();
  void expectedIndent(const char *what, const Token *after);
  const ast::Position &lastComprehensionItem(const Items<ast::comprehension *> &clauses);

  Arena &arena_;
  SymbolSet &symbols_;
  ParseOptions options_;
  SyntaxDiagnostic &diagnostic_;
  SyntaxWarnings &warnings_;
  Lexer lexer_;
  std::vector<ParsedToken *> tokens_;
  int mark_ = 0;
  bool failed_ = false;
  bool second_pass_ = false; // the rules of wrong programs are on
  // The deepest nesting of expressions: beyond it Python gives up too.
  static constexpr int kDeepest = 6000 / 12;
  int depth_ = 0;            // of rules, against overflow of the stack
  int starting_line_ = -1;   // where an f-string's expression stands in its source
  int starting_column_ = 0;
  bool reported_by_lexer_ = false;
  bool statement_begun_ = false; // in single mode: a token came, and no end yet
};

} // namespace pystm
