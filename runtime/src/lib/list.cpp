//===- lib/list.cpp - std::list's hooks, for transactions ----------------------------------------------===//
//
// The member functions of libstdc++'s list node that live in its binary; see lib/rb_tree.cpp.
//
//===---------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <list>

using Node = std::__detail::_List_node_base;

STM_LIBRARY(hook, void, (Node * self, Node *position), "_ZNSt8__detail15_List_node_base7_M_hookEPS0_") {
  self->_M_next = position;
  self->_M_prev = position->_M_prev;
  position->_M_prev->_M_next = self;
  position->_M_prev = self;
}

STM_LIBRARY(unhook, void, (Node * self), "_ZNSt8__detail15_List_node_base9_M_unhookEv") {
  self->_M_next->_M_prev = self->_M_prev;
  self->_M_prev->_M_next = self->_M_next;
}

/// Moves [first, last) before self.
STM_LIBRARY(transfer, void, (Node * self, Node *first, Node *last),
            "_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_") {
  if (self == last)
    return;
  Node *final = last->_M_prev, *before = self->_M_prev;
  first->_M_prev->_M_next = last;
  last->_M_prev = first->_M_prev;
  before->_M_next = first;
  first->_M_prev = before;
  final->_M_next = self;
  self->_M_prev = final;
}

STM_LIBRARY(reverse, void, (Node * self), "_ZNSt8__detail15_List_node_base10_M_reverseEv") {
  Node *node = self;
  do {
    Node *next = node->_M_next;
    node->_M_next = node->_M_prev;
    node->_M_prev = next;
    node = next;
  } while (node != self);
}

/// Makes the ring that `from` headed be headed by `to`.
static void takeRing(Node *to, Node *next, Node *previous, Node *from) {
  if (next == from) {
    to->_M_next = to->_M_prev = to;
    return;
  }
  to->_M_next = next;
  to->_M_prev = previous;
  next->_M_prev = to;
  previous->_M_next = to;
}

STM_LIBRARY(swap, void, (Node & x, Node &y), "_ZNSt8__detail15_List_node_base4swapERS0_S1_") {
  Node *x_next = x._M_next, *x_previous = x._M_prev;
  Node *y_next = y._M_next, *y_previous = y._M_prev;
  takeRing(&x, y_next, y_previous, &y);
  takeRing(&y, x_next, x_previous, &x);
}
