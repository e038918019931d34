// Files open for writing. There are no reference counts: what a program wrote to a file that it has forgotten would reach the file
// at the next collection only. So who opens or looks at a file gets what waits in this process's buffers for it.
#include "modules/io.h"

#include "vm/collector.h"
#include "vm/runtime.h"
#include "vm/weak.h"

#include <sys/stat.h>
#include <vector>

namespace pystm {
namespace {

struct Writer {
  Value stream; // a weak reference
  dev_t device;
  ino_t inode;
};
std::vector<Writer> writers;
size_t next_cleaning = 16;

void traceWriters(Tracer &tracer) {
  for (Writer &writer : writers)
    tracer.visit(writer.stream);
}

} // namespace

void noteWriter(Thread &thread, Value stream, int fd) {
  struct stat st {};
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
    return;
  static bool traced = false;
  if (!traced)
    addRootTracer(traceWriters);
  traced = true;
  if (writers.size() >= next_cleaning) {
    std::erase_if(writers, [&](const Writer &writer) {
      Value open = writer.stream.as<WeakRef>()->referent;
      int closed = open.isUnbound() ? 1 : isClosed(thread, open);
      thread.clearException();
      return closed != 0;
    });
    next_cleaning = std::max<size_t>(16, 2 * writers.size());
  }
  writers.push_back({makeWeakRef(thread, &weakref_type, stream, Value()), st.st_dev, st.st_ino});
}

bool flushWriters(Thread &thread, const struct stat &file) {
  bool flushed = false;
  for (size_t i = 0; i < writers.size(); ++i) {
    if (writers[i].device != file.st_dev || writers[i].inode != file.st_ino)
      continue;
    Value open = writers[i].stream.as<WeakRef>()->referent;
    if (open.isUnbound() || isClosed(thread, open) != 0 || callMethod(thread, open, names.flush).isError())
      thread.clearException();
    else
      flushed = true;
  }
  return flushed;
}

} // namespace pystm
