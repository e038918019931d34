//===- lib/stdexcept.cpp - The classes of <stdexcept>, for transactions ---------------===//
//
// Their constructors and destructors live in the C++ library's binary; these do the same, compiled through the
// plugin. An object is a virtual table's address and a pointer to a counted text: a header {length, capacity, count of
// further owners} and the characters. libstdc++ and libc++abi agree on that.
//
//===----------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cstddef>
#include <cstring>
#include <new>

// (Not in an unnamed namespace: functions of such types would be local.)
namespace stm::lib {


struct Text {
  size_t length, capacity;
  int further_owners;
};
static_assert(sizeof(Text) == 24);

extern "C" char empty_text[] __asm__("_ZNSs4_Rep20_S_empty_rep_storageE"); // libstdc++'s, never freed

struct Error {
  const void *table;
  char *text;
};

/// The front of std::string in libstdc++.
struct String {
  const char *data;
  size_t size;
};

/// std::string in libc++: the lowest bit of the first byte says whether the text is on the heap; otherwise the byte holds
/// twice the length, and the text follows.
struct StringOfLibcxx {
  size_t first, size;
  const char *data;

  size_t length() const { return first & 1 ? size : (first & 0xff) >> 1; }
  const char *text() const { return first & 1 ? data : reinterpret_cast<const char *>(this) + 1; }
};

static Text *headerOf(char *text) { return reinterpret_cast<Text *>(text - sizeof(Text)); }

static char *newText(const char *from, size_t length) {
  char *text = static_cast<char *>(operator new(sizeof(Text) + length + 1)) + sizeof(Text);
  *headerOf(text) = {length, length, 0};
  memcpy(text, from, length);
  text[length] = 0;
  return text;
}

static char *shareText(char *text) {
  if (text != empty_text + sizeof(Text))
    __atomic_fetch_add(&headerOf(text)->further_owners, 1, __ATOMIC_RELAXED);
  return text;
}

static void dropText(char *text) {
  if (text != empty_text + sizeof(Text) &&
      __atomic_fetch_sub(&headerOf(text)->further_owners, 1, __ATOMIC_ACQ_REL) <= 0)
    operator delete(headerOf(text));
}

} // namespace stm::lib

using namespace stm::lib;

#define STM_CONSTRUCTORS(name, mangled, kind)                                                                  \
  STM_LIBRARY(name##FromChars##kind, void, (Error * self, const char *text), "_ZNSt" mangled #kind "EPKc") {  \
    self->table = name##Table + 2;                                                                             \
    self->text = newText(text, strlen(text));                                                                  \
  }                                                                                                            \
  STM_LIBRARY(name##FromString##kind, void, (Error * self, const String &text),                               \
              "_ZNSt" mangled #kind "ERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE") {              \
    self->table = name##Table + 2;                                                                             \
    self->text = newText(text.data, text.size);                                                                \
  }                                                                                                            \
  STM_LIBRARY(name##FromLibcxx##kind, void, (Error * self, const StringOfLibcxx &text),                       \
              "_ZNSt" mangled #kind "ERKNSt3__112basic_stringIcNS0_11char_traitsIcEENS0_9allocatorIcEEEE") {  \
    self->table = name##Table + 2;                                                                             \
    self->text = newText(text.text(), text.length());                                                          \
  }

#define STM_DESTRUCTOR(name, mangled, kind)                                                                    \
  STM_LIBRARY(name##Destroy##kind, void, (Error * self), "_ZNSt" mangled #kind "Ev") { dropText(self->text); }

/// A class: what all have.
#define STM_ERROR(name, mangled)                                                                               \
  extern "C" const void *const name##Table[] __asm__("_ZTVSt" mangled);                                        \
  STM_CONSTRUCTORS(name, mangled, C1)                                                                          \
  STM_CONSTRUCTORS(name, mangled, C2)                                                                          \
  STM_DESTRUCTOR(name, mangled, D1)                                                                            \
  STM_DESTRUCTOR(name, mangled, D2)                                                                            \
  STM_LIBRARY(name##Delete, void, (Error * self), "_ZNSt" mangled "D0Ev") {                                   \
    dropText(self->text);                                                                                      \
    operator delete(self);                                                                                     \
  }

#define STM_COPY(name, mangled, kind)                                                                          \
  STM_LIBRARY(name##Copy##kind, void, (Error * self, const Error &other), "_ZNSt" mangled #kind "ERKS_") {    \
    self->table = name##Table + 2;                                                                             \
    self->text = shareText(other.text);                                                                        \
  }                                                                                                            \
  STM_LIBRARY(name##Move##kind, void, (Error * self, const Error &other), "_ZNSt" mangled #kind "EOS_") {     \
    self->table = name##Table + 2;                                                                             \
    self->text = shareText(other.text);                                                                        \
  }

#define STM_ASSIGN(name, mangled, argument)                                                                    \
  STM_LIBRARY(name##Assign##argument, Error &, (Error & self, const Error &other),                            \
              "_ZNSt" mangled "aSE" #argument "S_") {                                                          \
    char *before = self.text;                                                                                  \
    self.text = shareText(other.text);                                                                         \
    dropText(before);                                                                                          \
    return self;                                                                                               \
  }

/// The two base classes: what the others inherit.
#define STM_ERROR_BASE(name, mangled)                                                                          \
  STM_ERROR(name, mangled)                                                                                     \
  STM_COPY(name, mangled, C1)                                                                                  \
  STM_COPY(name, mangled, C2)                                                                                  \
  STM_ASSIGN(name, mangled, RK)                                                                                \
  STM_ASSIGN(name, mangled, O)                                                                                 \
  STM_LIBRARY(name##What, const char *, (const Error *self), "_ZNKSt" mangled "4whatEv") { return self->text; }

STM_ERROR_BASE(logicError, "11logic_error")
STM_ERROR_BASE(runtimeError, "13runtime_error")
STM_ERROR(domainError, "12domain_error")
STM_ERROR(invalidArgument, "16invalid_argument")
STM_ERROR(lengthError, "12length_error")
STM_ERROR(outOfRange, "12out_of_range")
STM_ERROR(rangeError, "11range_error")
STM_ERROR(overflowError, "14overflow_error")
STM_ERROR(underflowError, "15underflow_error")
