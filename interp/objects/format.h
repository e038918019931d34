// format(value, spec) of the builtin types: joins text/format_spec.h with objects.
#pragma once

#include "objects/object.h"
#include "text/format_spec.h"

namespace pystm {

Value formatIntWithSpec(Thread &, Value integer, Str *spec);
Value formatFloatWithSpec(Thread &, Value number, Str *spec);
Value formatComplexWithSpec(Thread &, Value number, Str *spec);
// The string of a formatted number.
Value makeFormatted(Thread &, const FormattedNumber &);

} // namespace pystm
