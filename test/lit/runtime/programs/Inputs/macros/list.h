/* A sorted list of pointers without duplicates; the order is a function pointer in the list. */
#ifndef LIST_H
#define LIST_H

#include "tm.h"

typedef struct list_node {
  void *data;
  struct list_node *next;
} list_node_t;

typedef struct list {
  list_node_t head;
  long (*compare)(const void *, const void *);
  long size;
} list_t;

typedef list_node_t *list_iter_t;

TM_CALLABLE list_t *TMlist_alloc(TM_ARGDECL long (*compare)(const void *, const void *));
TM_CALLABLE void TMlist_free(TM_ARGDECL list_t *list);
TM_CALLABLE long TMlist_getSize(TM_ARGDECL list_t *list);
TM_CALLABLE void *TMlist_find(TM_ARGDECL list_t *list, void *data);
TM_CALLABLE long TMlist_insert(TM_ARGDECL list_t *list, void *data);
TM_CALLABLE long TMlist_remove(TM_ARGDECL list_t *list, void *data);
void TMlist_iter_reset(TM_ARGDECL list_iter_t *iter, list_t *list);
long TMlist_iter_hasNext(TM_ARGDECL list_iter_t *iter);
void *TMlist_iter_next(TM_ARGDECL list_iter_t *iter);

#define TMLIST_ALLOC(compare) TMlist_alloc(TM_ARG compare)
#define TMLIST_FREE(list) TMlist_free(TM_ARG list)
#define TMLIST_GETSIZE(list) TMlist_getSize(TM_ARG list)
#define TMLIST_FIND(list, data) TMlist_find(TM_ARG list, (void *)(data))
#define TMLIST_INSERT(list, data) TMlist_insert(TM_ARG list, (void *)(data))
#define TMLIST_REMOVE(list, data) TMlist_remove(TM_ARG list, (void *)(data))

#endif
