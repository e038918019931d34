//===- memory/hot_pages.h - Pages written from outside transactions ----------===//
//
// A hot page is writable although views hold copies of it. Its twin holds the bytes as the log knows
// them: canonical bytes that differ from the twin were written from outside and are not in the log
// yet. Every begin looks for such differences (25 ns a page) and appends them to the log as if a
// transaction had written them.
//
// Invariant H1: twin = the committed state at the log's tail, for each hot page (under the commit lock).
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_HOT_PAGES_H
#define STM_MEMORY_HOT_PAGES_H

#include "base/lock.h"
#include "memory/layout.h"

#include <cstdint>

namespace stm {

void createHotPages();

/// Where the twin of the window's byte at `window_offset` is kept.
uint8_t *twinOf(uint64_t window_offset);

/// Where the page's bytes are, as the log knows them: in the twin of a hot page, else in canonical memory.
const uint8_t *committedBytes(uint64_t window_offset);

/// Copies the page to its twin and lists it. Called under pagesLock() and, as a rule, the commit lock by
/// memory/pages; state becomes hot.
void makeHot(Page page);
/// A transaction must run alone because the page is hot: often enough, and it is protected again.
void wishPageCool(Page page);
/// All hot pages become open. Called under pagesLock() when no view has copies.
void forgetHotPages();

size_t hotPages();
/// True if the log may not yet tell of a write to a hot page, without any lock: a true may be stale; after a false the log's tail
/// covers all writes that happened before the call.
bool anyHotPageChanged();
/// True while publishHotPages works: what it has found is in the twins, but not yet before the log's tail.
bool isPublishingHotPages();
/// Appends the differences to the log (H1 holds again) and cools pages that have not changed for long.
/// Called under the commit lock.
void publishHotPages();

} // namespace stm

#endif
