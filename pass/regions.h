//===- pass/regions.h - The two versions of a region ------------------------===//
//
// A region lies between the front end's markers, __stm_region_begin and __stm_region_end. Which blocks
// that are is a question of nesting depth, never of order: inlining, unrolling and early exits
// duplicate markers. This step replaces the outermost markers by begin and commit and gives each
// region two versions:
//
//        mode = __stm_begin(site, cfa, escaped, escaped_end)
//        mode == instrumented ?
//         /                  \.
//   plain blocks        their copies, which get barriers afterwards
//         \                  /
//          __stm_commit() each
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_REGIONS_H
#define STM_PASS_REGIONS_H

#include "body.h"
#include "frame.h"
#include "module_data.h"
#include "report.h"
#include "runtime_abi.h"

#include <memory>

namespace stm {

struct Regions {
  std::unique_ptr<Body> body;   ///< The instrumented copies.
  std::unique_ptr<Frame> frame; ///< The function's variables.
  llvm::SmallVector<llvm::CallInst *, 2> begins;

  /// Moves the frame's exempted variables into one block and tells each begin about it. Last of all: it
  /// replaces the variables.
  void mergeFrame();
};

/// Makes the two versions of the regions of `function`. Without regions, and after an error, the result has no body
/// and the function no markers. `undoable` tells of a call whether it leaves the transaction able to abort; `may_undo`,
/// whether it may undo an inner region alone.
Regions versionRegions(llvm::Function &function, RuntimeAbi &abi, ModuleData &data,
                       Reporter &reporter,
                       llvm::function_ref<bool(const llvm::CallBase &)> undoable,
                       llvm::function_ref<bool(const llvm::CallBase &)> may_undo);

} // namespace stm

#endif
