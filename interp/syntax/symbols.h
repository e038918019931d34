// Names of one compilation, each stored once, so that equal names are equal pointers. A name is
// UTF-8 in normal form KC (see identifiers.h), as Python compares identifiers.
#pragma once

#include "syntax/arena.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace pystm {

struct Symbol {
  std::string_view text;
  uint32_t hash;
  Symbol *next; // in the same bucket
};

// What the tree calls a name; null where the grammar lets it be absent.
using Identifier = const Symbol *;

class SymbolSet {
public:
  explicit SymbolSet(Arena &arena) : arena_(arena), buckets_(256, nullptr) {}

  Identifier intern(std::string_view text) {
    uint32_t hash = 2166136261u;
    for (unsigned char c : text)
      hash = (hash ^ c) * 16777619u;
    for (Symbol *symbol = buckets_[hash % buckets_.size()]; symbol; symbol = symbol->next)
      if (symbol->hash == hash && symbol->text == text)
        return symbol;
    if (++count_ > buckets_.size())
      grow();
    Symbol *&bucket = buckets_[hash % buckets_.size()];
    bucket = arena_.make<Symbol>(Symbol{arena_.copy(text), hash, bucket});
    return bucket;
  }

private:
  void grow() {
    std::vector<Symbol *> old(buckets_.size() * 2, nullptr);
    old.swap(buckets_);
    for (Symbol *symbol : old)
      while (symbol) {
        Symbol *next = symbol->next;
        Symbol *&bucket = buckets_[symbol->hash % buckets_.size()];
        symbol->next = bucket;
        bucket = symbol;
        symbol = next;
      }
  }

  Arena &arena_;
  std::vector<Symbol *> buckets_;
  size_t count_ = 0;
};

} // namespace pystm
