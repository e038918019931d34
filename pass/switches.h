//===- pass/switches.h - Off switches of the optimisations ------------------===//
//
// One command-line option for each row of switches.def. Every optimisation asks its own
// switch before it leaves anything out.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_SWITCHES_H
#define STM_PASS_SWITCHES_H

namespace stm {

enum class Switch {
#define STM_SWITCH(name, option, what) name,
#include "switches.def"
#undef STM_SWITCH
};

/// True if the user gave the option.
bool isSet(Switch which);

} // namespace stm

#endif
