// What the files of str's methods share: the table of methods, argument helpers.
#pragma once

#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/str_builder.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <span>

namespace pystm {

extern const std::span<const MethodDef> kStrMethods;
extern Type str_iterator_type;

// A builtin function by name, for __reduce__.
Value importAttributeOfBuiltins(Thread &, const char *name);

// [start, end) as the optional arguments of find() and count() give it, adjusted to `length`.
bool searchRange(Thread &, Value start, Value end, int64_t length, int64_t &from, int64_t &to);

// One function a method, in the files named.
#define PYSTM_STR_METHOD(name) Value name(Thread &, LocalValue *args);
// str_search.cpp
PYSTM_STR_METHOD(strFind)
PYSTM_STR_METHOD(strRFind)
PYSTM_STR_METHOD(strIndex)
PYSTM_STR_METHOD(strRIndex)
PYSTM_STR_METHOD(strCount)
PYSTM_STR_METHOD(strStartsWith)
PYSTM_STR_METHOD(strEndsWith)
PYSTM_STR_METHOD(strReplace)
PYSTM_STR_METHOD(strRemovePrefix)
PYSTM_STR_METHOD(strRemoveSuffix)
PYSTM_STR_METHOD(strTranslate)
PYSTM_STR_METHOD(strMakeTrans)
// str_split.cpp
PYSTM_STR_METHOD(strSplit)
PYSTM_STR_METHOD(strRSplit)
PYSTM_STR_METHOD(strSplitLines)
PYSTM_STR_METHOD(strPartition)
PYSTM_STR_METHOD(strRPartition)
PYSTM_STR_METHOD(strStrip)
PYSTM_STR_METHOD(strLStrip)
PYSTM_STR_METHOD(strRStrip)
// str_case.cpp
PYSTM_STR_METHOD(strUpper)
PYSTM_STR_METHOD(strLower)
PYSTM_STR_METHOD(strTitle)
PYSTM_STR_METHOD(strCapitalize)
PYSTM_STR_METHOD(strSwapCase)
PYSTM_STR_METHOD(strCaseFold)
PYSTM_STR_METHOD(strIsAlnum)
PYSTM_STR_METHOD(strIsAlpha)
PYSTM_STR_METHOD(strIsAscii)
PYSTM_STR_METHOD(strIsDecimal)
PYSTM_STR_METHOD(strIsDigit)
PYSTM_STR_METHOD(strIsIdentifier)
PYSTM_STR_METHOD(strIsLower)
PYSTM_STR_METHOD(strIsNumeric)
PYSTM_STR_METHOD(strIsPrintable)
PYSTM_STR_METHOD(strIsSpace)
PYSTM_STR_METHOD(strIsTitle)
PYSTM_STR_METHOD(strIsUpper)
// str_format.cpp
PYSTM_STR_METHOD(strFormatMap)
#undef PYSTM_STR_METHOD
Value strFormat(Thread &, const Arguments &);

} // namespace pystm
