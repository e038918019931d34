//===- lib/c_search.cpp - Trees and tables of <search.h>, parts of paths -------------------------------------===//
//
// tsearch and hsearch keep nodes whose form only the C library knows. libstm.so brings both families for the whole program, so
// that a region and code outside may work on the same tree or table. Compiled through the plugin: comparison functions
// run as transactions.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <search.h>

// Trees: a search tree by the keys that is a heap by the nodes' priorities, and so balanced by chance. ----------

namespace {

using Compare = int (*)(const void *, const void *);

struct Node {
  const void *key; // where the interface wants it
  Node *left, *right;

  uint64_t priority() const { return reinterpret_cast<uint64_t>(this) * 0x9e3779b97f4a7c15u; }
};

/// Divides the tree at `key`, which it does not hold.
void split(Node *tree, const void *key, Compare compare, Node **less, Node **more) {
  while (tree) {
    bool is_less = compare(key, tree->key) > 0;
    (is_less ? *less : *more) = tree;
    if (is_less)
      less = &tree->right, tree = tree->right;
    else
      more = &tree->left, tree = tree->left;
  }
  *less = *more = nullptr;
}

Node *join(Node *less, Node *more) {
  Node *root = nullptr, **at = &root;
  while (less && more) {
    bool first = less->priority() > more->priority();
    *at = first ? less : more;
    if (first)
      at = &less->right, less = less->right;
    else
      at = &more->left, more = more->left;
  }
  *at = less ? less : more;
  return root;
}

template <class Visit> void walk(const Node *node, int level, Visit visit) {
  if (!node->left && !node->right)
    return visit(node, leaf, level);
  visit(node, preorder, level);
  if (node->left)
    walk(node->left, level + 1, visit);
  visit(node, postorder, level);
  if (node->right)
    walk(node->right, level + 1, visit);
  visit(node, endorder, level);
}

void destroy(Node *node, void (*release)(void *)) {
  if (!node)
    return;
  destroy(node->left, release);
  destroy(node->right, release);
  release(const_cast<void *>(node->key));
  free(node);
}

} // namespace

STM_LIBRARY(findNode, void *, (const void *key, void *const *root, Compare compare), "tfind") {
  if (!root)
    return nullptr;
  for (auto *node = static_cast<Node *>(*root); node;) {
    int order = compare(key, node->key);
    if (order == 0)
      return node;
    node = order < 0 ? node->left : node->right;
  }
  return nullptr;
}

STM_LIBRARY(addNode, void *, (const void *key, void **root, Compare compare), "tsearch") {
  if (!root)
    return nullptr;
  if (void *found = findNode(key, root, compare))
    return found;
  auto *node = static_cast<Node *>(malloc(sizeof(Node)));
  if (!node)
    return nullptr;
  node->key = key;
  auto **at = reinterpret_cast<Node **>(root);
  while (*at && (*at)->priority() > node->priority())
    at = compare(key, (*at)->key) < 0 ? &(*at)->left : &(*at)->right;
  split(*at, key, compare, &node->left, &node->right);
  *at = node;
  return node;
}

STM_LIBRARY(deleteNode, void *, (const void *key, void **root, Compare compare), "tdelete") {
  if (!root)
    return nullptr;
  void *parent = root; // of the root: anything but null
  for (auto **at = reinterpret_cast<Node **>(root); *at;) {
    Node *node = *at;
    int order = compare(key, node->key);
    if (order == 0) {
      *at = join(node->left, node->right);
      free(node);
      return parent;
    }
    parent = node;
    at = order < 0 ? &node->left : &node->right;
  }
  return nullptr;
}

STM_LIBRARY(walkTree, void, (const void *root, void (*action)(const void *, VISIT, int)), "twalk") {
  if (root && action)
    walk(static_cast<const Node *>(root), 0, [=](const Node *node, VISIT visit, int level) { action(node, visit, level); });
}

STM_LIBRARY(walkTreeWith, void, (const void *root, void (*action)(const void *, VISIT, void *), void *with), "twalk_r") {
  if (root && action)
    walk(static_cast<const Node *>(root), 0, [=](const Node *node, VISIT visit, int) { action(node, visit, with); });
}

