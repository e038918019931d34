// A red-black tree as a textbook has it: parent links, no sentinel, nothing that knows of threads or
// transactions. Both red_black_tree.cpp and the benchmarks use it.
#ifndef EXAMPLES_RED_BLACK_TREE_H
#define EXAMPLES_RED_BLACK_TREE_H

template <typename Key, typename Value> class RedBlackTree {
public:
  RedBlackTree() = default;
  RedBlackTree(const RedBlackTree &) = delete;
  RedBlackTree &operator=(const RedBlackTree &) = delete;
  ~RedBlackTree() { destroy(root_); }

  // The value at `key`, or null.
  Value *find(const Key &key) {
    Node *node = findNode(key);
    return node ? &node->value : nullptr;
  }

  // False when `key` was there already.
  bool insert(const Key &key, const Value &value) {
    Node *parent = nullptr;
    Node **link = &root_;
    while (Node *node = *link) {
      if (key == node->key)
        return false;
      parent = node;
      link = &node->child[node->key < key];
    }
    Node *node = new Node{{nullptr, nullptr}, parent, key, value, true};
    *link = node;
    fixInsertion(node);
    return true;
  }

  // False when `key` was not there.
  bool erase(const Key &key) {
    Node *node = findNode(key);
    if (!node)
      return false;
    if (node->child[0] && node->child[1]) {
      Node *next = node->child[1];
      while (next->child[0])
        next = next->child[0];
      node->key = next->key;
      node->value = next->value;
      node = next;
    }
    Node *child = node->child[0] ? node->child[0] : node->child[1];
    replace(node, child);
    if (!node->red)
      fixErasure(child, node->parent);
    delete node;
    return true;
  }

  // Calls visit(key, value) in the order of the keys.
  template <typename Visit> void forEach(Visit visit) const { visitBelow(root_, visit); }

  // Whether order, parent links and colours are those of a red-black tree.
  bool isValid() const { return blackHeight(root_, nullptr) >= 0 && !isRed(root_); }

private:
  struct Node {
    Node *child[2];
    Node *parent;
    Key key;
    Value value;
    bool red;
  };

  static bool isRed(const Node *node) { return node && node->red; }

  Node *findNode(const Key &key) const {
    Node *node = root_;
    while (node && !(key == node->key))
      node = node->child[node->key < key];
    return node;
  }

  // Hangs `other`, possibly null, where `node` hangs.
  void replace(Node *node, Node *other) {
    Node *parent = node->parent;
    if (other)
      other->parent = parent;
    if (!parent)
      root_ = other;
    else
      parent->child[parent->child[1] == node] = other;
  }

  // `node` goes down to `side`; its other child takes its place.
  void rotate(Node *node, int side) {
    Node *up = node->child[!side];
    node->child[!side] = up->child[side];
    if (up->child[side])
      up->child[side]->parent = node;
    replace(node, up);
    up->child[side] = node;
    node->parent = up;
  }

  // `node` is red; its parent may be, too.
  void fixInsertion(Node *node) {
    while (Node *parent = node->parent) {
      if (!parent->red)
        return;
      Node *grand = parent->parent;
      int side = grand->child[1] == parent;
      Node *uncle = grand->child[!side];
      if (isRed(uncle)) {
        parent->red = uncle->red = false;
        grand->red = true;
        node = grand;
        continue;
      }
      if (node == parent->child[!side]) {
        rotate(parent, side);
        parent = node;
      }
      parent->red = false;
      grand->red = true;
      rotate(grand, !side);
      return;
    }
    node->red = false;
  }

  // The paths through `node`, possibly null, below `parent` lack one black node.
  void fixErasure(Node *node, Node *parent) {
    while (parent && !isRed(node)) {
      int side = parent->child[1] == node;
      Node *sibling = parent->child[!side];
      if (sibling->red) {
        sibling->red = false;
        parent->red = true;
        rotate(parent, side);
        sibling = parent->child[!side];
      }
      Node *near = sibling->child[side], *far = sibling->child[!side];
      if (!isRed(near) && !isRed(far)) {
        sibling->red = true;
        node = parent;
        parent = node->parent;
        continue;
      }
      if (!isRed(far)) {
        near->red = false;
        sibling->red = true;
        rotate(sibling, !side);
        far = sibling;
        sibling = near;
      }
      sibling->red = parent->red;
      parent->red = false;
      far->red = false;
      rotate(parent, side);
      return;
    }
    if (node)
      node->red = false;
  }

  // Black nodes on each path below `node`, or -1 when something is wrong there.
  static int blackHeight(const Node *node, const Node *parent) {
    if (!node)
      return 0;
    int left = blackHeight(node->child[0], node), right = blackHeight(node->child[1], node);
    bool ordered = (!node->child[0] || node->child[0]->key < node->key) &&
                   (!node->child[1] || node->key < node->child[1]->key);
    bool coloured = !node->red || (!isRed(node->child[0]) && !isRed(node->child[1]));
    if (left < 0 || left != right || node->parent != parent || !ordered || !coloured)
      return -1;
    return left + !node->red;
  }

  template <typename Visit> static void visitBelow(const Node *node, Visit &visit) {
    if (!node)
      return;
    visitBelow(node->child[0], visit);
    visit(node->key, node->value);
    visitBelow(node->child[1], visit);
  }

  static void destroy(Node *node) {
    if (!node)
      return;
    destroy(node->child[0]);
    destroy(node->child[1]);
    delete node;
  }

  Node *root_ = nullptr;
};

#endif
