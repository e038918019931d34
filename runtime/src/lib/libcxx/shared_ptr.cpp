//===- lib/libcxx/shared_ptr.cpp - libc++'s counts of owners, for transactions ----------------------------===//
//
// The members of the control block that live in libc++'s binary. The counts start at 0 for one owner.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <memory>

// (Its virtual functions make this the place of the virtual table, which stays hidden.)
std::__shared_count::~__shared_count() {}
std::__shared_weak_count::~__shared_weak_count() {}

void std::__shared_weak_count::__release_weak() noexcept {
  if (__atomic_fetch_sub(&__shared_weak_owners_, 1, __ATOMIC_ACQ_REL) == 0)
    __on_zero_shared_weak();
}

std::__shared_weak_count *std::__shared_weak_count::lock() noexcept {
  long owners = __atomic_load_n(&__shared_owners_, __ATOMIC_SEQ_CST);
  while (owners != -1)
    if (__atomic_compare_exchange_n(&__shared_owners_, &owners, owners + 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
      return this;
  return nullptr;
}

const void *std::__shared_weak_count::__get_deleter(const std::type_info &) const noexcept { return nullptr; }
