//===- lib/c_sort.cpp - Functions of <stdlib.h> and <string.h> that call back or keep a place ---------------===//
//
// Compiled through the plugin, so that comparison functions run as transactions. Sorting is a merge sort
// through a second buffer: stable, as the C library's is in practice.
//
//===----------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cstdlib>
#include <cstring>

namespace {

using Compare = int (*)(const void *, const void *);
using CompareWith = int (*)(const void *, const void *, void *);

/// Sorts `count` elements of `size` bytes; `spare` has room for half of them.
template <class Less> void mergeSort(char *base, size_t count, size_t size, char *spare, Less precedes) {
  if (count < 2)
    return;
  size_t half = count / 2;
  char *middle = base + half * size, *end = base + count * size;
  mergeSort(base, half, size, spare, precedes);
  mergeSort(middle, count - half, size, spare, precedes);
  memcpy(spare, base, half * size);
  char *left = spare, *left_end = spare + half * size, *right = middle, *out = base;
  while (left != left_end && right != end) {
    char *&from = precedes(right, left) ? right : left;
    memmove(out, from, size);
    from += size;
    out += size;
  }
  memcpy(out, left, size_t(left_end - left));
}

template <class Less> void sortThroughBuffer(void *base, size_t count, size_t size, Less precedes) {
  char *spare = static_cast<char *>(malloc((count / 2 + 1) * size));
  if (!spare)
    abort();
  mergeSort(static_cast<char *>(base), count, size, spare, precedes);
  free(spare);
}

} // namespace

STM_LIBRARY(sort, void, (void *base, size_t count, size_t size, Compare compare), "qsort") {
  sortThroughBuffer(base, count, size, [=](const void *a, const void *b) { return compare(a, b) < 0; });
}

STM_LIBRARY(sortWith, void, (void *base, size_t count, size_t size, CompareWith compare, void *with), "qsort_r") {
  sortThroughBuffer(base, count, size, [=](const void *a, const void *b) { return compare(a, b, with) < 0; });
}

STM_LIBRARY(search, void *, (const void *key, const void *base, size_t count, size_t size, Compare compare),
            "bsearch") {
  const char *first = static_cast<const char *>(base);
  while (count) {
    const char *middle = first + count / 2 * size;
    int order = compare(key, middle);
    if (order == 0)
      return const_cast<char *>(middle);
    if (order > 0) {
      first = middle + size;
      count -= count / 2 + 1;
    } else {
      count /= 2;
    }
  }
  return nullptr;
}

STM_LIBRARY(linearFind, void *, (const void *key, const void *base, size_t *count, size_t size, Compare compare),
            "lfind") {
  const char *at = static_cast<const char *>(base);
  for (size_t i = 0; i < *count; ++i, at += size)
    if (compare(key, at) == 0)
      return const_cast<char *>(at);
  return nullptr;
}

STM_LIBRARY(linearSearch, void *, (const void *key, void *base, size_t *count, size_t size, Compare compare),
            "lsearch") {
  if (void *found = linearFind(key, base, count, size, compare))
    return found;
  return memcpy(static_cast<char *>(base) + (*count)++ * size, key, size);
}

STM_LIBRARY(nextToken, char *, (char *text, const char *separators, char **rest), "strtok_r") {
  if (!text)
    text = *rest;
  text += strspn(text, separators);
  if (!*text) {
    *rest = text;
    return nullptr;
  }
  char *end = text + strcspn(text, separators);
  *rest = end;
  if (*end)
    *(*rest)++ = 0;
  return text;
}

STM_LIBRARY(separate, char *, (char **rest, const char *separators), "strsep") {
  char *text = *rest;
  if (!text)
    return nullptr;
  char *end = text + strcspn(text, separators);
  *rest = *end ? end + 1 : nullptr;
  *end = 0;
  return text;
}
