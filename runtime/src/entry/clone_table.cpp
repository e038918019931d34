//===- entry/clone_table.cpp - Reading symbol tables --------------------------------------------------------===//
//
// Nothing is read before the first call of a function without a prefix. Then each module with regions is looked
// through once: its file's symbol table or, if that is stripped, its dynamic one. libstm.so's own clones are
// paired with the functions that the program sees under their names when views start.
//
//===--------------------------------------------------------------------------------------------------------===//
#include "entry/clone_table.h"

#include "base/lock.h"
#include "os/os.h"

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <initializer_list>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stm {

namespace {

constexpr char kSuffix[] = ".stm";
constexpr size_t kSuffixLength = sizeof kSuffix - 1;
constexpr size_t kMostModules = 1024;

/// Functions that the pass calls as they are.
constexpr const char *kHarmless[] = {
#define STM_HARMLESS(name) #name,
#define STM_ALLOCATOR(name) #name,
#include "calls.def"
};

//===------------------------------------------------------------------------------------===//
// The table: open addressing, at most half full, replaced by one of twice the size when it grows. Readers take no lock; an
// old table stays where it is.

struct Row {
  std::atomic<uint64_t> function;
  void *clone;
};
struct Table {
  size_t mask, used;
  Row rows[1];
};

std::atomic<Table *> table{nullptr};
Lock table_lock;
const void *modules[kMostModules]; // under table_lock
size_t module_count, modules_read;
std::atomic<bool> complete{false};

size_t slotOf(uint64_t function, size_t mask) { return size_t(function * 0x9e3779b97f4a7c15u >> 20) & mask; }

void *lookUp(uint64_t function) {
  const Table *now = table.load(std::memory_order_acquire);
  if (!now)
    return nullptr;
  for (size_t slot = slotOf(function, now->mask);; slot = (slot + 1) & now->mask) {
    // acquire: pairs with the release in put, for the clone.
    uint64_t there = now->rows[slot].function.load(std::memory_order_acquire);
    if (there == function)
      return now->rows[slot].clone;
    if (!there)
      return nullptr;
  }
}

void put(Table &into, uint64_t function, void *clone) {
  size_t slot = slotOf(function, into.mask);
  while (uint64_t there = into.rows[slot].function.load(std::memory_order_relaxed)) {
    if (there == function)
      return; // the first one counts: a program's own clone comes before the library's
    slot = (slot + 1) & into.mask;
  }
  into.rows[slot].clone = clone;
  into.rows[slot].function.store(function, std::memory_order_release);
  ++into.used;
}

/// With table_lock held.
void insert(void *function, void *clone) {
  Table *now = table.load(std::memory_order_relaxed);
  if (!now || now->used * 2 > now->mask) {
    size_t rows = now ? (now->mask + 1) * 2 : 4096;
    auto *larger = static_cast<Table *>(os::allocate(sizeof(Table) + rows * sizeof(Row), "the table of clones"));
    larger->mask = rows - 1;
    for (size_t i = 0; now && i <= now->mask; ++i)
      if (uint64_t there = now->rows[i].function.load(std::memory_order_relaxed))
        put(*larger, there, now->rows[i].clone);
    table.store(larger, std::memory_order_release);
    now = larger;
  }
  put(*now, reinterpret_cast<uint64_t>(function), clone);
}

//===------------------------------------------------------------------------------------===//
// Modules.

/// A file, mapped while it is read.
class File {
public:
  explicit File(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd >= 0 && fstat(fd, &status) == 0) {
      size_ = size_t(status.st_size);
      void *mapped = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
      bytes_ = mapped == MAP_FAILED ? nullptr : static_cast<const char *>(mapped);
    }
    if (fd >= 0)
      close(fd);
  }
  ~File() {
    if (bytes_)
      munmap(const_cast<char *>(bytes_), size_);
  }
  File(const File &) = delete;
  File &operator=(const File &) = delete;

  /// `count` objects at `offset`, or null if the file ends before.
  template <class T> const T *at(uint64_t offset, uint64_t count = 1) const {
    return bytes_ && offset <= size_ && count <= (size_ - offset) / sizeof(T)
               ? reinterpret_cast<const T *>(bytes_ + offset)
               : nullptr;
  }

private:
  const char *bytes_ = nullptr;
  size_t size_ = 0;
};

struct Symbols {
  const ElfW(Sym) * first = nullptr;
  size_t count = 0;
  const char *names = nullptr;
};

/// The file's first table of these types.
Symbols readSymbols(const File &file, std::initializer_list<uint32_t> types) {
  Symbols result;
  auto *header = file.at<ElfW(Ehdr)>(0);
  if (!header)
    return result;
  auto *sections = file.at<ElfW(Shdr)>(header->e_shoff, header->e_shnum);
  if (!sections)
    return result;
  for (uint32_t type : types)
    for (size_t i = 0; i < header->e_shnum; ++i) {
      const ElfW(Shdr) &section = sections[i];
      if (section.sh_type != type || section.sh_link >= header->e_shnum)
        continue;
      const ElfW(Shdr) &names = sections[section.sh_link];
      result.count = section.sh_size / sizeof(ElfW(Sym));
      result.first = file.at<ElfW(Sym)>(section.sh_offset, result.count);
      result.names = file.at<char>(names.sh_offset, names.sh_size);
      if (result.first && result.names)
        return result;
    }
  return {};
}

bool isFunction(const ElfW(Sym) & symbol) {
  return ELF64_ST_TYPE(symbol.st_info) == STT_FUNC && symbol.st_shndx != SHN_UNDEF;
}

uint64_t hashName(const char *name, size_t length) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < length; ++i)
    hash = (hash ^ uint8_t(name[i])) * 1099511628211u;
  return hash;
}

