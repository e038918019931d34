//===- pass/switches.cpp - Off switches of the optimisations ----------------===//
//
// The command-line options behind switches.h.
//
//===----------------------------------------------------------------------===//
#include "switches.h"

#include "llvm/Support/CommandLine.h"

using namespace llvm;

namespace {

#define STM_SWITCH(name, option, what) cl::opt<bool> name##Option(option, cl::desc(what), cl::Hidden);
#include "switches.def"
#undef STM_SWITCH

} // namespace

bool stm::isSet(Switch which) {
  switch (which) {
#define STM_SWITCH(name, option, what)                                                             \
  case Switch::name:                                                                               \
    return name##Option;
#include "switches.def"
#undef STM_SWITCH
  }
  return false;
}
