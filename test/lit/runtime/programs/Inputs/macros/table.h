/* A hash table of sorted chains that grows; hash and order are function pointers in the table. */
#ifndef TABLE_H
#define TABLE_H

#include "list.h"

typedef struct table {
  list_t **buckets;
  long bucket_count;
  long size;
  unsigned long (*hash)(const void *);
  long (*compare)(const void *, const void *);
} table_t;

TM_CALLABLE table_t *TMtable_alloc(TM_ARGDECL long buckets, unsigned long (*hash)(const void *),
                                   long (*compare)(const void *, const void *));
TM_CALLABLE void TMtable_free(TM_ARGDECL table_t *table);
TM_CALLABLE void *TMtable_find(TM_ARGDECL table_t *table, void *key);
TM_CALLABLE long TMtable_insert(TM_ARGDECL table_t *table, void *key, void *data);
TM_CALLABLE long TMtable_remove(TM_ARGDECL table_t *table, void *key);
long table_getSize(table_t *table);

#endif