/// Pairs the symbols `f` and `f.stm` of one module. Names of local functions may stand for several: these are left out.
class Pairs {
public:
  Pairs(const Symbols &symbols, uint64_t bias) : symbols_(symbols), bias_(bias) {
    mask_ = 1024;
    while (mask_ < symbols.count * 2)
      mask_ *= 2;
    bytes_ = mask_ * sizeof(uint32_t);
    slots_ = static_cast<uint32_t *>(
        mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (slots_ == MAP_FAILED)
      slots_ = nullptr;
    --mask_;
  }
  ~Pairs() {
    if (slots_)
      munmap(slots_, bytes_);
  }
  Pairs(const Pairs &) = delete;
  Pairs &operator=(const Pairs &) = delete;

  void run() {
    if (!slots_)
      return;
    for (uint32_t i = 1; i < symbols_.count; ++i)
      if (size_t length = cloneLength(i))
        *slotFor(name(i), length) = i;
    for (uint32_t i = 1; i < symbols_.count; ++i) {
      const ElfW(Sym) &symbol = symbols_.first[i];
      if (!isFunction(symbol) || ELF64_ST_BIND(symbol.st_info) == STB_LOCAL)
        continue;
      if (uint32_t clone = *slotFor(name(i), strlen(name(i))))
        insert(address(symbol), address(symbols_.first[clone]));
    }
  }

private:
  const char *name(uint32_t i) const { return symbols_.names + symbols_.first[i].st_name; }
  void *address(const ElfW(Sym) & symbol) const { return reinterpret_cast<void *>(bias_ + symbol.st_value); }
  /// The length of the function's name if symbol i is a clone, else 0.
  size_t cloneLength(uint32_t i) const {
    if (!isFunction(symbols_.first[i]))
      return 0;
    size_t length = strlen(name(i));
    bool is_clone = length > kSuffixLength && strcmp(name(i) + length - kSuffixLength, kSuffix) == 0;
    return is_clone ? length - kSuffixLength : 0;
  }
  /// Where the clone of the function with this name stands or would stand.
  uint32_t *slotFor(const char *text, size_t length) const {
    size_t slot = hashName(text, length) & mask_;
    while (slots_[slot]) {
      const char *other = name(slots_[slot]);
      if (strncmp(other, text, length) == 0 && strcmp(other + length, kSuffix) == 0)
        break;
      slot = (slot + 1) & mask_;
    }
    return &slots_[slot];
  }

  const Symbols &symbols_;
  uint64_t bias_;
  size_t mask_, bytes_;
  uint32_t *slots_;
};

struct Search {
  uint64_t address;
  bool found;
};

/// Whether the eight bytes before the address are code of the same module.
int lookForCode(dl_phdr_info *info, size_t, void *data) {
  auto &search = *static_cast<Search *>(data);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &header = info->dlpi_phdr[i];
    uint64_t begin = info->dlpi_addr + header.p_vaddr;
    if (header.p_type == PT_LOAD && header.p_flags & PF_X && search.address - 8 >= begin &&
        search.address < begin + header.p_memsz)
      return search.found = true;
  }
  return 0;
}

