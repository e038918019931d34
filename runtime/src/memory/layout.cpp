//===- memory/layout.cpp - Choosing and mapping the window -------------------===//
#include "memory/layout.h"

#include "base/check.h"

#include <elf.h>
#include <link.h>
#include <sys/auxv.h>
#include <unistd.h>

namespace stm {

Layout layout;

/// The executable's first and last mapped address.
static os::Range executableImage() {
  auto *headers = reinterpret_cast<const ElfW(Phdr) *>(getauxval(AT_PHDR));
  size_t count = getauxval(AT_PHNUM);
  uint64_t bias = 0, begin = ~uint64_t(0), end = 0;
  for (size_t i = 0; i < count; ++i)
    if (headers[i].p_type == PT_PHDR)
      bias = reinterpret_cast<uint64_t>(headers) - headers[i].p_vaddr;
  for (size_t i = 0; i < count; ++i) {
    if (headers[i].p_type != PT_LOAD)
      continue;
    uint64_t from = bias + headers[i].p_vaddr;
    begin = from < begin ? from : begin;
    end = from + headers[i].p_memsz > end ? from + headers[i].p_memsz : end;
  }
  return {begin, end};
}

void createLayout() {
  constexpr uint64_t kGiB = uint64_t(1) << 30;
  os::Range image = executableImage();
  layout.base = image.begin & ~uint64_t(0xffff);
  // The break follows the executable, at a random distance of up to 1 GiB; it may grow a little more.
  uint64_t used = uint64_t(sbrk(0));
  used = layout.contains(used) && used > image.end ? used : image.end;
  layout.heap_begin = (used + kGiB + kGiB - 1) & ~(kGiB - 1);
  layout.heap_end = layout.base + STM_WINDOW_SIZE - kTwinBytes;
  STM_CHECK(layout.heap_begin < layout.heap_end, "the executable leaves no room for the heap");
  layout.fd = os::createMemory(STM_WINDOW_SIZE);
  os::mapShared(layout.heap_begin, layout.base + STM_WINDOW_SIZE - layout.heap_begin, layout.fd,
                layout.heap_begin - layout.base);
  os::mapShared(layout.base + layout.writerOffset(), STM_WINDOW_SIZE, layout.fd, 0);
}

void remapLayout() {
  os::remapShared(layout.heap_begin, layout.base + STM_WINDOW_SIZE - layout.heap_begin, layout.fd,
                  layout.heap_begin - layout.base);
  os::remapShared(layout.base + layout.writerOffset(), STM_WINDOW_SIZE, layout.fd, 0);
}

} // namespace stm
