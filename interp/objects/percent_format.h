// printf-like formatting, `format % arguments`, for str and for bytes.
#pragma once

#include "objects/str.h"

namespace pystm {

// The format of bytes is given as a string of its bytes; the result is one too.
Value percentFormatBytes(Thread &, Str *format, Value arguments);

} // namespace pystm
