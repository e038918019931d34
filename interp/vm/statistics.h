// What `-X stm` prints at the end of the program: what became of its transactions, which met, at which lines and about what
// kind of object, and what could not be undone.
#pragma once

namespace pystm {

// From here on the regions are watched. Before other threads run.
void beginStatistics();
// To standard error.
void printStatistics();

} // namespace pystm
