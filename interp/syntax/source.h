// From the bytes of a program to the text that the lexer reads: byte order mark, the coding cookie
// of PEP 263, the check of UTF-8, line ends.
#pragma once

#include "syntax/diagnostics.h"

#include <string>
#include <string_view>

namespace pystm {

// The text in UTF-8, every line ended by "\n"; false with the diagnostic set. `file_name` is for
// messages about files and empty for other sources.
bool decodeSource(std::string_view bytes, std::string_view file_name, std::string &text,
                  SyntaxDiagnostic &diagnostic);

// Line ends alone: for text that already was a str. The last line gets its newline if `complete`.
std::string normalizeLines(std::string_view text, bool complete = true);

// The encoding that the first two lines declare, lower case with "_" as "-"; empty when none.
std::string findCodingCookie(std::string_view bytes);

} // namespace pystm