STM_LIBRARY(destroyTree, void, (void *root, void (*release)(void *)), "tdestroy") {
  destroy(static_cast<Node *>(root), release);
}

// Hash tables of a fixed size: open addressing. ------------------------------------------------------------------

struct _ENTRY {
  ENTRY entry;
};

STM_LIBRARY(createTable, int, (size_t count, hsearch_data *table), "hcreate_r") {
  if (!table) {
    errno = EINVAL;
    return 0;
  }
  if (table->table)
    return 0;
  if (count > UINT32_MAX / 2) {
    errno = ENOMEM;
    return 0;
  }
  table->size = unsigned(count + count / 2 + 3);
  table->filled = 0;
  table->table = static_cast<_ENTRY *>(calloc(table->size, sizeof(_ENTRY)));
  return table->table != nullptr;
}

STM_LIBRARY(destroyTable, void, (hsearch_data *table), "hdestroy_r") {
  if (!table) {
    errno = EINVAL;
    return;
  }
  free(table->table);
  table->table = nullptr;
}

STM_LIBRARY(searchTable, int, (ENTRY item, ACTION action, ENTRY **result, hsearch_data *table), "hsearch_r") {
  uint32_t hash = 2166136261u;
  for (const char *at = item.key; *at; ++at)
    hash = (hash ^ uint8_t(*at)) * 16777619u;
  unsigned slot = hash % table->size;
  while (table->table[slot].entry.key) {
    ENTRY &there = table->table[slot].entry;
    if (strcmp(there.key, item.key) == 0) {
      *result = &there;
      return 1;
    }
    slot = slot + 1 == table->size ? 0 : slot + 1;
  }
  *result = nullptr;
  if (action == FIND) {
    errno = ESRCH;
    return 0;
  }
  if (table->filled + 1 >= table->size) {
    errno = ENOMEM;
    return 0;
  }
  ++table->filled;
  table->table[slot].entry = item;
  *result = &table->table[slot].entry;
  return 1;
}

/// The table of the functions without an argument for it.
static hsearch_data the_table;
STM_LIBRARY(createTheTable, int, (size_t count), "hcreate") { return createTable(count, &the_table); }
STM_LIBRARY(destroyTheTable, void, (), "hdestroy") { destroyTable(&the_table); }
STM_LIBRARY(searchTheTable, ENTRY *, (ENTRY item, ACTION action), "hsearch") {
  ENTRY *result = nullptr;
  searchTable(item, action, &result, &the_table);
  return result;
}

// Queues and paths. ------------------------------------------------------------------------------------------------

namespace {

struct Link {
  Link *next, *previous;
};

} // namespace

STM_LIBRARY(insertLink, void, (void *element, void *after), "insque") {
  auto *link = static_cast<Link *>(element), *before = static_cast<Link *>(after);
  if (!before) {
    link->next = link->previous = nullptr;
    return;
  }
  link->next = before->next;
  link->previous = before;
  if (link->next)
    link->next->previous = link;
  before->next = link;
}

STM_LIBRARY(removeLink, void, (void *element), "remque") {
  auto *link = static_cast<Link *>(element);
  if (link->next)
    link->next->previous = link->previous;
  if (link->previous)
    link->previous->next = link->next;
}

STM_LIBRARY(lastPart, char *, (const char *path), "basename") {
  const char *slash = strrchr(path, '/');
  return const_cast<char *>(slash ? slash + 1 : path);
}

STM_LIBRARY(lastPartOfPath, char *, (char *path), "__xpg_basename") {
  static char kDot[] = ".";
  if (!path || !*path)
    return kDot;
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    path[--length] = 0;
  char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

STM_LIBRARY(folderOfPath, char *, (char *path), "dirname") {
  static char kDot[] = ".";
  if (!path)
    return kDot;
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    --length;
  while (length && path[length - 1] != '/')
    --length;
  if (!length)
    return kDot;
  while (length > 1 && path[length - 1] == '/')
    --length;
  path[length] = 0;
  return path;
}
