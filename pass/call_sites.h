//===- pass/call_sites.h - Calls in transactions -----------------------------===//
//
// Rewrites each call of a body by its class (calls.h), and records which calls may change the
// transaction's constants.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_CALL_SITES_H
#define STM_PASS_CALL_SITES_H

#include "body.h"
#include "calls.h"
#include "clones.h"
#include "module_data.h"
#include "report.h"
#include "runtime_abi.h"
#include "thunks.h"

namespace stm {

class CallSites {
public:
  CallSites(RuntimeAbi &abi, ModuleData &data, Clones &clones, Reporter &reporter)
      : abi_(abi), data_(data), clones_(clones), reporter_(reporter), thunks_(abi, data, clones) {}

  void rewrite(Body &body);

private:
  void rewrite(llvm::CallBase &call, Body &body);
  void callKnown(llvm::CallBase &call, llvm::Function &callee, bool harmless, Body &body);
  void callWeakClone(llvm::CallBase &call, const CallClass &found, Body &body);
  void callThroughPointer(llvm::CallBase &call, Body &body);
  void callReplacement(llvm::CallBase &call, Entry entry, Body &body);
  void becomeIrrevocable(llvm::Instruction &before, llvm::Constant *reason, Body &body);
  void replaceMarker(llvm::CallBase &marker, bool begin, Body &body);

  RuntimeAbi &abi_;
  ModuleData &data_;
  Clones &clones_;
  Reporter &reporter_;
  Thunks thunks_;
};

} // namespace stm

#endif
