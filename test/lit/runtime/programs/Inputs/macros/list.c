/* A sorted list: see list.h. */
#include "list.h"

static long compare_addresses(const void *a, const void *b) { return (long)((intptr_t)a - (intptr_t)b); }

TM_CALLABLE static list_node_t *TMallocNode(TM_ARGDECL void *data) {
  list_node_t *node = (list_node_t *)TM_MALLOC(sizeof(list_node_t));
  if (node == NULL)
    return NULL;
  node->data = data;
  node->next = NULL;
  return node;
}

TM_CALLABLE list_t *TMlist_alloc(TM_ARGDECL long (*compare)(const void *, const void *)) {
  list_t *list = (list_t *)TM_MALLOC(sizeof(list_t));
  if (list == NULL)
    return NULL;
  list->head.data = NULL;
  list->head.next = NULL;
  list->size = 0;
  if (compare == NULL)
    list->compare = &compare_addresses;
  else
    list->compare = compare;
  return list;
}

TM_CALLABLE void TMlist_free(TM_ARGDECL list_t *list) {
  list_node_t *node = (list_node_t *)TM_SHARED_READ_P(list->head.next);
  while (node != NULL) {
    list_node_t *next = (list_node_t *)TM_SHARED_READ_P(node->next);
    TM_FREE(node);
    node = next;
  }
  TM_FREE(list);
}

TM_CALLABLE long TMlist_getSize(TM_ARGDECL list_t *list) { return (long)TM_SHARED_READ(list->size); }

TM_CALLABLE static list_node_t *TMfindPrevious(TM_ARGDECL list_t *list, void *data) {
  list_node_t *previous = &(list->head);
  list_node_t *node = (list_node_t *)TM_SHARED_READ_P(previous->next);
  for (; node != NULL; node = (list_node_t *)TM_SHARED_READ_P(node->next)) {
    if (list->compare(node->data, data) >= 0)
      return previous;
    previous = node;
  }
  return previous;
}

TM_CALLABLE void *TMlist_find(TM_ARGDECL list_t *list, void *data) {
  list_node_t *previous = TMfindPrevious(TM_ARG list, data);
  list_node_t *node = (list_node_t *)TM_SHARED_READ_P(previous->next);
  if (node == NULL || list->compare(node->data, data) != 0)
    return NULL;
  return node->data;
}

TM_CALLABLE long TMlist_insert(TM_ARGDECL list_t *list, void *data) {
  list_node_t *previous = TMfindPrevious(TM_ARG list, data);
  list_node_t *current = (list_node_t *)TM_SHARED_READ_P(previous->next);
  if (current != NULL && list->compare(current->data, data) == 0)
    return 0;
  list_node_t *node = TMallocNode(TM_ARG data);
  if (node == NULL)
    return 0;
  node->next = current;
  TM_SHARED_WRITE_P(previous->next, node);
  TM_SHARED_WRITE(list->size, (TM_SHARED_READ(list->size) + 1));
  return 1;
}

TM_CALLABLE long TMlist_remove(TM_ARGDECL list_t *list, void *data) {
  list_node_t *previous = TMfindPrevious(TM_ARG list, data);
  list_node_t *node = (list_node_t *)TM_SHARED_READ_P(previous->next);
  if (node == NULL || list->compare(node->data, data) != 0)
    return 0;
  TM_SHARED_WRITE_P(previous->next, TM_SHARED_READ_P(node->next));
  TM_SHARED_WRITE_P(node->next, (list_node_t *)NULL);
  TM_FREE(node);
  TM_SHARED_WRITE(list->size, (TM_SHARED_READ(list->size) - 1));
  return 1;
}

void TMlist_iter_reset(TM_ARGDECL list_iter_t *iter, list_t *list) { TM_LOCAL_WRITE(*iter, &(list->head)); }
long TMlist_iter_hasNext(TM_ARGDECL list_iter_t *iter) { return TM_SHARED_READ_P((*iter)->next) != NULL; }
void *TMlist_iter_next(TM_ARGDECL list_iter_t *iter) {
  TM_LOCAL_WRITE(*iter, (list_node_t *)TM_SHARED_READ_P((*iter)->next));
  return (*iter)->data;
}
