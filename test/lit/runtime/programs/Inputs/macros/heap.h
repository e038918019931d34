/* A priority queue in an array; the order is a function pointer in the heap. */
#ifndef HEAP_H
#define HEAP_H

#include "tm.h"

typedef struct heap {
  void **elements;
  long size;
  long capacity;
  long (*compare)(const void *, const void *);
} heap_t;

TM_CALLABLE heap_t *TMheap_alloc(TM_ARGDECL long capacity, long (*compare)(const void *, const void *));
TM_CALLABLE void TMheap_free(TM_ARGDECL heap_t *heap);
TM_CALLABLE long TMheap_insert(TM_ARGDECL heap_t *heap, void *data);
TM_CALLABLE void *TMheap_remove(TM_ARGDECL heap_t *heap);

#define TMHEAP_INSERT(heap, data) TMheap_insert(TM_ARG heap, (void *)(data))
#define TMHEAP_REMOVE(heap) TMheap_remove(TM_ARG heap)

#endif
