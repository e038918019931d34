//===- pass/loops.cpp - Loops in transactions --------------------------------===//
//
// See loops.h.
//
//===----------------------------------------------------------------------===//
#include "loops.h"

#include "switches.h"

#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/TargetParser/Triple.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;

namespace stm {
namespace {

bool isInside(const Loop &loop, const Body &body) {
  return all_of(loop.blocks(), [&](BasicBlock *block) { return body.blocks.contains(block); });
}

/// A block that a utility has put into a loop or before it belongs to the body if all around it does.
void adoptNewBlocks(Body &body) {
  for (BasicBlock &block : body.function) {
    if (body.blocks.contains(&block))
      continue;
    if (body.is_clone) {
      body.blocks.insert(&block);
      continue;
    }
    BasicBlock *next = block.getSingleSuccessor();
    if (next && body.blocks.contains(next) && !body.entries.contains(next) && !pred_empty(&block) &&
        all_of(predecessors(&block), [&](BasicBlock *p) { return body.blocks.contains(p); })) {
      body.blocks.insert(&block);
      body.transactions[&block] = body.transactionOf(next);
    }
  }
}

void poll(BasicBlock &header, Body &body, RuntimeAbi &abi) {
  Instruction *at = &*header.getFirstInsertionPt();
  IRBuilder<> builder(at);
  LoadInst *word = abi.loadPoll(builder);
  annotate(*word, "runtime");
  Instruction *slow = body.insertIf(builder.CreateIsNotNull(word), at, /*likely=*/false, "stm.poll");
  builder.SetInsertPoint(slow);
  abi.call(builder, Entry::__stm_poll_slow, {});
  ++body.counters[Count::Poll];
}

} // namespace

void preparePolledLoops(Body &body, RuntimeAbi &abi) {
  Function &function = body.function;
  DominatorTree tree(function);
  LoopInfo loops(tree);
  if (loops.empty())
    return;
  AssumptionCache assumptions(function);
  TargetLibraryInfoImpl library_impl(function.getParent()->getTargetTriple());
  TargetLibraryInfo library(library_impl, &function);
  ScalarEvolution evolution(function, library, assumptions, tree, loops);

  SmallVector<BasicBlock *, 8> headers;
  for (Loop *loop : loops.getLoopsInPreorder())
    if (isInside(*loop, body) && !(isSet(Switch::NoDispatchPoll) && isa<IndirectBrInst>(loop->getHeader()->getTerminator())) &&
        isa<SCEVCouldNotCompute>(evolution.getSymbolicMaxBackedgeTakenCount(loop)))
      headers.push_back(loop->getHeader());

  for (Loop *loop : loops.getTopLevelLoops())
    if (isInside(*loop, body))
      simplifyLoop(loop, &tree, &loops, nullptr, nullptr, nullptr, /*PreserveLCSSA=*/false);
  adoptNewBlocks(body);
  for (BasicBlock *header : headers)
    poll(*header, body, abi);
}

} // namespace stm
