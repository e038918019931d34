/* A red-black tree from keys to values; keys are ordered by a function pointer in the tree, or as numbers. */
#ifndef TREE_H
#define TREE_H

#include "tm.h"

typedef struct tree tree_t;

tree_t *tree_alloc(long (*compare)(const void *, const void *));
/* The number of nodes; ends the program if the tree is not a red-black tree. */
long tree_verify(tree_t *tree);
void tree_forEach(tree_t *tree, void (*visit)(void *key, void *value, void *argument), void *argument);

TM_CALLABLE long TMtree_insert(TM_ARGDECL tree_t *tree, void *key, void *value);
TM_CALLABLE long TMtree_delete(TM_ARGDECL tree_t *tree, void *key);
TM_CALLABLE void *TMtree_get(TM_ARGDECL tree_t *tree, void *key);
TM_CALLABLE long TMtree_contains(TM_ARGDECL tree_t *tree, void *key);

#define MAP_T tree_t
#define MAP_ALLOC(hash, compare) tree_alloc(compare)
#define TMMAP_CONTAINS(map, key) TMtree_contains(TM_ARG map, (void *)(key))
#define TMMAP_FIND(map, key) TMtree_get(TM_ARG map, (void *)(key))
#define TMMAP_INSERT(map, key, data) TMtree_insert(TM_ARG map, (void *)(key), (void *)(data))
#define TMMAP_REMOVE(map, key) TMtree_delete(TM_ARG map, (void *)(key))

#endif
