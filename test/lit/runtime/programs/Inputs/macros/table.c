/* A hash table: see table.h. The chains hold pairs. */
#include "table.h"

#include "thread.h"

typedef struct pair {
  void *first;
  void *second;
} pair_t;

/* What the chains are ordered by: STAMP-like programs compare keys through the pairs. */
static __thread long (*compare_keys)(const void *, const void *);

static long compare_pairs(const void *a, const void *b) {
  const pair_t *x = (const pair_t *)a, *y = (const pair_t *)b;
  return compare_keys(x->first, y->first);
}

TM_CALLABLE static list_t **TMallocBuckets(TM_ARGDECL long count) {
  list_t **buckets = (list_t **)TM_MALLOC((size_t)count * sizeof(list_t *));
  for (long i = 0; i < count; ++i)
    buckets[i] = TMLIST_ALLOC(&compare_pairs);
  return buckets;
}

TM_CALLABLE table_t *TMtable_alloc(TM_ARGDECL long buckets, unsigned long (*hash)(const void *),
                                   long (*compare)(const void *, const void *)) {
  table_t *table = (table_t *)TM_MALLOC(sizeof(table_t));
  if (table == NULL)
    return NULL;
  table->buckets = TMallocBuckets(TM_ARG buckets);
  table->bucket_count = buckets;
  table->size = 0;
  table->hash = hash;
  table->compare = compare;
  return table;
}

TM_CALLABLE void TMtable_free(TM_ARGDECL table_t *table) {
  for (long i = 0; i < TM_SHARED_READ(table->bucket_count); ++i) {
    list_t *chain = (list_t *)TM_SHARED_READ_P(table->buckets[i]);
    list_iter_t iter;
    TMlist_iter_reset(TM_ARG &iter, chain);
    while (TMlist_iter_hasNext(TM_ARG &iter))
      TM_FREE(TMlist_iter_next(TM_ARG &iter));
    TMLIST_FREE(chain);
  }
  TM_FREE(table->buckets);
  TM_FREE(table);
}

TM_CALLABLE static list_t *TMchain(TM_ARGDECL table_t *table, void *key) {
  list_t **buckets = (list_t **)TM_SHARED_READ_P(table->buckets);
  compare_keys = table->compare;
  return (list_t *)TM_SHARED_READ_P(buckets[table->hash(key) % (unsigned long)TM_SHARED_READ(table->bucket_count)]);
}

TM_CALLABLE void *TMtable_find(TM_ARGDECL table_t *table, void *key) {
  pair_t wanted = {key, NULL};
  pair_t *pair = (pair_t *)TMLIST_FIND(TMchain(TM_ARG table, key), &wanted);
  return pair ? pair->second : NULL;
}

TM_CALLABLE static void TMgrow(TM_ARGDECL table_t *table) {
  long count = (long)TM_SHARED_READ(table->bucket_count);
  list_t **old = (list_t **)TM_SHARED_READ_P(table->buckets);
  TM_SHARED_WRITE_P(table->buckets, TMallocBuckets(TM_ARG count * 2));
  TM_SHARED_WRITE(table->bucket_count, count * 2);
  for (long i = 0; i < count; ++i) {
    list_t *chain = (list_t *)TM_SHARED_READ_P(old[i]);
    list_iter_t iter;
    TMlist_iter_reset(TM_ARG &iter, chain);
    while (TMlist_iter_hasNext(TM_ARG &iter)) {
      pair_t *pair = (pair_t *)TMlist_iter_next(TM_ARG &iter);
      TMLIST_INSERT(TMchain(TM_ARG table, pair->first), pair);
    }
    TMLIST_FREE(chain);
  }
  TM_FREE(old);
}

TM_CALLABLE long TMtable_insert(TM_ARGDECL table_t *table, void *key, void *data) {
  pair_t wanted = {key, data};
  list_t *chain = TMchain(TM_ARG table, key);
  if (TMLIST_FIND(chain, &wanted) != NULL)
    return 0;
  if (TM_SHARED_READ(table->size) >= 3 * TM_SHARED_READ(table->bucket_count)) {
    TMgrow(TM_ARG table);
    chain = TMchain(TM_ARG table, key);
  }
  pair_t *pair = (pair_t *)TM_MALLOC(sizeof(pair_t));
  pair->first = key;
  pair->second = data;
  TM_SHARED_WRITE(table->size, TM_SHARED_READ(table->size) + 1);
  return TMLIST_INSERT(chain, pair);
}

TM_CALLABLE long TMtable_remove(TM_ARGDECL table_t *table, void *key) {
  pair_t wanted = {key, NULL};
  list_t *chain = TMchain(TM_ARG table, key);
  pair_t *pair = (pair_t *)TMLIST_FIND(chain, &wanted);
  if (pair == NULL || !TMLIST_REMOVE(chain, pair))
    return 0;
  TM_FREE(pair);
  TM_SHARED_WRITE(table->size, TM_SHARED_READ(table->size) - 1);
  return 1;
}

long table_getSize(table_t *table) {
  long size = 0;
  for (long i = 0; i < table->bucket_count; ++i)
    size += table->buckets[i]->size;
  ASSERT(size == table->size);
  return size;
}