/// The prefix of a function at the very start of a page, which is not read before it is known to be there.
void *cloneBeforePage(void *function) {
  if ((reinterpret_cast<uint64_t>(function) & (os::kPageSize - 1)) >= 8)
    return nullptr;
  Search search = {reinterpret_cast<uint64_t>(function), false};
  dl_iterate_phdr(lookForCode, &search);
  return search.found ? cloneOfPrefix(function) : nullptr;
}

void readModule(const void *address) {
  Dl_info info;
  link_map *map = nullptr;
  if (!dladdr1(address, &info, reinterpret_cast<void **>(&map), RTLD_DL_LINKMAP) || !map)
    return;
  // The executable's own name in the list is empty.
  File file(map->l_name && *map->l_name ? map->l_name : "/proc/self/exe");
  Symbols symbols = readSymbols(file, {SHT_SYMTAB, SHT_DYNSYM});
  if (symbols.first)
    Pairs(symbols, map->l_addr).run();
}

} // namespace

void readLibraryClones() {
  LockGuard guard(table_lock);
  Dl_info info;
  link_map *map = nullptr;
  if (!dladdr1(reinterpret_cast<void *>(&findClone), &info, reinterpret_cast<void **>(&map), RTLD_DL_LINKMAP))
    return;
  File file(map->l_name);
  Symbols symbols = readSymbols(file, {SHT_DYNSYM});
  for (size_t i = 1; i < symbols.count; ++i) {
    const char *name = symbols.names + symbols.first[i].st_name;
    size_t length = strlen(name);
    char base[512];
    if (!isFunction(symbols.first[i]) || length <= kSuffixLength || length >= sizeof base ||
        strcmp(name + length - kSuffixLength, kSuffix) != 0)
      continue;
    memcpy(base, name, length - kSuffixLength);
    base[length - kSuffixLength] = 0;
    if (void *function = dlsym(RTLD_DEFAULT, base))
      insert(function, reinterpret_cast<void *>(map->l_addr + symbols.first[i].st_value));
  }
  for (const char *name : kHarmless)
    if (void *function = dlsym(RTLD_DEFAULT, name))
      insert(function, function);
}

void addCloneModule(const void *address) {
  LockGuard guard(table_lock);
  if (module_count < kMostModules)
    modules[module_count++] = address;
  complete.store(false, std::memory_order_release);
}

void *findClone(void *function) {
  if (void *clone = lookUp(reinterpret_cast<uint64_t>(function)))
    return clone;
  if (void *clone = cloneBeforePage(function)) {
    LockGuard guard(table_lock);
    insert(function, clone);
    return clone;
  }
  if (complete.load(std::memory_order_acquire))
    return nullptr;
  {
    LockGuard guard(table_lock);
    while (modules_read < module_count)
      readModule(modules[modules_read++]);
    complete.store(true, std::memory_order_release);
  }
  return lookUp(reinterpret_cast<uint64_t>(function));
}

} // namespace stm
