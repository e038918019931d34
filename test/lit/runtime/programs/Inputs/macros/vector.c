/* A growing array and a bitmap, without any macro around their accesses: see vector.h. */
#include "vector.h"

#include <limits.h>
#include <string.h>

vector_t *vector_alloc(long capacity) {
  vector_t *vector = (vector_t *)malloc(sizeof(vector_t));
  if (vector) {
    vector->size = 0;
    vector->capacity = capacity < 1 ? 1 : capacity;
    vector->elements = (void **)malloc((size_t)vector->capacity * sizeof(void *));
  }
  return vector;
}

void vector_free(vector_t *vector) {
  free(vector->elements);
  free(vector);
}

void *vector_at(vector_t *vector, long i) { return i < 0 || i >= vector->size ? NULL : vector->elements[i]; }

long vector_pushBack(vector_t *vector, void *data) {
  if (vector->size == vector->capacity) {
    long larger = vector->capacity * 2;
    void **elements = (void **)realloc(vector->elements, (size_t)larger * sizeof(void *));
    if (elements == NULL)
      return 0;
    vector->capacity = larger;
    vector->elements = elements;
  }
  vector->elements[vector->size++] = data;
  return 1;
}

void *vector_popBack(vector_t *vector) { return vector->size < 1 ? NULL : vector->elements[--vector->size]; }

void vector_clear(vector_t *vector) { vector->size = 0; }

long vector_copy(vector_t *to, vector_t *from) {
  if (to->capacity < from->size) {
    void **elements = (void **)malloc((size_t)from->size * sizeof(void *));
    if (elements == NULL)
      return 0;
    free(to->elements);
    to->elements = elements;
    to->capacity = from->size;
  }
  to->size = from->size;
  memcpy(to->elements, from->elements, (size_t)from->size * sizeof(void *));
  return 1;
}

void vector_sort(vector_t *vector, int (*compare)(const void *, const void *)) {
  qsort(vector->elements, (size_t)vector->size, sizeof(void *), compare);
}

enum { kWordBits = sizeof(unsigned long) * CHAR_BIT };

bitmap_t *bitmap_alloc(long bits) {
  bitmap_t *bitmap = (bitmap_t *)malloc(sizeof(bitmap_t));
  bitmap->bits = bits;
  bitmap->words = (bits + kWordBits - 1) / kWordBits;
  bitmap->word = (unsigned long *)calloc((size_t)bitmap->words, sizeof(unsigned long));
  return bitmap;
}

void bitmap_free(bitmap_t *bitmap) {
  free(bitmap->word);
  free(bitmap);
}

long bitmap_set(bitmap_t *bitmap, long i) {
  if (i < 0 || i >= bitmap->bits)
    return 0;
  bitmap->word[i / kWordBits] |= 1UL << (i % kWordBits);
  return 1;
}

void bitmap_clear(bitmap_t *bitmap, long i) { bitmap->word[i / kWordBits] &= ~(1UL << (i % kWordBits)); }
long bitmap_isSet(bitmap_t *bitmap, long i) {
  return i >= 0 && i < bitmap->bits && (bitmap->word[i / kWordBits] & (1UL << (i % kWordBits))) != 0;
}

long bitmap_findClear(bitmap_t *bitmap, long from) {
  for (long i = from < 0 ? 0 : from; i < bitmap->bits; ++i)
    if (!bitmap_isSet(bitmap, i))
      return i;
  return -1;
}

long bitmap_getNumSet(bitmap_t *bitmap) {
  long count = 0;
  for (long i = 0; i < bitmap->words; ++i)
    count += __builtin_popcountl(bitmap->word[i]);
  return count;
}

void bitmap_copy(bitmap_t *to, bitmap_t *from) {
  memcpy(to->word, from->word, (size_t)from->words * sizeof(unsigned long));
}

void bitmap_toggleAll(bitmap_t *bitmap) {
  for (long i = 0; i < bitmap->words; ++i)
    bitmap->word[i] ^= ULONG_MAX;
}
