/* A red-black tree with parents and a sentinel for all leaves: see tree.h. */
#include "tree.h"

#include "thread.h"

typedef struct node {
  void *key;
  void *value;
  struct node *parent;
  struct node *child[2];
  long red;
} node_t;

struct tree {
  node_t *root;
  long (*compare)(const void *, const void *);
};

/* All leaves. Its fields are never written but for its parent, which deletion needs; that one is kept on the stack. */
static node_t leaf = {NULL, NULL, NULL, {&leaf, &leaf}, 0};

#define LDNODE(object, field) ((node_t *)TM_SHARED_READ_P((object)->field))
#define LDF(object, field) ((long)TM_SHARED_READ((object)->field))
#define STF_P(object, field, value) TM_SHARED_WRITE_P((object)->field, value)
#define STF(object, field, value) TM_SHARED_WRITE((object)->field, value)

static long compare_numbers(const void *a, const void *b) {
  long x = (long)(intptr_t)a, y = (long)(intptr_t)b;
  return (x > y) - (x < y);
}

tree_t *tree_alloc(long (*compare)(const void *, const void *)) {
  tree_t *tree = (tree_t *)malloc(sizeof(tree_t));
  if (tree) {
    tree->root = &leaf;
    tree->compare = compare ? compare : &compare_numbers;
  }
  return tree;
}

TM_CALLABLE static node_t *TMlookup(TM_ARGDECL tree_t *tree, void *key) {
  node_t *node = LDNODE(tree, root);
  while (node != &leaf) {
    long order = tree->compare(key, (void *)TM_SHARED_READ_P(node->key));
    if (order == 0)
      return node;
    node = order < 0 ? LDNODE(node, child[0]) : LDNODE(node, child[1]);
  }
  return NULL;
}

/* Puts `by` in the place of `node` below `node`'s parent. */
TM_CALLABLE static void TMreplace(TM_ARGDECL tree_t *tree, node_t *node, node_t *by) {
  node_t *parent = LDNODE(node, parent);
  if (parent == NULL)
    STF_P(tree, root, by);
  else
    STF_P(parent, child[LDNODE(parent, child[1]) == node], by);
  if (by != &leaf)
    STF_P(by, parent, parent);
}

/* Lets `node` sink to `side`; its other child rises. */
TM_CALLABLE static void TMrotate(TM_ARGDECL tree_t *tree, node_t *node, int side) {
  node_t *rising = LDNODE(node, child[!side]);
  node_t *middle = LDNODE(rising, child[side]);
  STF_P(node, child[!side], middle);
  if (middle != &leaf)
    STF_P(middle, parent, node);
  TMreplace(TM_ARG tree, node, rising);
  STF_P(rising, child[side], node);
  STF_P(node, parent, rising);
}

TM_CALLABLE static void TMfixInsertion(TM_ARGDECL tree_t *tree, node_t *node) {
  node_t *parent;
  while ((parent = LDNODE(node, parent)) != NULL && LDF(parent, red)) {
    node_t *grandparent = LDNODE(parent, parent);
    int side = LDNODE(grandparent, child[1]) == parent;
    node_t *uncle = LDNODE(grandparent, child[!side]);
    if (LDF(uncle, red)) {
      STF(parent, red, 0);
      STF(uncle, red, 0);
      STF(grandparent, red, 1);
      node = grandparent;
      continue;
    }
    if (LDNODE(parent, child[!side]) == node) {
      TMrotate(TM_ARG tree, parent, side);
      parent = node;
    }
    STF(parent, red, 0);
    STF(grandparent, red, 1);
    TMrotate(TM_ARG tree, grandparent, !side);
    break;
  }
  node_t *root = LDNODE(tree, root);
  if (LDF(root, red))
    STF(root, red, 0);
}

TM_CALLABLE long TMtree_insert(TM_ARGDECL tree_t *tree, void *key, void *value) {
  node_t *parent = NULL, *node = LDNODE(tree, root);
  int side = 0;
  while (node != &leaf) {
    long order = tree->compare(key, (void *)TM_SHARED_READ_P(node->key));
    if (order == 0)
      return 0;
    parent = node;
    side = order > 0;
    node = LDNODE(node, child[side]);
  }
  node_t *added = (node_t *)TM_MALLOC(sizeof(node_t));
  added->key = key;
  added->value = value;
  added->parent = parent;
  added->child[0] = added->child[1] = &leaf;
  added->red = 1;
  if (parent == NULL)
    STF_P(tree, root, added);
  else
    STF_P(parent, child[side], added);
  TMfixInsertion(TM_ARG tree, added);
  return 1;
}

