//===- lib/rb_tree.cpp - std::map's tree, for transactions -----------------------------------------===//
//
// libstdc++ keeps the algorithms of map, set and their multi forms in its binary, without clones. These are our own,
// on its node layout, compiled through the plugin; only the clones leave the library (runtime/exports.map).
// Insertion and deletion follow Cormen et al., "Introduction to Algorithms", chapter 13, with libstdc++'s header node: parent =
// root, left = leftmost, right = rightmost, colour red.
//
//===--------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <map>

using Node = std::_Rb_tree_node_base;
using Colour = std::_Rb_tree_color;

STM_LIBRARY(treeIncrement, Node *, (Node * x), "_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base") {
  if (x->_M_right) {
    x = x->_M_right;
    while (x->_M_left)
      x = x->_M_left;
    return x;
  }
  Node *y = x->_M_parent;
  while (x == y->_M_right) {
    x = y;
    y = y->_M_parent;
  }
  // At the end of a tree whose root is its rightmost node, x is the header itself.
  return x->_M_right != y ? y : x;
}

STM_LIBRARY(treeDecrement, Node *, (Node * x), "_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base") {
  bool is_header = x->_M_color == std::_S_red && x->_M_parent && x->_M_parent->_M_parent == x;
  if (is_header)
    return x->_M_right;
  if (x->_M_left) {
    x = x->_M_left;
    while (x->_M_right)
      x = x->_M_right;
    return x;
  }
  Node *y = x->_M_parent;
  while (x == y->_M_left) {
    x = y;
    y = y->_M_parent;
  }
  return y;
}

STM_LIBRARY(treeIncrementConst, const Node *, (const Node *x), "_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base") {
  return treeIncrement(const_cast<Node *>(x));
}
STM_LIBRARY(treeDecrementConst, const Node *, (const Node *x), "_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base") {
  return treeDecrement(const_cast<Node *>(x));
}

/// Puts `child` where `x` hangs.
static void replaceChild(Node *x, Node *child, Node *&root) {
  if (x == root)
    root = child;
  else if (x == x->_M_parent->_M_left)
    x->_M_parent->_M_left = child;
  else
    x->_M_parent->_M_right = child;
}

static void rotateLeft(Node *x, Node *&root) {
  Node *y = x->_M_right;
  x->_M_right = y->_M_left;
  if (y->_M_left)
    y->_M_left->_M_parent = x;
  y->_M_parent = x->_M_parent;
  replaceChild(x, y, root);
  y->_M_left = x;
  x->_M_parent = y;
}

static void rotateRight(Node *x, Node *&root) {
  Node *y = x->_M_left;
  x->_M_left = y->_M_right;
  if (y->_M_right)
    y->_M_right->_M_parent = x;
  y->_M_parent = x->_M_parent;
  replaceChild(x, y, root);
  y->_M_right = x;
  x->_M_parent = y;
}

STM_LIBRARY(treeInsert, void, (bool insert_left, Node *x, Node *parent, Node &header),
            "_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_") {
  Node *&root = header._M_parent;
  x->_M_parent = parent;
  x->_M_left = nullptr;
  x->_M_right = nullptr;
  x->_M_color = std::_S_red;
  if (insert_left) {
    parent->_M_left = x; // leftmost too, where the parent is the header
    if (parent == &header) {
      header._M_parent = x;
      header._M_right = x;
    } else if (parent == header._M_left) {
      header._M_left = x;
    }
  } else {
    parent->_M_right = x;
    if (parent == header._M_right)
      header._M_right = x;
  }
  while (x != root && x->_M_parent->_M_color == std::_S_red) {
    Node *p = x->_M_parent, *grandparent = p->_M_parent;
    bool left = p == grandparent->_M_left;
    Node *uncle = left ? grandparent->_M_right : grandparent->_M_left;
    if (uncle && uncle->_M_color == std::_S_red) {
      p->_M_color = std::_S_black;
      uncle->_M_color = std::_S_black;
      grandparent->_M_color = std::_S_red;
      x = grandparent;
      continue;
    }
    if (left) {
      if (x == p->_M_right) {
        x = p;
        rotateLeft(x, root);
      }
      x->_M_parent->_M_color = std::_S_black;
      grandparent->_M_color = std::_S_red;
      rotateRight(grandparent, root);
    } else {
      if (x == p->_M_left) {
        x = p;
        rotateRight(x, root);
      }
      x->_M_parent->_M_color = std::_S_black;
      grandparent->_M_color = std::_S_red;
      rotateLeft(grandparent, root);
    }
  }
  if (root->_M_color != std::_S_black)
    root->_M_color = std::_S_black;
}

