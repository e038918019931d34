/* A queue in a ring: see queue.h. */
#include "queue.h"

TM_CALLABLE queue_t *TMqueue_alloc(TM_ARGDECL long capacity) {
  queue_t *queue = (queue_t *)TM_MALLOC(sizeof(queue_t));
  if (queue) {
    long size = capacity < 2 ? 2 : capacity;
    queue->elements = (void **)TM_MALLOC((size_t)size * sizeof(void *));
    if (queue->elements == NULL) {
      TM_FREE(queue);
      return NULL;
    }
    queue->pop = size - 1;
    queue->push = 0;
    queue->capacity = size;
  }
  return queue;
}

TM_CALLABLE void TMqueue_free(TM_ARGDECL queue_t *queue) {
  TM_FREE((void **)TM_SHARED_READ_P(queue->elements));
  TM_FREE(queue);
}

TM_CALLABLE long TMqueue_isEmpty(TM_ARGDECL queue_t *queue) {
  long pop = (long)TM_SHARED_READ(queue->pop), push = (long)TM_SHARED_READ(queue->push);
  long capacity = (long)TM_SHARED_READ(queue->capacity);
  return (pop + 1) % capacity == push;
}

TM_CALLABLE long TMqueue_push(TM_ARGDECL queue_t *queue, void *data) {
  long pop = (long)TM_SHARED_READ(queue->pop), push = (long)TM_SHARED_READ(queue->push);
  long capacity = (long)TM_SHARED_READ(queue->capacity);
  long after = (push + 1) % capacity;
  if (after == pop) {
    long larger = capacity * 2, dst = 0;
    void **elements = (void **)TM_MALLOC((size_t)larger * sizeof(void *));
    if (elements == NULL)
      return 0;
    void **old = (void **)TM_SHARED_READ_P(queue->elements);
    for (long src = (pop + 1) % capacity; src != push; src = (src + 1) % capacity)
      elements[dst++] = (void *)TM_SHARED_READ_P(old[src]);
    TM_FREE(old);
    TM_SHARED_WRITE_P(queue->elements, elements);
    TM_SHARED_WRITE(queue->pop, larger - 1);
    TM_SHARED_WRITE(queue->capacity, larger);
    push = dst;
    after = push + 1;
  }
  void **elements = (void **)TM_SHARED_READ_P(queue->elements);
  TM_SHARED_WRITE_P(elements[push], data);
  TM_SHARED_WRITE(queue->push, after);
  return 1;
}

TM_CALLABLE void *TMqueue_pop(TM_ARGDECL queue_t *queue) {
  long pop = (long)TM_SHARED_READ(queue->pop), push = (long)TM_SHARED_READ(queue->push);
  long next = (pop + 1) % (long)TM_SHARED_READ(queue->capacity);
  if (next == push)
    return NULL;
  void **elements = (void **)TM_SHARED_READ_P(queue->elements);
  void *data = (void *)TM_SHARED_READ_P(elements[next]);
  TM_SHARED_WRITE(queue->pop, next);
  return data;
}

void queue_shuffle(queue_t *queue, random_t *random) {
  long base = queue->pop + 1, used = (queue->push - base + queue->capacity) % queue->capacity;
  for (long i = used - 1; i > 0; --i) {
    long a = (base + i) % queue->capacity;
    long b = (base + (long)(random_next(random) % (uint64_t)(i + 1))) % queue->capacity;
    void *data = queue->elements[a];
    queue->elements[a] = queue->elements[b];
    queue->elements[b] = data;
  }
}
