//===- pass/report.h - Everything the pass says -----------------------------===//
//
// All text for people in one place: errors, the warnings of -fplugin-arg-stm-warn-irrevocable with
// the chain of calls that leads there, and the remarks of -Rpass=stm.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_REPORT_H
#define STM_PASS_REPORT_H

#include "body.h"
#include "options.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Module.h"

#include <vector>

namespace stm {

class Reporter {
public:
  Reporter(llvm::Module &module, const PassOptions &options) : module_(module), options_(options) {}

  /// The compilation fails.
  void error(const llvm::Function &function, const llvm::DebugLoc &where, const llvm::Twine &text);

  void warning(const llvm::Function &function, const llvm::DebugLoc &where, const llvm::Twine &text);

  /// More about the message before.
  void note(const llvm::Function &function, const llvm::DebugLoc &where, const llvm::Twine &text);

  /// Remembers that code of `body` makes the transaction irrevocable before it calls `callee`.
  void irrevocable(const Body &body, const llvm::DebugLoc &where, llvm::StringRef callee,
                   llvm::StringRef why);

  /// Remembers that code of `body` calls the clone `callee`.
  void calls(const Body &body, const llvm::Function &callee);

  /// Remembers a region that code of `body` begins.
  void region(const Body &body, const llvm::DebugLoc &where);

  /// Says what the body's barriers are.
  void remark(const Body &body);

  /// Says what was remembered about irrevocable calls that a region of the module can reach.
  void warnIrrevocable();

private:
  struct Place {
    const llvm::Function *function;
    llvm::DebugLoc where;
    std::string callee;
    std::string why;
  };

  const llvm::DILocation *regionOf(const llvm::Function *function, const llvm::DILocation *call) const;
  void say(PassMessage::Severity severity, const llvm::Function &function,
           const llvm::DebugLoc &where, const llvm::Twine &text);

  llvm::Module &module_;
  const PassOptions &options_;
  std::vector<Place> irrevocable_;
  std::vector<Place> regions_;
  llvm::DenseMap<const llvm::Function *, llvm::SetVector<const llvm::Function *>> callees_;
};

/// The name as the user wrote it, without the clone's suffix.
std::string readableName(llvm::StringRef symbol);

} // namespace stm

#endif
