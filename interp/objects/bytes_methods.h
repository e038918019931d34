// Methods that bytes and bytearray share: they read any buffer and make an object of self's kind.
#pragma once

#include "objects/bytes.h"
#include "vm/native.h"

namespace pystm {

extern Type bytes_iterator_type, bytearray_iterator_type;

// The bytes of a bytes or bytearray (or an instance of a subclass).
std::string_view bytesViewOf(const Object *object);
// A bytes or bytearray, as `like` is.
Value makeLike(Thread &, Value like, std::string_view bytes);
// An integer from 0 to 255.
bool byteOf(Thread &, Value, uint8_t &byte, const char *message);
// The arguments of bytes() and bytearray().
bool bytesFromObject(Thread &, Value source, Value encoding, Value errors, const char *type, std::string &out);

Value bytesCompare(Thread &, Value self, Value other, CompareOp op);
int bytesContains(Thread &, Value self, Value item);
Value bytesAdd(Thread &, Value left, Value right);
Value bytesMultiply(Thread &, Value left, Value right);
Value bytesIter(Thread &, Value self);

#define PYSTM_BYTES_METHOD_LIST(ROW)                                                                           \
  ROW("capitalize", "($self, /)", bytesCapitalize)                                                             \
  ROW("center", "($self, width, fillchar=?, /)", bytesCenter)                                                  \
  ROW("count", "($self, sub, start=?, end=?, /)", bytesCount)                                                  \
  ROW("decode", "($self, /, encoding=?, errors=?)", bytesDecode)                                               \
  ROW("endswith", "($self, suffix, start=?, end=?, /)", bytesEndsWith)                                         \
  ROW("expandtabs", "($self, /, tabsize=8)", bytesExpandTabs)                                                  \
  ROW("find", "($self, sub, start=?, end=?, /)", bytesFind)                                                    \
  ROW("fromhex", "($type, string, /)", bytesFromHex)                                                           \
  ROW("hex", "($self, /, sep=?, bytes_per_sep=1)", bytesHex)                                                   \
  ROW("index", "($self, sub, start=?, end=?, /)", bytesIndex)                                                  \
  ROW("isalnum", "($self, /)", bytesIsAlnum)                                                                   \
  ROW("isalpha", "($self, /)", bytesIsAlpha)                                                                   \
  ROW("isascii", "($self, /)", bytesIsAscii)                                                                   \
  ROW("isdigit", "($self, /)", bytesIsDigit)                                                                   \
  ROW("islower", "($self, /)", bytesIsLower)                                                                   \
  ROW("isspace", "($self, /)", bytesIsSpace)                                                                   \
  ROW("istitle", "($self, /)", bytesIsTitle)                                                                   \
  ROW("isupper", "($self, /)", bytesIsUpper)                                                                   \
  ROW("join", "($self, iterable_of_bytes, /)", bytesJoin)                                                      \
  ROW("ljust", "($self, width, fillchar=?, /)", bytesLJust)                                                    \
  ROW("lower", "($self, /)", bytesLower)                                                                       \
  ROW("lstrip", "($self, bytes=None, /)", bytesLStrip)                                                         \
  ROW("maketrans", "(frm, to, /)", bytesMakeTrans)                                                             \
  ROW("partition", "($self, sep, /)", bytesPartition)                                                          \
  ROW("removeprefix", "($self, prefix, /)", bytesRemovePrefix)                                                 \
  ROW("removesuffix", "($self, suffix, /)", bytesRemoveSuffix)                                                 \
  ROW("replace", "($self, old, new, count=-1, /)", bytesReplace)                                               \
  ROW("rfind", "($self, sub, start=?, end=?, /)", bytesRFind)                                                  \
  ROW("rindex", "($self, sub, start=?, end=?, /)", bytesRIndex)                                                \
  ROW("rjust", "($self, width, fillchar=?, /)", bytesRJust)                                                    \
  ROW("rpartition", "($self, sep, /)", bytesRPartition)                                                        \
  ROW("rsplit", "($self, /, sep=None, maxsplit=-1)", bytesRSplit)                                              \
  ROW("rstrip", "($self, bytes=None, /)", bytesRStrip)                                                         \
  ROW("split", "($self, /, sep=None, maxsplit=-1)", bytesSplit)                                                \
  ROW("splitlines", "($self, /, keepends=False)", bytesSplitLines)                                             \
  ROW("startswith", "($self, prefix, start=?, end=?, /)", bytesStartsWith)                                     \
  ROW("strip", "($self, bytes=None, /)", bytesStrip)                                                           \
  ROW("swapcase", "($self, /)", bytesSwapCase)                                                                 \
  ROW("title", "($self, /)", bytesTitle)                                                                       \
  ROW("translate", "($self, table, /, delete=?)", bytesTranslate)                                            \
  ROW("upper", "($self, /)", bytesUpper)                                                                       \
  ROW("zfill", "($self, width, /)", bytesZFill)

#define PYSTM_DECLARE(name, signature, function) Value function(Thread &, LocalValue *args);
PYSTM_BYTES_METHOD_LIST(PYSTM_DECLARE)
#undef PYSTM_DECLARE
#define PYSTM_BYTES_ROW(name, signature, function) {name, signature, function},
#define PYSTM_BYTES_METHODS PYSTM_BYTES_METHOD_LIST(PYSTM_BYTES_ROW)

} // namespace pystm