/* One black is missing below `parent` at `node`, which may be the leaf. */
TM_CALLABLE static void TMfixDeletion(TM_ARGDECL tree_t *tree, node_t *node, node_t *parent) {
  while (parent != NULL && !LDF(node, red)) {
    int side = LDNODE(parent, child[1]) == node;
    node_t *sibling = LDNODE(parent, child[!side]);
    if (LDF(sibling, red)) {
      STF(sibling, red, 0);
      STF(parent, red, 1);
      TMrotate(TM_ARG tree, parent, side);
      sibling = LDNODE(parent, child[!side]);
    }
    node_t *far = LDNODE(sibling, child[!side]), *near = LDNODE(sibling, child[side]);
    if (!LDF(far, red) && !LDF(near, red)) {
      STF(sibling, red, 1);
      node = parent;
      parent = LDNODE(node, parent);
      continue;
    }
    if (!LDF(far, red)) {
      STF(near, red, 0);
      STF(sibling, red, 1);
      TMrotate(TM_ARG tree, sibling, !side);
      far = sibling;
      sibling = near;
    }
    STF(sibling, red, LDF(parent, red));
    STF(parent, red, 0);
    STF(far, red, 0);
    TMrotate(TM_ARG tree, parent, side);
    return;
  }
  if (node != &leaf)
    STF(node, red, 0);
}

TM_CALLABLE long TMtree_delete(TM_ARGDECL tree_t *tree, void *key) {
  node_t *node = TMlookup(TM_ARG tree, key);
  if (node == NULL)
    return 0;
  node_t *gone = node;
  if (LDNODE(node, child[0]) != &leaf && LDNODE(node, child[1]) != &leaf) {
    gone = LDNODE(node, child[1]);
    while (LDNODE(gone, child[0]) != &leaf)
      gone = LDNODE(gone, child[0]);
    STF_P(node, key, (void *)TM_SHARED_READ_P(gone->key));
    STF_P(node, value, (void *)TM_SHARED_READ_P(gone->value));
  }
  node_t *child = LDNODE(gone, child[0]) != &leaf ? LDNODE(gone, child[0]) : LDNODE(gone, child[1]);
  node_t *parent = LDNODE(gone, parent);
  TMreplace(TM_ARG tree, gone, child);
  if (!LDF(gone, red))
    TMfixDeletion(TM_ARG tree, child, parent);
  TM_FREE(gone);
  return 1;
}

TM_CALLABLE void *TMtree_get(TM_ARGDECL tree_t *tree, void *key) {
  node_t *node = TMlookup(TM_ARG tree, key);
  return node ? (void *)TM_SHARED_READ_P(node->value) : NULL;
}

TM_CALLABLE long TMtree_contains(TM_ARGDECL tree_t *tree, void *key) { return TMlookup(TM_ARG tree, key) != NULL; }

/* The black height; counts the nodes. */
static long verify(tree_t *tree, node_t *node, long *count) {
  if (node == &leaf)
    return 0;
  ++*count;
  for (int side = 0; side < 2; ++side) {
    node_t *child = node->child[side];
    if (child == &leaf)
      continue;
    ASSERT(child->parent == node);
    ASSERT(!(node->red && child->red));
    ASSERT((tree->compare(child->key, node->key) > 0) == side);
  }
  long left = verify(tree, node->child[0], count), right = verify(tree, node->child[1], count);
  ASSERT(left == right);
  return left + !node->red;
}

long tree_verify(tree_t *tree) {
  long count = 0;
  ASSERT(!leaf.red && tree->root->parent == NULL);
  verify(tree, tree->root, &count);
  return count;
}

static void for_each(node_t *node, void (*visit)(void *, void *, void *), void *argument) {
  if (node == &leaf)
    return;
  for_each(node->child[0], visit, argument);
  visit(node->key, node->value, argument);
  for_each(node->child[1], visit, argument);
}
void tree_forEach(tree_t *tree, void (*visit)(void *, void *, void *), void *argument) {
  for_each(tree->root, visit, argument);
}