static bool isBlack(const Node *x) { return !x || x->_M_color == std::_S_black; }

/// Restores the black heights after a black node above x (which may be null; its parent is p) was taken out.
static void rebalanceAfterErase(Node *x, Node *p, Node *&root) {
  while (x != root && isBlack(x)) {
    bool left = x == p->_M_left;
    Node *sibling = left ? p->_M_right : p->_M_left;
    if (sibling->_M_color == std::_S_red) {
      sibling->_M_color = std::_S_black;
      p->_M_color = std::_S_red;
      left ? rotateLeft(p, root) : rotateRight(p, root);
      sibling = left ? p->_M_right : p->_M_left;
    }
    Node *near = left ? sibling->_M_left : sibling->_M_right;
    Node *far = left ? sibling->_M_right : sibling->_M_left;
    if (isBlack(near) && isBlack(far)) {
      sibling->_M_color = std::_S_red;
      x = p;
      p = p->_M_parent;
      continue;
    }
    if (isBlack(far)) {
      near->_M_color = std::_S_black;
      sibling->_M_color = std::_S_red;
      left ? rotateRight(sibling, root) : rotateLeft(sibling, root);
      sibling = left ? p->_M_right : p->_M_left;
      far = left ? sibling->_M_right : sibling->_M_left;
    }
    sibling->_M_color = p->_M_color;
    p->_M_color = std::_S_black;
    if (far)
      far->_M_color = std::_S_black;
    left ? rotateLeft(p, root) : rotateRight(p, root);
    break;
  }
  if (x)
    x->_M_color = std::_S_black;
}

static Node *minimum(Node *x) {
  while (x->_M_left)
    x = x->_M_left;
  return x;
}
static Node *maximum(Node *x) {
  while (x->_M_right)
    x = x->_M_right;
  return x;
}

STM_LIBRARY(treeErase, Node *, (Node *z, Node &header),
            "_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_") {
  Node *&root = header._M_parent;
  Node *x, *x_parent;
  Colour removed = z->_M_color;
  if (z->_M_left && z->_M_right) {
    // z's successor y takes its place; x takes y's.
    Node *y = minimum(z->_M_right);
    removed = y->_M_color;
    x = y->_M_right;
    x_parent = y->_M_parent == z ? y : y->_M_parent;
    if (y->_M_parent != z) {
      y->_M_parent->_M_left = x;
      if (x)
        x->_M_parent = y->_M_parent;
      y->_M_right = z->_M_right;
      z->_M_right->_M_parent = y;
    }
    y->_M_left = z->_M_left;
    z->_M_left->_M_parent = y;
    replaceChild(z, y, root);
    y->_M_parent = z->_M_parent;
    y->_M_color = z->_M_color;
  } else {
    x = z->_M_left ? z->_M_left : z->_M_right;
    x_parent = z->_M_parent;
    if (x)
      x->_M_parent = x_parent;
    replaceChild(z, x, root);
    if (header._M_left == z)
      header._M_left = x ? minimum(x) : x_parent;
    if (header._M_right == z)
      header._M_right = x ? maximum(x) : x_parent;
  }
  if (removed == std::_S_black)
    rebalanceAfterErase(x, x_parent, root);
  return z;
}
