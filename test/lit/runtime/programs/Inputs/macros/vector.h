/* A growing array of pointers, and a bitmap. */
#ifndef VECTOR_H
#define VECTOR_H

#include "tm.h"

typedef struct vector {
  long size;
  long capacity;
  void **elements;
} vector_t;

vector_t *vector_alloc(long capacity);
void vector_free(vector_t *vector);
void *vector_at(vector_t *vector, long i);
long vector_pushBack(vector_t *vector, void *data);
void *vector_popBack(vector_t *vector);
void vector_clear(vector_t *vector);
long vector_copy(vector_t *to, vector_t *from);
void vector_sort(vector_t *vector, int (*compare)(const void *, const void *));

typedef struct bitmap {
  long bits;
  long words;
  unsigned long *word;
} bitmap_t;

bitmap_t *bitmap_alloc(long bits);
void bitmap_free(bitmap_t *bitmap);
long bitmap_set(bitmap_t *bitmap, long i);
void bitmap_clear(bitmap_t *bitmap, long i);
long bitmap_isSet(bitmap_t *bitmap, long i);
long bitmap_findClear(bitmap_t *bitmap, long from);
long bitmap_getNumSet(bitmap_t *bitmap);
void bitmap_copy(bitmap_t *to, bitmap_t *from);
void bitmap_toggleAll(bitmap_t *bitmap);

#define TMVECTOR_ALLOC(capacity) vector_alloc(capacity)
#define TMVECTOR_PUSHBACK(vector, data) vector_pushBack(vector, (void *)(data))

#endif
