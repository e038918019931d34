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

__attribute__((constructor)) static void construct() {
  // Not in initialize(): the first allocation comes before the C library knows the environment.
  readFlags();
  os::probeUserfault();
  initialize();
  keepCLibraryOutside();
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
