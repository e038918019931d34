//===- memory/globals.cpp - Remapping data segments ---------------------------===//
#include "memory/globals.h"

#include "base/check.h"
#include "base/lock.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

namespace stm {

namespace {

struct Segment {
  uint64_t begin, end;    ///< program addresses, page aligned
  uint64_t window_offset; ///< of begin
  uint64_t fileOffset() const { return window_offset; }
};

constexpr size_t kMaxSegments = 1024;
Segment segments[kMaxSegments];
std::atomic<size_t> segment_count{0};
uint64_t twins_used;
Lock adopt_lock;

struct ReadOnlySegment {
  uint64_t begin, end, file_offset;
};
ReadOnlySegment read_only[16];
size_t read_only_count;

/// Parts of segments that the loader made read-only after relocation.
os::Range relocated[kMaxSegments];
size_t relocated_count;

void protectRelocated(const os::Range &range) {
  mprotect(reinterpret_cast<void *>(range.begin), range.end - range.begin, PROT_READ);
}

uint64_t pageDown(uint64_t address) { return address & ~uint64_t(os::kPageSize - 1); }
uint64_t pageUp(uint64_t address) { return pageDown(address + os::kPageSize - 1); }

/// Copies the pages that are not all zero: untouched .bss stays without memory.
void copyToFile(const Segment &segment) {
  static const uint8_t zeros[os::kPageSize] = {};
  for (uint64_t at = segment.begin; at < segment.end; at += os::kPageSize) {
    auto *page = reinterpret_cast<const uint8_t *>(at);
    if (memcmp(page, zeros, os::kPageSize) == 0)
      continue;
    ssize_t written = pwrite(layout.fd, page, os::kPageSize, off_t(segment.fileOffset() + at - segment.begin));
    STM_CHECK(written == ssize_t(os::kPageSize), "cannot copy the program's data: %s", strerror(errno));
  }
}

void adoptSegment(uint64_t begin, uint64_t end) {
  Segment segment = {begin, end, begin - layout.base};
  if (!layout.contains(begin)) {
    if (twins_used + (end - begin) > kTwinBytes)
      return; // stays foreign memory: transactions that write it run alone
    segment.window_offset = STM_WINDOW_SIZE - kTwinBytes + twins_used;
    twins_used += end - begin;
  }
  size_t count = segment_count.load(std::memory_order_relaxed);
  STM_CHECK(count < kMaxSegments, "more than %zu instrumented data segments", kMaxSegments);
  copyToFile(segment);
  os::remapShared(begin, end - begin, layout.fd, segment.fileOffset());
  segments[count] = segment;
  segment_count.store(count + 1, std::memory_order_release);
}

struct Search {
  uint64_t address;
  bool found;
};

int adoptObject(dl_phdr_info *info, size_t, void *data) {
  auto *search = static_cast<Search *>(data);
  bool holds = false;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &header = info->dlpi_phdr[i];
    uint64_t begin = info->dlpi_addr + header.p_vaddr;
    holds |= header.p_type == PT_LOAD && search->address - begin < header.p_memsz;
  }
  if (!holds)
    return 0;
  search->found = true;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &header = info->dlpi_phdr[i];
    uint64_t begin = pageDown(info->dlpi_addr + header.p_vaddr);
    uint64_t end = pageUp(info->dlpi_addr + header.p_vaddr + header.p_memsz);
    if (header.p_type != PT_LOAD)
      continue;
    if (header.p_flags & PF_W)
      adoptSegment(begin, end);
    else if (layout.contains(begin) && read_only_count < 16)
      read_only[read_only_count++] = {begin, end, pageDown(header.p_offset)};
  }
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &header = info->dlpi_phdr[i];
    uint64_t begin = pageDown(info->dlpi_addr + header.p_vaddr);
    uint64_t end = pageDown(info->dlpi_addr + header.p_vaddr + header.p_memsz);
    if (header.p_type == PT_GNU_RELRO && end > begin && relocated_count < kMaxSegments)
      protectRelocated(relocated[relocated_count++] = {begin, end});
  }
  return 1;
}

const Segment *segmentOf(uint64_t address) {
  size_t count = segment_count.load(std::memory_order_acquire);
  for (size_t i = 0; i < count; ++i)
    if (address - segments[i].begin < segments[i].end - segments[i].begin)
      return &segments[i];
  return nullptr;
}

const Segment *segmentOfPage(Page page) {
  uint64_t offset = uint64_t(page) << kPageShift;
  size_t count = segment_count.load(std::memory_order_acquire);
  for (size_t i = 0; i < count; ++i)
    if (offset - segments[i].window_offset < segments[i].end - segments[i].begin)
      return &segments[i];
  return nullptr;
}

bool isHeapPage(Page page) {
  uint64_t address = layout.base + (uint64_t(page) << kPageShift);
  return address >= layout.heap_begin && address < layout.heap_end;
}

} // namespace

void adoptModule(const void *address) {
  LockGuard guard(adopt_lock);
  Search search = {reinterpret_cast<uint64_t>(address), false};
  if (!segmentOf(search.address))
    dl_iterate_phdr(adoptObject, &search);
}

uint64_t windowOffset(uint64_t address) {
  if (layout.contains(address))
    return address - layout.base;
  const Segment *segment = segmentOf(address);
  return segment ? segment->window_offset + (address - segment->begin) : kNoOffset;
}

uint64_t programAddress(Page page) {
  if (!isHeapPage(page))
    if (const Segment *segment = segmentOfPage(page))
      return segment->begin + ((uint64_t(page) << kPageShift) - segment->window_offset);
  return layout.base + (uint64_t(page) << kPageShift);
}

bool isViewed(Page page) { return isHeapPage(page) || segmentOfPage(page); }

void remapSegments() {
  for (size_t i = 0; i < segment_count.load(std::memory_order_relaxed); ++i)
    os::remapShared(segments[i].begin, segments[i].end - segments[i].begin, layout.fd, segments[i].fileOffset());
  for (size_t i = 0; i < relocated_count; ++i)
    protectRelocated(relocated[i]);
}

void showReadOnlySegments(int64_t view_offset) {
  int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  STM_CHECK(fd >= 0, "cannot open the executable again: %s", strerror(errno));
  for (size_t i = 0; i < read_only_count; ++i) {
    const ReadOnlySegment &segment = read_only[i];
    auto *address = reinterpret_cast<void *>(segment.begin + uint64_t(view_offset));
    void *mapped = mmap(address, segment.end - segment.begin, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd,
                        off_t(segment.file_offset));
    STM_CHECK(mapped == address, "cannot map the executable's constants into a view: %s", strerror(errno));
  }
  close(fd);
}

void forEachWritableRange(void (*visit)(uint64_t address, uint64_t size)) {
  visit(layout.heap_begin, layout.heap_end - layout.heap_begin);
  size_t count = segment_count.load(std::memory_order_acquire);
  for (size_t i = 0; i < count; ++i)
    visit(segments[i].begin, segments[i].end - segments[i].begin);
}

} // namespace stm
