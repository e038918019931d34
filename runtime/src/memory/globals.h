//===- memory/globals.h - The data of executables and libraries, viewed -------===//
//
// The writable segments of an instrumented module become shared mappings of the memory file, in
// place: every address stays what the linker and loader made it. The executable lies in the window
// by its position; a shared library's data get a twin address in the window's end. Read-only
// segments of the executable are shown in every view, since pointers to constants are translated too.
//
// Thread safety: adoptModule is serialised; the lookups may run at any time.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_GLOBALS_H
#define STM_MEMORY_GLOBALS_H

#include "memory/layout.h"

#include <cstdint>

namespace stm {

/// Moves the data of the module that holds `address` into the memory file. Idempotent.
void adoptModule(const void *address);

/// The window offset under which the byte at `address` is viewed, or kNoOffset.
uint64_t windowOffset(uint64_t address);
constexpr uint64_t kNoOffset = ~uint64_t(0);

/// Where programs see this page.
uint64_t programAddress(Page page);
/// True if the page is backed by the memory file at its program address (not a read-only segment or a gap).
bool isViewed(Page page);

/// Maps all data segments again, of the file that layout.fd now names.
void remapSegments();

/// Maps the executable's read-only segments into the view at this offset.
void showReadOnlySegments(int64_t view_offset);

/// Calls visit(address, size) for each range that programs may write: heap, data segments.
void forEachWritableRange(void (*visit)(uint64_t address, uint64_t size));

} // namespace stm

#endif
