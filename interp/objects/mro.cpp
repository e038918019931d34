// The C3 order of a class and the metaclass that wins, from the bases.
#include "objects/exception.h"
#include "objects/type.h"
#include "vm/thread.h"

#include <algorithm>
#include <vector>

namespace pystm {

Tuple *linearize(Thread &thread, Type *type, Tuple *bases) {
  std::vector<std::vector<Type *>> lists;
  for (Value base : *bases) {
    std::vector<Type *> list;
    for (Value item : *base.as<Type>()->mro)
      list.push_back(item.as<Type>());
    lists.push_back(std::move(list));
  }
  std::vector<Type *> direct;
  for (Value base : *bases) {
    if (std::find(direct.begin(), direct.end(), base.as<Type>()) != direct.end()) {
      raiseTypeError(thread, "duplicate base class %s", std::string(typeName(base.as<Type>())).c_str());
      return nullptr;
    }
    direct.push_back(base.as<Type>());
  }
  lists.push_back(direct);
  std::vector<Type *> order = {type};
  for (;;) {
    lists.erase(std::remove_if(lists.begin(), lists.end(), [](auto &list) { return list.empty(); }), lists.end());
    if (lists.empty())
      break;
    Type *next = nullptr;
    for (auto &list : lists) {
      Type *candidate = list.front();
      bool in_tail = false;
      for (auto &other : lists)
        in_tail |= std::find(other.begin() + 1, other.end(), candidate) != other.end();
      if (!in_tail) {
        next = candidate;
        break;
      }
    }
    if (!next) {
      std::string text;
      std::vector<Type *> heads;
      for (auto &list : lists)
        if (std::find(heads.begin(), heads.end(), list.front()) == heads.end())
          heads.push_back(list.front());
      for (Type *head : heads)
        text += (text.empty() ? "" : ", ") + std::string(typeName(head));
      raiseTypeError(thread, "Cannot create a consistent method resolution\norder (MRO) for bases %s", text.c_str());
      return nullptr;
    }
    order.push_back(next);
    for (auto &list : lists)
      if (list.front() == next)
        list.erase(list.begin());
  }
  Tuple *mro = makeTuple(thread, static_cast<int64_t>(order.size()));
  for (size_t i = 0; i < order.size(); ++i)
    mro->items[i] = Value(order[i]);
  return mro;
}

Tuple *orderOf(Thread &thread, Type *type) {
  Type *metatype = type->type;
  if (metatype == &type_type || lookupType(metatype, names.mro_method) == dictGet(type_type.dict, names.mro_method))
    return linearize(thread, type, type->bases);
  if (!type->mro) {
    // mro() may look at the class, which needs an order for that.
    type->mro = linearize(thread, type, type->bases);
    if (!type->mro)
      return nullptr;
  }
  Value order = callMethod(thread, Value(type), names.mro_method);
  Tuple *mro = order.isError() ? nullptr : tupleFrom(thread, order);
  for (int64_t i = 0; mro && i < mro->size; ++i) {
    Value item = mro->items[i];
    if (!isType(item)) {
      raiseTypeError(thread, "mro() returned a non-class ('%T')", item.bits);
      return nullptr;
    }
    if (!isSubtype(solidBase(type), solidBase(item.as<Type>()))) {
      raiseTypeError(thread, "mro() returned base with unsuitable layout ('%s')", std::string(typeName(item.as<Type>())).c_str());
      return nullptr;
    }
  }
  return mro;
}

Type *winningMetaclass(Thread &thread, Type *metatype, Tuple *bases) {
  Type *winner = metatype;
  for (Value base : *bases) {
    Type *candidate = typeOf(base);
    if (isSubtype(winner, candidate))
      continue;
    if (!isSubtype(candidate, winner)) {
      raiseTypeError(thread, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
      return nullptr;
    }
    winner = candidate;
  }
  return winner;
}

} // namespace pystm
