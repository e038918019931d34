/* A queue in a ring that grows. */
#ifndef QUEUE_H
#define QUEUE_H

#include "thread.h"
#include "tm.h"

typedef struct queue {
  long pop; /* the next to take is behind it */
  long push;
  long capacity;
  void **elements;
} queue_t;

TM_CALLABLE queue_t *TMqueue_alloc(TM_ARGDECL long capacity);
TM_CALLABLE void TMqueue_free(TM_ARGDECL queue_t *queue);
TM_CALLABLE long TMqueue_isEmpty(TM_ARGDECL queue_t *queue);
TM_CALLABLE long TMqueue_push(TM_ARGDECL queue_t *queue, void *data);
TM_CALLABLE void *TMqueue_pop(TM_ARGDECL queue_t *queue);
void queue_shuffle(queue_t *queue, random_t *random);

#define TMQUEUE_ALLOC(capacity) TMqueue_alloc(TM_ARG capacity)
#define TMQUEUE_FREE(queue) TMqueue_free(TM_ARG queue)
#define TMQUEUE_ISEMPTY(queue) TMqueue_isEmpty(TM_ARG queue)
#define TMQUEUE_PUSH(queue, data) TMqueue_push(TM_ARG queue, (void *)(data))
#define TMQUEUE_POP(queue) TMqueue_pop(TM_ARG queue)

#endif
