//===- entry/init_test.cpp - Registration of modules ---------------------------------------------------------===//
#include "support/fresh_process.h"
#include "support/in_views.h"

#include <dlfcn.h>
#include <string>

extern "C" void __stm_register_module(const stm_module *module);

using namespace stm;
using namespace stm::test;

namespace {

void registerVersion(uint32_t version) {
  static stm_module module;
  module = {version, 0, &module};
  __stm_register_module(&module);
}

TEST(Register, AnotherVersionIsRefusedWithBothNumbers) {
  EXPECT_REFUSED(registerVersion(STM_ABI_VERSION + 7),
                 "stm: a module was compiled by a plugin of interface version " + std::to_string(STM_ABI_VERSION + 7) +
                     ", but this runtime has version " + std::to_string(STM_ABI_VERSION));
}

TEST(Register, TheSameModuleTwiceIsFine) {
  registerVersion(STM_ABI_VERSION);
  registerVersion(STM_ABI_VERSION);
}

TEST(Abi, EveryEntryPointIsExported) {
#define STM_ABI(symbol, result, parameters, attributes)                                                \
  if (std::string(#symbol).find("__stm_region_") != 0)                                                \
    EXPECT_NE(dlsym(RTLD_DEFAULT, #symbol), nullptr) << #symbol;
#include "stm/abi.def"
#undef STM_ABI
}

TEST(Self, IsReadyBeforeTheFirstTransaction) {
  atomically([] {});
  EXPECT_EQ(__stm_self.window_base, layout.base);
  EXPECT_EQ(__stm_self.view_offset, 0) << "outside of transactions";
}

void pointsAtTheView() {
  runInViews();
  stm_self inside;
  atomically([&] { memcpy(&inside, &__stm_self, sizeof inside); });
  const View &view = *currentThread().view;
  EXPECT_EQ(inside.view_offset, view.offset);
  EXPECT_EQ(inside.read_marks, view.read_marks);
  EXPECT_EQ(inside.write_marks, view.write_marks);
  EXPECT_NE(inside.stamp, 0);
  EXPECT_EQ(__stm_self.view_offset, 0);
}
TEST(Self, PointsAtTheViewInside) { EXPECT_SUCCESS_IN_FRESH_PROCESS(pointsAtTheView); }

} // namespace
