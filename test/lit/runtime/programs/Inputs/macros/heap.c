/* A priority queue: see heap.h. */
#include "heap.h"

TM_CALLABLE heap_t *TMheap_alloc(TM_ARGDECL long capacity, long (*compare)(const void *, const void *)) {
  heap_t *heap = (heap_t *)TM_MALLOC(sizeof(heap_t));
  heap->capacity = capacity > 0 ? capacity : 1;
  heap->elements = (void **)TM_MALLOC((size_t)heap->capacity * sizeof(void *));
  heap->size = 0;
  heap->compare = compare;
  return heap;
}

TM_CALLABLE void TMheap_free(TM_ARGDECL heap_t *heap) {
  TM_FREE((void **)TM_SHARED_READ_P(heap->elements));
  TM_FREE(heap);
}

TM_CALLABLE static void TMsiftUp(TM_ARGDECL heap_t *heap, long at) {
  void **elements = (void **)TM_SHARED_READ_P(heap->elements);
  while (at > 1) {
    long parent = at / 2;
    void *mine = (void *)TM_SHARED_READ_P(elements[at]), *above = (void *)TM_SHARED_READ_P(elements[parent]);
    if (heap->compare(above, mine) >= 0)
      break;
    TM_SHARED_WRITE_P(elements[at], above);
    TM_SHARED_WRITE_P(elements[parent], mine);
    at = parent;
  }
}

TM_CALLABLE static void TMsiftDown(TM_ARGDECL heap_t *heap, long at) {
  void **elements = (void **)TM_SHARED_READ_P(heap->elements);
  long size = (long)TM_SHARED_READ(heap->size);
  for (;;) {
    long largest = at;
    for (long child = 2 * at; child <= 2 * at + 1; ++child)
      if (child <= size && heap->compare(TM_SHARED_READ_P(elements[child]), TM_SHARED_READ_P(elements[largest])) > 0)
        largest = child;
    if (largest == at)
      return;
    void *data = (void *)TM_SHARED_READ_P(elements[at]);
    TM_SHARED_WRITE_P(elements[at], (void *)TM_SHARED_READ_P(elements[largest]));
    TM_SHARED_WRITE_P(elements[largest], data);
    at = largest;
  }
}

TM_CALLABLE long TMheap_insert(TM_ARGDECL heap_t *heap, void *data) {
  long size = (long)TM_SHARED_READ(heap->size), capacity = (long)TM_SHARED_READ(heap->capacity);
  if (size + 1 >= capacity) {
    long larger = capacity * 2 + 2;
    void **elements = (void **)TM_MALLOC((size_t)larger * sizeof(void *));
    if (elements == NULL)
      return 0;
    void **old = (void **)TM_SHARED_READ_P(heap->elements);
    for (long i = 1; i <= size; ++i)
      elements[i] = (void *)TM_SHARED_READ_P(old[i]);
    TM_FREE(old);
    TM_SHARED_WRITE_P(heap->elements, elements);
    TM_SHARED_WRITE(heap->capacity, larger);
  }
  ++size;
  TM_SHARED_WRITE(heap->size, size);
  void **elements = (void **)TM_SHARED_READ_P(heap->elements);
  TM_SHARED_WRITE_P(elements[size], data);
  TMsiftUp(TM_ARG heap, size);
  return 1;
}

TM_CALLABLE void *TMheap_remove(TM_ARGDECL heap_t *heap) {
  long size = (long)TM_SHARED_READ(heap->size);
  if (size < 1)
    return NULL;
  void **elements = (void **)TM_SHARED_READ_P(heap->elements);
  void *data = (void *)TM_SHARED_READ_P(elements[1]);
  TM_SHARED_WRITE_P(elements[1], (void *)TM_SHARED_READ_P(elements[size]));
  TM_SHARED_WRITE(heap->size, size - 1);
  TMsiftDown(TM_ARG heap, 1);
  return data;
}
