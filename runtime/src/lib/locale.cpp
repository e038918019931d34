//===- lib/locale.cpp - Locales that streams hold, for transactions -----------------------------------------===//
//
// A std::locale is a pointer to an object of the library, which counts its holders. The library does the counting: a
// transaction's new holders are counted at once and taken back by an abort, those that it ends are taken back at the
// commit. Nobody counts the holders of the classic locale.
//
//===------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "tx/transaction.h"

#include <clocale>
#include <locale>
#include <new>

using namespace stm;
using stm::lib::readable;
using stm::lib::writable;

extern "C" {
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);
}

namespace {

static_assert(sizeof(std::locale) == sizeof(void *));

std::locale &asLocale(void **held) { return *reinterpret_cast<std::locale *>(held); }

bool isClassic(const void *object) {
  return object == *reinterpret_cast<void *const *>(&std::locale::classic());
}

void *readPointer(void *const *where) { return *readable(where, sizeof *where); }
void writePointer(void **where, void *value) { *writable(where, sizeof *where) = value; }

void drop(void *bytes) { asLocale(static_cast<void **>(bytes)).~locale(); }

/// `object` has one holder more: an abort takes it back.
void *keep(void *object) {
  if (!isClassic(object) && inView())
    __stm_on_abort_copy(drop, &object, sizeof object);
  return object;
}

void *holdCurrent() {
  void *object;
  new (&object) std::locale();
  return keep(object);
}

void *hold(void *object) {
  if (isClassic(object))
    return object;
  void *copy;
  new (&copy) std::locale(asLocale(&object));
  return keep(copy);
}

void release(void *object) {
  if (isClassic(object))
    return;
  if (inView())
    __stm_on_commit_copy(drop, &object, sizeof object);
  else
    drop(&object);
}

void construct(void **self) { writePointer(self, holdCurrent()); }
void copy(void **self, void *const *other) { writePointer(self, hold(readPointer(other))); }
void destroy(void **self) { release(readPointer(self)); }

} // namespace

STM_CLONE_OF("_ZNSt6localeC1Ev", localeConstruct, void, (void **self)) { construct(self); }
STM_CLONE_OF("_ZNSt6localeC2Ev", localeConstructBase, void, (void **self)) { construct(self); }
STM_CLONE_OF("_ZNSt6localeC1ERKS_", localeCopy, void, (void **self, void *const *other)) { copy(self, other); }
STM_CLONE_OF("_ZNSt6localeC2ERKS_", localeCopyBase, void, (void **self, void *const *other)) { copy(self, other); }
STM_CLONE_OF("_ZNSt6localeD1Ev", localeDestroy, void, (void **self)) { destroy(self); }
STM_CLONE_OF("_ZNSt6localeD2Ev", localeDestroyBase, void, (void **self)) { destroy(self); }
STM_CLONE_OF("_ZNSt6localeaSERKS_", localeAssign, void **, (void **self, void *const *other)) {
  void *before = readPointer(self);
  copy(self, other);
  release(before);
  return self;
}

/// The classic locale's table of characters fills itself on first use, in memory of the library that no transaction can undo.
__attribute__((constructor)) static void fillTables() {
  const auto &kinds = std::use_facet<std::ctype<char>>(std::locale::classic());
  char all[256], copy[256];
  for (int i = 0; i < 256; ++i)
    all[i] = char(i);
  kinds.widen(all, all + 256, copy);
  kinds.narrow(all, all + 256, 0, copy);
}

/// The thread's C locale: streams switch it while they print.
static void restoreThreadLocale(void *bytes) { uselocale(*static_cast<locale_t *>(bytes)); }
static locale_t switchThreadLocale(locale_t wanted) {
  locale_t before = uselocale(wanted);
  if (wanted && wanted != before && inView())
    __stm_on_abort_copy(restoreThreadLocale, &before, sizeof before);
  return before;
}
STM_CLONE(uselocale, locale_t, (locale_t wanted)) { return switchThreadLocale(wanted); }
STM_CLONE(__uselocale, locale_t, (locale_t wanted)) { return switchThreadLocale(wanted); }
