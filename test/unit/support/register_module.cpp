//===- support/register_module.cpp - The test program's globals are viewed -----------------===//
//
// What the pass emits into every module: a constructor that hands the module's data to the runtime.
//
//===--------------------------------------------------------------------------------------===//
#include "stm/abi.h"

extern "C" void __stm_register_module(const stm_module *module);

static stm_module module = {STM_ABI_VERSION, 0, &module};

__attribute__((constructor(101))) static void registerModule() { __stm_register_module(&module); }
