// The parser's driver: the token stream, the two passes, the positions of errors. See parser.h.
#include "syntax/parser.h"

#include "syntax/identifiers.h"

namespace pystm {

Parser::Parser(Arena &arena, SymbolSet &symbols, std::string_view source,
               const ParseOptions &options, SyntaxDiagnostic &diagnostic, SyntaxWarnings &warnings)
    : arena_(arena), symbols_(symbols), options_(options), diagnostic_(diagnostic),
      warnings_(warnings), lexer_(source) {}

Parser::Parser(Arena &arena, SymbolSet &symbols, std::string_view source,
               const ParseOptions &options, SyntaxDiagnostic &diagnostic, SyntaxWarnings &warnings,
               int line, int column)
    : arena_(arena), symbols_(symbols), options_(options), diagnostic_(diagnostic),
      warnings_(warnings), lexer_(source, line), starting_line_(line), starting_column_(column) {}

// ---- the token stream

bool Parser::fill() {
  auto *token = arena_.make<ParsedToken>();
  static_cast<Token &>(*token) = lexer_.next();
  if (options_.mode == ParseMode::kSingle && token->is(K::kEndMarker) && statement_begun_) {
    // The end of the text ends the statement.
    token->kind = K::kNewline;
    statement_begun_ = false;
    if (options_.imply_dedent)
      lexer_.closeBlocks();
  } else {
    statement_begun_ = true;
  }
  if (token->line == starting_line_ && token->column >= 0)
    token->column += starting_column_;
  if (token->end_line == starting_line_ && token->end_column >= 0)
    token->end_column += starting_column_;
  tokens_.push_back(token);
  if (token->is(K::kError)) {
    raiseLexerError();
    return false;
  }
  return true;
}

Parser::ParsedToken *Parser::fetch(int index) {
  while (static_cast<size_t>(index) >= tokens_.size())
    if (failed_ || !fill())
      return nullptr;
  return tokens_[static_cast<size_t>(index)];
}

bool Parser::at(K kind) {
  if (failed_)
    return false;
  ParsedToken *token = peek();
  return token && token->is(kind);
}

Parser::ParsedToken *Parser::expect(K kind) {
  if (!at(kind))
    return nullptr;
  return tokens_[static_cast<size_t>(mark_++)];
}

Parser::ParsedToken *Parser::expectForced(K kind, const char *text) {
  if (failed_ || !peek())
    return nullptr;
  if (ParsedToken *token = expect(kind))
    return token;
  raiseToken(peek(), std::string("expected '") + text + "'");
  return nullptr;
}

bool Parser::atSoft(std::string_view keyword) { return at(K::kName) && peek()->text == keyword; }

Parser::ParsedToken *Parser::expectSoft(std::string_view keyword) {
  return atSoft(keyword) ? expect(K::kName) : nullptr;
}

Parser::ParsedToken *Parser::expectAny(std::initializer_list<K> kinds) {
  for (K kind : kinds)
    if (ParsedToken *token = expect(kind))
      return token;
  return nullptr;
}

Identifier Parser::internName(ParsedToken *token) {
  if (!token->symbol) {
    bool ascii = true;
    for (unsigned char c : token->text)
      ascii &= c < 0x80;
    token->symbol =
        ascii ? symbols_.intern(token->text) : symbols_.intern(normalizeIdentifier(token->text));
  }
  return token->symbol;
}

Parser::E Parser::nameToken() {
  ParsedToken *token = expect(K::kName);
  if (!token)
    return nullptr;
  auto *name = makeAt<ast::Name>(place(token));
  name->id = internName(token);
  return name;
}

ast::Position Parser::span(int start) {
  const Token *first = tokens_[static_cast<size_t>(start)];
  int last = mark_ - 1;
  while (last > 0) {
    K kind = tokens_[static_cast<size_t>(last)]->kind;
    if (kind != K::kEndMarker && kind != K::kNewline && kind != K::kIndent && kind != K::kDedent)
      break;
    --last;
  }
  const Token *end = tokens_[static_cast<size_t>(last < 0 ? 0 : last)];
  return {first->line, first->column, end->end_line, end->end_column};
}

// ---- errors

std::nullptr_t Parser::raiseLocation(ErrorKind kind, int line, int column, int end_line,
                                     int end_column, const std::string &message) {
  failed_ = true;
  if (diagnostic_.set())
    return nullptr;
  if (end_line == kCurrentPosition)
    end_line = lexer_.line();
  if (end_column == kCurrentPosition)
    end_column = lexer_.column();
  bool f_string = options_.mode == ParseMode::kFString;
  std::string_view text = lexer_.line() <= line ? lexer_.buffered() : lexer_.lineText(line);
  if (lexer_.line() > line && text.ends_with('\n'))
    text.remove_suffix(1);
  if (f_string) {
    column -= starting_column_;
    end_column -= starting_column_;
  }
  // From the byte behind the column to the character there.
  auto characters = [&](int bytes) {
    if (f_string || bytes < 0)
      return bytes < 0 ? -1 : bytes;
    size_t length = static_cast<size_t>(bytes);
    if (length > text.size() + 1)
      length = text.size() + 1;
    size_t count = countCharacters(text.substr(0, length));
    return static_cast<int>(length > text.size() ? count + 1 : count);
  };
  diagnostic_.kind = kind;
  diagnostic_.message = f_string ? "f-string: " + message : message;
  diagnostic_.line = line;
  diagnostic_.column = characters(column);
  diagnostic_.end_line = end_line;
  diagnostic_.end_column = characters(end_column);
  diagnostic_.has_text = true;
  diagnostic_.text = std::string(text);
  return nullptr;
}

std::nullptr_t Parser::raiseAt(ErrorKind kind, int line, int column, int end_line, int end_column,
                               const std::string &message) {
  auto next = [](int c) { return c == kCurrentPosition ? c : c + 1; };
  return raiseLocation(kind, line, next(column), end_line, next(end_column), message);
}

std::nullptr_t Parser::raiseRange(const ast::Position &from, const ast::Position &to,
                                  const std::string &message) {
  return raiseAt(ErrorKind::kSyntax, from.line, from.column, to.end_line, to.end_column, message);
}

std::nullptr_t Parser::raiseStartingFrom(const ast::Position &from, const std::string &message) {
  return raiseAt(ErrorKind::kSyntax, from.line, from.column, kCurrentPosition, kCurrentPosition,
                 message);
}

// At the last token that was read.
std::nullptr_t Parser::raiseLast(ErrorKind kind, const std::string &message) {
  if (diagnostic_.set() || tokens_.empty()) {
    if (!diagnostic_.set())
      raiseLocation(kind, 0, 0, 0, -1, message);
    failed_ = true;
    return nullptr;
  }
  const Token *token = tokens_.back();
  if (token->is(K::kError) && lexer_.failure() == Lexer::Failure::kEndOfSource) {
    failed_ = true;
    if (!lexer_.openParentheses().empty())
      return raiseUnclosed();
    return raiseLocation(ErrorKind::kSyntax, token->line, lexer_.column(), token->end_line, -1,
                         "unexpected EOF while parsing");
  }
  int column = token->column == Token::kNoColumn ? lexer_.column() : token->column + 1;
  int end_column = token->end_column == Token::kNoColumn ? -1 : token->end_column + 1;
  return raiseLocation(kind, token->line, column, token->end_line, end_column, message);
}

// In a bracket or behind a backslash too, where otherwise the message would be another one.
void Parser::raiseIncomplete() {
  if (tokens_.empty() || !tokens_.back()->is(K::kError)) {
    raise("incomplete input");
    return;
  }
  const Token *token = tokens_.back();
  failed_ = true;
  raiseLocation(ErrorKind::kSyntax, token->line, lexer_.column(), token->end_line, -1, "incomplete input");
}

std::nullptr_t Parser::raiseUnclosed() {
  const Lexer::Parenthesis &open = lexer_.openParentheses().back();
  return raiseAt(ErrorKind::kSyntax, open.line, open.column, open.line, -1,
                 std::string("'") + open.opening + "' was never closed");
}

void Parser::raiseLexerError() {
  failed_ = true;
  if (diagnostic_.set())
    return;
  reported_by_lexer_ = true;
  switch (lexer_.failure()) {
  case Lexer::Failure::kReported:
    diagnostic_ = lexer_.diagnostic();
    break;
  case Lexer::Failure::kEndOfSource:
    raiseLast(ErrorKind::kSyntax, "unexpected EOF while parsing");
    break;
  case Lexer::Failure::kDedent:
    raiseIndentation("unindent does not match any outer indentation level");
    break;
  case Lexer::Failure::kTabs:
    raiseAt(ErrorKind::kTab, lexer_.line(), 0, lexer_.line(), -1,
            "inconsistent use of tabs and spaces in indentation");
    break;
  case Lexer::Failure::kTooDeep:
    raiseAt(ErrorKind::kIndentation, lexer_.line(), 0, lexer_.line(), -1,
            "too many levels of indentation");
    break;
  case Lexer::Failure::kLineContinuation:
    raiseAt(ErrorKind::kSyntax, lexer_.line(), lexer_.bufferedColumn() - 1, lexer_.line(), -1,
            "unexpected character after line continuation character");
    break;
  case Lexer::Failure::kNone:
    break;
  }
}

// A later error of the lexer explains an earlier failure of the parser: a parenthesis that was never
// closed, a string that never ends.
void Parser::checkRestOfSource() {
  if (reported_by_lexer_)
    return;
  int error_line = tokens_.back()->line;
  for (;;) {
    Token token = lexer_.next();
    if (token.is(K::kEndMarker))
      return;
    if (!token.is(K::kError))
      continue;
    if (lexer_.failure() == Lexer::Failure::kReported) {
      diagnostic_ = lexer_.diagnostic();
    } else if (!lexer_.openParentheses().empty() &&
               error_line > lexer_.openParentheses().back().line) {
      diagnostic_ = {};
      raiseUnclosed();
    }
    return;
  }
}

// After the second pass. `last_token` is the furthest that the first pass read.
void Parser::finishError(int last_token) {
  if (diagnostic_.set()) {
    if (diagnostic_.kind == ErrorKind::kSyntax || diagnostic_.kind == ErrorKind::kIndentation)
      checkRestOfSource();
    return;
  }
  const Token *last = tokens_[static_cast<size_t>(last_token)];
  if (last->is(K::kError) && lexer_.failure() == Lexer::Failure::kEndOfSource) {
    raise("unexpected EOF while parsing");
    return;
  }
  if (last->is(K::kIndent) || last->is(K::kDedent)) {
    raiseIndentation(last->is(K::kIndent) ? "unexpected indent" : "unexpected unindent");
    return;
  }
  raiseToken(last, "invalid syntax");
  checkRestOfSource();
}

// ---- starting rules

ast::ModNode *Parser::parse() {
  ast::ModNode *tree = start();
  if (tree) {
    if (options_.mode == ParseMode::kSingle && badSingleStatement()) {
      raise("multiple statements found while compiling a single statement");
      return nullptr;
    }
    warnings_.insert(warnings_.end(), lexer_.warnings().begin(), lexer_.warnings().end());
    return tree;
  }
  if (options_.allow_incomplete && lexer_.reachedEnd() && lexer_.failure() != Lexer::Failure::kLineContinuation) {
    diagnostic_ = {};
    raiseIncomplete();
    return nullptr;
  }
  if (diagnostic_.kind == ErrorKind::kMemory)
    return nullptr;
  int last_token = static_cast<int>(tokens_.size()) - 1;
  mark_ = 0;
  second_pass_ = true;
  for (ParsedToken *token : tokens_)
    token->memos = nullptr;
  if (!reported_by_lexer_) {
    failed_ = diagnostic_.set();
    start();
  }
  finishError(last_token);
  return nullptr;
}

ast::ModNode *Parser::start() {
  switch (options_.mode) {
  case ParseMode::kFile: {
    Items<S> body;
    if (!at(K::kEndMarker))
      statements(body);
    if (failed_ || !expect(K::kEndMarker))
      return nullptr;
    auto *module = makeAt<ast::Module>({});
    module->body = sequence(body);
    return module;
  }
  case ParseMode::kSingle:
    return interactive();
  case ParseMode::kEval:
  case ParseMode::kFString: {
    bool eval = options_.mode == ParseMode::kEval;
    E body = eval ? expressions() : starExpressions();
    if (!body)
      return nullptr;
    if (eval) {
      while (expect(K::kNewline)) {
      }
      if (!expect(K::kEndMarker))
        return nullptr;
    }
    auto *expression = makeAt<ast::Expression>({});
    expression->body = body;
    return expression;
  }
  case ParseMode::kFunctionType:
    return functionType();
  }
  return nullptr;
}

ast::ModNode *Parser::interactive() {
  Items<S> body;
  int start = mark_;
  S compound = compoundStatement();
  if (compound && expect(K::kNewline)) {
    body.push_back(compound);
  } else {
    mark_ = start;
    body.clear();
    if (!simpleStatements(body)) {
      if (expect(K::kNewline)) {
        body.push_back(make<ast::Pass>(start));
      } else {
        // Nothing at all: the prompt stays.
        if (at(K::kEndMarker) && !diagnostic_.set() && options_.allow_incomplete)
          raise("incomplete input");
        return nullptr;
      }
    }
  }
  auto *tree = makeAt<ast::Interactive>({});
  tree->body = sequence(body);
  return tree;
}

// "(int, *str, **dict) -> float", for the mode func_type of compile().
ast::ModNode *Parser::functionType() {
  if (!expect(K::kLeftParenthesis))
    return nullptr;
  Items<E> types;
  while (!at(K::kRightParenthesis)) {
    if (!types.empty() && !expect(K::kComma))
      return nullptr;
    if (!expect(K::kStar))
      expect(K::kDoubleStar);
    E type = expression();
    if (!type)
      return nullptr;
    types.push_back(type);
  }
  if (!expect(K::kRightParenthesis) || !expect(K::kArrow))
    return nullptr;
  E returns = expression();
  if (!returns)
    return nullptr;
  while (expect(K::kNewline)) {
  }
  if (!expect(K::kEndMarker))
    return nullptr;
  auto *tree = makeAt<ast::FunctionType>({});
  tree->argtypes = sequence(types);
  tree->returns = returns;
  return tree;
}

// Whether anything but blanks and comments follows the statement.
bool Parser::badSingleStatement() {
  std::string_view rest = lexer_.source().substr(lexer_.offset());
  for (size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '#')
      while (i < rest.size() && rest[i] != '\n')
        ++i;
    else if (rest[i] != ' ' && rest[i] != '\t' && rest[i] != '\n' && rest[i] != '\f')
      return true;
  }
  return false;
}

} // namespace pystm
