//===- gate.cpp - What `-fplugin=stm.so` loads ---------------------------===//
//
// stm.so itself is only this file. It uses no symbol of LLVM or Clang, so that any version can load
// it, and decides by what the process is: in the Clang that the plugin was built for it loads
// stm-clang.so (front end and passes), in an opt or a linker of that LLVM stm-pass.so (passes
// alone), and everywhere else it says what is wrong and ends the process, where a plugin that needs
// the symbols would crash it or fail with a mangled name. The other two lie beside the file that
// this one really is, so that a symbolic link to it is enough.
//
//===----------------------------------------------------------------------===//
// LLVM's headers refer to a variable of the library unless told not to.
#define LLVM_DISABLE_ABI_BREAKING_CHECKS_ENFORCING 1

#include "part_checksums.h" // generated

#include "clang/Basic/Version.inc"
#include "llvm/Config/llvm-config.h"
#include "llvm/Plugins/PassPlugin.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>
#include <unistd.h>

namespace {

constexpr char kClangVersionFunction[] = "_ZN5clang19getClangFullVersionB5cxx11Ev";
constexpr char kLlvmVersionFunction[] = "LLVMGetVersion";

// Makes this file differ whenever the parts do (CMakeLists.txt says why).
[[gnu::used]] constexpr char kPartChecksums[] = STM_PART_CHECKSUMS;

[[noreturn]] void refuse(const std::string &reason) {
  std::fprintf(stderr, "error: stm: %s\n", reason.c_str());
  std::fflush(nullptr);
  _exit(1);
}

template <typename Function> Function *find(const char *symbol) {
  return reinterpret_cast<Function *>(dlsym(RTLD_DEFAULT, symbol));
}

/// True if `text` ("Debian clang version 22.1.8 (...)") names the release series of this build.
/// Patch releases keep the binary interface.
bool namesOurSeries(const std::string &text) {
  const std::string series = "version " + std::to_string(CLANG_VERSION_MAJOR) + "." +
                             std::to_string(CLANG_VERSION_MINOR) + ".";
  return text.find(series) != std::string::npos;
}

void checkClang(const std::string &version) {
  if (!namesOurSeries(version))
    refuse("this plugin was built for clang version " CLANG_VERSION_STRING " and cannot work in " +
           version +
           "; compile with clang++-" CLANG_VERSION_MAJOR_STRING
           ", or build the plugin for this compiler");
}

void checkLlvm() {
  auto *version = find<void(unsigned *, unsigned *, unsigned *)>(kLlvmVersionFunction);
  unsigned major = 0, minor = 0, patch = 0;
  if (version)
    version(&major, &minor, &patch);
  if (major == LLVM_VERSION_MAJOR && minor == LLVM_VERSION_MINOR)
    return;
  std::string found = version ? "LLVM " + std::to_string(major) + "." + std::to_string(minor) +
                                    "." + std::to_string(patch)
                              : "a process without LLVM or with one older than 16";
  refuse("this plugin was built for LLVM " LLVM_VERSION_STRING " and cannot work in " + found);
}

/// The directory of the file that holds this code, links followed.
std::string ownDirectory() {
  Dl_info info;
  char path[PATH_MAX];
  if (!dladdr(reinterpret_cast<const void *>(&ownDirectory), &info) ||
      !realpath(info.dli_fname, path))
    refuse("cannot find the plugin's own file");
  std::string directory = path;
  return directory.substr(0, directory.rfind('/'));
}

void *loadHalf(const char *name) {
  const std::string path = ownDirectory() + "/" + name;
  void *half = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (!half)
    refuse("cannot load the other part of the plugin: " + std::string(dlerror()));
  return half;
}

void *loadForThisProcess() {
  if (auto *clang_version = find<std::string()>(kClangVersionFunction)) {
    checkClang(clang_version());
    return loadHalf("stm-clang.so");
  }
  checkLlvm();
  return loadHalf("stm-pass.so");
}

/// What this process got; loaded before dlopen of this file returns, because Clang looks for
/// registered attributes and actions directly after it.
void *const loaded = loadForThisProcess();

} // namespace

// For opt, lld and `clang -fpass-plugin`.
extern "C" __attribute__((visibility("default"))) llvm::PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  using InfoFunction = llvm::PassPluginLibraryInfo();
  return reinterpret_cast<InfoFunction *>(dlsym(loaded, "llvmGetPassPluginInfo"))();
}
