//===- pass/report.cpp - Everything the pass says ---------------------------===//
//
// See report.h.
//
//===----------------------------------------------------------------------===//
#include "report.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stm {

std::string readableName(StringRef symbol) {
  symbol.consume_back(".stm");
  return demangle(symbol);
}

void Reporter::say(PassMessage::Severity severity, const Function &function, const DebugLoc &where,
                   const Twine &text) {
  if (!options_.diagnose) {
    module_.getContext().diagnose(DiagnosticInfoUnsupported(
        function, text, where,
        severity == PassMessage::Severity::Error     ? DS_Error
        : severity == PassMessage::Severity::Warning ? DS_Warning
                                                     : DS_Note));
    return;
  }
  PassMessage message{severity, "", 0, 0, text.str()};
  if (where) {
    // Debug information may split a path into a folder and a relative name.
    SmallString<128> path(where->getFilename());
    if (sys::path::is_relative(path) && !where->getDirectory().empty())
      path = where->getDirectory(), sys::path::append(path, where->getFilename());
    message.file = path.str().str();
    message.line = where.getLine();
    message.column = where.getCol();
  }
  options_.diagnose(message);
}

void Reporter::error(const Function &function, const DebugLoc &where, const Twine &text) {
  say(PassMessage::Severity::Error, function, where, text);
}

void Reporter::warning(const Function &function, const DebugLoc &where, const Twine &text) {
  say(PassMessage::Severity::Warning, function, where, text);
}

void Reporter::note(const Function &function, const DebugLoc &where, const Twine &text) {
  say(PassMessage::Severity::Note, function, where, text);
}

void Reporter::irrevocable(const Body &body, const DebugLoc &where, StringRef callee,
                           StringRef why) {
  if (options_.warn_irrevocable)
    irrevocable_.push_back({&body.function, where, callee.str(), why.str()});
}

void Reporter::calls(const Body &body, const Function &callee) {
  if (options_.warn_irrevocable)
    callees_[&body.function].insert(&callee);
}

void Reporter::region(const Body &body, const DebugLoc &where) {
  if (options_.warn_irrevocable)
    regions_.push_back({&body.function, where, "", ""});
}

void Reporter::remark(const Body &body) {
  OptimizationRemarkEmitter emitter(&body.function);
  emitter.emit([&] {
    BasicBlock *block = body.is_clone ? &body.function.getEntryBlock() : *body.entries.begin();
    DebugLoc where;
    if (const DISubprogram *subprogram = body.function.getSubprogram())
      where = DILocation::get(module_.getContext(), subprogram->getLine(), 0,
                              const_cast<DISubprogram *>(subprogram));
    OptimizationRemark remark("stm", body.is_clone ? "Clone" : "Region", where, block);
    remark << (body.is_clone ? "clone of " : "regions of ")
           << readableName(body.function.getName()) << ":";
    bool first = true;
    for (unsigned i = 0; i < static_cast<unsigned>(Count::kNumber); ++i) {
      auto count = static_cast<Count>(i);
      if (!body.counters[count])
        continue;
      CountInfo info = countInfo(count);
      remark << (first ? " " : ", ") << std::to_string(body.counters[count]) << " "
             << (info.elided ? "elided: " : "") << info.words;
      first = false;
    }
    if (first)
      remark << " nothing to do";
    return remark;
  });
}

/// Where the code stands in the function that it is in now, if it was inlined.
static const DILocation *outermost(const DILocation *where) {
  while (where && where->getInlinedAt())
    where = where->getInlinedAt();
  return where;
}

/// The region of the function that `call` is in: the last one that begins before it. Without a call, the function's only region; null:
/// which one is not known.
const DILocation *Reporter::regionOf(const Function *function, const DILocation *call) const {
  auto position = [](const DILocation &at) { return std::pair(at.getLine(), at.getColumn()); };
  const DILocation *found = nullptr;
  for (const Place &region : regions_) {
    const DILocation *at = outermost(region.where);
    if (region.function != function || !at)
      continue;
    if (!call && found)
      return nullptr;
    if (!call || (position(*at) <= position(*call) && (!found || position(*found) < position(*at))))
      found = at;
  }
  return found;
}

void Reporter::warnIrrevocable() {
  // Breadth first from all regions, so that the chain shown is a shortest one.
  DenseMap<const Function *, const Function *> caller;
  std::vector<const Function *> queue;
  for (const Place &region : regions_)
    if (caller.try_emplace(region.function, nullptr).second)
      queue.push_back(region.function);
  for (size_t i = 0; i < queue.size(); ++i)
    for (const Function *callee : callees_.lookup(queue[i]))
      if (caller.try_emplace(callee, queue[i]).second)
        queue.push_back(callee);

  for (const Place &place : irrevocable_) {
    if (!caller.contains(place.function))
      continue;
    std::string chain;
    const Function *root = place.function;
    for (const Function *step = place.function; step; step = caller.lookup(step)) {
      chain = readableName(step->getName()) + (chain.empty() ? "" : " -> ") + chain;
      root = step;
    }
    std::string text = "call of '" + place.callee +
                       "' makes the transaction irrevocable: " + place.why + "; reached by " + chain;
    if (const DILocation *region = regionOf(root, root == place.function ? outermost(place.where) : nullptr))
      text += ", region at " + region->getFilename().str() + ":" + std::to_string(region->getLine());
    say(PassMessage::Severity::Warning, *place.function, place.where, text);
  }
}

} // namespace stm
