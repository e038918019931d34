//===- entry/init.cpp - Order of initialisation ------------------------------------------------------------===//
//
// initialize() runs at the first allocation, which may come before any constructor; startViews() when a
// second thread has transactions, so that other programs never map a view.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "entry/init.h"

#include "base/check.h"
#include "base/lock.h"
#include "config/flags.h"
#include "entry/clone_table.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/heap.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "memory/view.h"
#include "os/userfault.h"
#include "report/stats.h"
#include "stm/abi.h"
#include "tx/zombie.h"

#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <link.h>

namespace stm {

static std::atomic<bool> initialized{false};
static Lock init_lock;

void initialize() {
  if (__builtin_expect(initialized.load(std::memory_order_acquire), 1))
    return;
  LockGuard guard(init_lock);
  if (initialized.load(std::memory_order_relaxed))
    return;
  createLayout();
  createPageTable();
  createHeap();
  initialized.store(true, std::memory_order_release);
}

static bool views_started; // under gateLock()

bool viewsStarted() { return views_started; }

static void watchWrites() {
  os::startUserfault(pageWritten, requestPolls);
  forEachWritableRange(os::registerRange);
}

void restartViews() {
  if (!views_started)
    return;
  os::forgetUserfault();
  watchWrites();
}

void startViews() {
  commit_log.create();
  createHotPages();
  createViews();
  watchWrites();
  catchFaults();
  readLibraryClones();
  views_started = true;
}

/// Ends a program whose malloc is another's: its blocks would not be viewed, and what regions allocate and free would not be undone.
/// That happens where only a library has regions: then libstm.so is loaded behind the C library.
static void requireOwnMalloc() {
  // A call is bound past the addresses that executables give to functions, which dlsym might find.
  void *volatile block = ::malloc(1);
  // (The C library's heap may lie in the window too, behind the executable.)
  uint64_t address = reinterpret_cast<uint64_t>(block);
  if (address >= layout.heap_begin && address < layout.heap_end)
    return ::free(block);
  Dl_info theirs, mine;
  void *found = dlsym(RTLD_DEFAULT, "malloc");
  bool known = dladdr(found, &theirs) && dladdr(reinterpret_cast<void *>(&requireOwnMalloc), &mine);
  refuse("the program's malloc is that of %s: the runtime was loaded behind it, since the program itself has no atomic regions, only "
         "a library has; link the program with stm-clang or stm-clang++ (or with -Wl,--no-as-needed -lstm), or run it with LD_PRELOAD=%s",
         known ? theirs.dli_fname : "another library", known ? mine.dli_fname : "libstm.so");
}

__attribute__((constructor)) static void construct() {
  // Not in initialize(): the first allocation comes before the C library knows the environment.
  readFlags();
  os::probeUserfault();
  initialize();
  requireOwnMalloc();
  learnCLibrary();
  handleForks();
}

__attribute__((destructor)) static void reportAtExit() {
  if (flags.stats)
    printStats();
}

} // namespace stm

extern "C" __attribute__((visibility("hidden"))) const char __ehdr_start[], _end[];

/// The runtime's own transactional functions (lib/) register it like any module, but its data are not a program's.
static bool isOwn(const void *address) { return address >= __ehdr_start && address < _end; }

/// A library with regions stays where it is when it is closed: transactions and tables refer to its code and data.
static void keepLoaded(const void *address) {
  Dl_info info;
  link_map *map = nullptr;
  if (dladdr1(address, &info, reinterpret_cast<void **>(&map), RTLD_DL_LINKMAP) && map && *map->l_name)
    dlopen(map->l_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

extern "C" __attribute__((visibility("default"))) void __stm_register_module(const stm_module *module) {
  using namespace stm;
  initialize();
  if (module->abi_version != STM_ABI_VERSION)
    refuse("a module was compiled by a plugin of interface version %u, but this runtime has version %u; "
           "compile and link with the plugin and libstm.so of one release",
           module->abi_version, STM_ABI_VERSION);
  if (isOwn(module->address))
    return;
  keepLoaded(module->address);
  adoptModule(module->address);
  addCloneModule(module->address);
}
