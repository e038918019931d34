//===- model/inspector.h - The runtime's invariants, checked from outside ------------------------------------===//
//
// Looks at pages, views and the log between two steps, when no thread runs:
//
//   I1  an active view shows its transaction's snapshot and own writes
//   I2  canonical memory shows the committed state
//   I4  a copy with the view's own writes undone and the log since its position applied is the canonical page, or a
//       hot page's twin
//   P1  copied implies claimed        P2  claimed implies protected or hot
//   P3  a view without a copy shows the canonical page
//
//===-----------------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_MODEL_INSPECTOR_H
#define STM_TEST_MODEL_INSPECTOR_H

#include "model/sequential.h"
#include "model/stepper.h"

namespace stm::test {

/// Adds a test failure for each broken invariant.
void inspect(const Sequential &model, const Stepper *const threads[kThreads]);

} // namespace stm::test

#endif
