// Rows of tracebacks. The carets cover the expression that failed; inside a binary operation or a
// subscript the operator alone is marked, found by parsing the expression's text. See
// traceback_lines.h.
#include "shell/traceback_lines.h"

#include "compile/code.h"
#include "objects/list.h"
#include "objects/str.h"
#include "syntax/identifiers.h"
#include "syntax/parser.h"
#include "syntax/source.h"
#include "vm/frame.h"
#include "vm/runtime.h"

#include <fstream>
#include <sstream>
#include <unordered_map>
#include <vector>

namespace pystm {

namespace {

constexpr int kMostRepetitions = 3;
constexpr int64_t kDefaultLimit = 1000;

// The lines of the files that one traceback names.
class SourceLines {
public:
  const std::string *find(Str *filename, int line) {
    std::string name = toUtf8(filename);
    auto [entry, added] = files_.try_emplace(name);
    if (added)
      read(name, entry->second);
    if (line < 1 || static_cast<size_t>(line) > entry->second.size())
      return nullptr;
    return &entry->second[static_cast<size_t>(line) - 1];
  }

private:
  void read(const std::string &name, std::vector<std::string> &lines) {
    std::ifstream file(name, std::ios::binary);
    if (!file || name.starts_with('<'))
      file = searchPath(name);
    if (!file)
      return;
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::string text;
    SyntaxDiagnostic ignored;
    if (!decodeSource(bytes.str(), name, text, ignored))
      return;
    size_t begin = 0;
    for (size_t newline; (newline = text.find('\n', begin)) != text.npos; begin = newline + 1)
      lines.push_back(text.substr(begin, newline - begin));
  }

  // A relative name may be below a directory of sys.path.
  std::ifstream searchPath(const std::string &name) {
    std::ifstream none;
    none.setstate(std::ios::failbit);
    Value path = sysGet("path");
    if (name.empty() || name[0] == '<' || !isList(path))
      return none;
    std::string tail = name.substr(name.rfind('/') + 1);
    List *list = path.as<List>();
    for (int64_t i = 0; i < list->size; ++i) {
      if (!isStr(list->items[i]))
        continue;
      std::ifstream file(toUtf8(list->items[i].as<Str>()) + "/" + tail, std::ios::binary);
      if (file)
        return file;
    }
    return none;
  }

  std::unordered_map<std::string, std::vector<std::string>> files_;
};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// Where in the segment the operator lies; false when the whole is to be marked.
bool findAnchors(const std::string &segment, size_t &left, size_t &right) {
  Arena arena;
  SymbolSet symbols(arena);
  SyntaxDiagnostic diagnostic;
  SyntaxWarnings warnings;
  std::string text = normalizeLines(segment);
  auto *module =
      ast::dynCast<ast::Module>(Parser(arena, symbols, text, {}, diagnostic, warnings).parse());
  if (!module || module->body.size != 1)
    return false;
  auto *statement = ast::dynCast<ast::Expr>(module->body[0]);
  if (!statement)
    return false;
  if (auto *binary = ast::dynCast<ast::BinOp>(statement->value)) {
    size_t end = static_cast<size_t>(binary->right->position.column);
    for (size_t i = static_cast<size_t>(binary->left->position.end_column); i < end; ++i) {
      if (isBlank(text[i]))
        continue;
      left = i;
      right = i + 1;
      if (i + 1 < end && !isBlank(text[i + 1]))
        ++right;
      return true;
    }
    return true;
  }
  if (auto *subscript = ast::dynCast<ast::Subscript>(statement->value)) {
    left = static_cast<size_t>(subscript->value->position.end_column);
    right = static_cast<size_t>(subscript->slice->position.end_column) + 1;
    return true;
  }
  return false;
}

size_t charactersBefore(const std::string &line, size_t bytes) {
  return countCharacters(std::string_view(line).substr(0, bytes));
}

// The line of carets, without its indentation; empty when it would say nothing.
std::string caretsFor(const std::string &line, size_t indentation, const Position &at) {
  if (at.line < 0 || at.end_line < 0 || at.column < 0 || at.end_column < 0)
    return "";
  size_t start_byte = std::min(static_cast<size_t>(at.column), line.size());
  size_t end_byte = std::min(static_cast<size_t>(at.end_column), line.size());
  size_t start = charactersBefore(line, start_byte);
  size_t length = countCharacters(line);
  size_t end = charactersBefore(line, end_byte);
  size_t left = 0, right = 0;
  bool anchored = false;
  if (at.line == at.end_line) {
    if (start_byte < end_byte) {
      std::string segment = line.substr(start_byte, end_byte - start_byte);
      anchored = findAnchors(segment, left, right);
      if (anchored) {
        left = charactersBefore(segment, left) + start;
        right = charactersBefore(segment, right) + start;
      }
    }
  } else {
    size_t last = line.find_last_not_of(" \t\f");
    end = last == line.npos ? 0 : charactersBefore(line, last + 1);
  }
  if (end - start == length - indentation && !anchored)
    return "";
  std::string carets;
  for (size_t i = indentation; i < end; ++i) {
    if (i < start)
      carets += ' ';
    else if (!anchored)
      carets += '^';
    else
      carets += i >= left && i < right ? '^' : '~';
  }
  return carets;
}

void printRow(Traceback *row, SourceLines &sources, MarginText &out) {
  auto *frame = static_cast<FrameObject *>(row->frame);
  Code *code = frame->code;
  out.line("  File \"" + toUtf8(code->filename) + "\", line " + std::to_string(row->line) +
           ", in " + toUtf8(code->name));
  const std::string *line = sources.find(code->filename, row->line);
  if (!line)
    return;
  size_t indentation = line->find_first_not_of(" \t\f");
  if (indentation == line->npos)
    indentation = line->size();
  out.line("    " + line->substr(indentation));
  if (row->instruction >= code->instruction_count)
    return;
  Position at = code->positions[row->instruction];
  if (at.line != row->line)
    return;
  std::string carets = caretsFor(*line, indentation, at);
  if (!carets.empty())
    out.line("    " + carets);
}

} // namespace

void printTraceback(Thread &, Traceback *first, MarginText &out) {
  SourceLines sources;
  int64_t limit = kDefaultLimit, depth = 0;
  Value configured = sysGet("tracebacklimit");
  if (configured.isSmallInt())
    limit = configured.asSmallInt();
  if (limit <= 0)
    return;
  for (Traceback *row = first; row; row = row->next)
    ++depth;
  Traceback *row = first;
  for (; row && depth > limit; row = row->next)
    --depth;
  Code *last_code = nullptr;
  int32_t last_line = -1;
  int64_t repeated = 0;
  auto reportRepeated = [&] {
    int64_t hidden = repeated - kMostRepetitions;
    if (hidden > 0)
      out.line("  [Previous line repeated " + std::to_string(hidden) + " more time" +
               (hidden > 1 ? "s" : "") + "]");
  };
  for (; row; row = row->next) {
    Code *code = static_cast<FrameObject *>(row->frame)->code;
    if (code != last_code || row->line != last_line) {
      reportRepeated();
      last_code = code;
      last_line = row->line;
      repeated = 0;
    }
    if (++repeated <= kMostRepetitions)
      printRow(row, sources, out);
  }
  reportRepeated();
}

} // namespace pystm
