// What the two files of the buffered streams share: io_buffered_read.cpp reads, io_buffered.cpp has the types and the
// rest.
#pragma once

#include "modules/io.h"
#include "objects/bytearray.h"

namespace pystm::io_buffered {

struct Buffered : IOObject {
  Value raw; // unbound: not initialised or detached
  bool detached;
  ByteArray *buffer;
  int64_t position; // of reading, up to `filled`
  int64_t filled;
  int64_t pending;  // bytes at the buffer's beginning that are to be written
};

inline Buffered *selfOf(LocalValue *args) { return args[0].as<Buffered>(); }
bool canRead(const Buffered *);
bool canWrite(const Buffered *);
bool ready(Thread &, const Buffered *); // has a raw stream, else ValueError
FileIO *fileOf(const Buffered *);       // the raw stream if it is a plain file, else null
bool openStream(Thread &, const Buffered *, const char *what);
// Writes what the raw stream takes at once: the count, -2 where it would block, -1 for an error.
int64_t writeRaw(Thread &, Buffered *, std::string_view bytes);
// Writes out what is pending.
bool flushPending(Thread &, Buffered *);
// Forgets what was read ahead; the raw stream goes back to where the program is.
bool dropReadAhead(Thread &, Buffered *);

Value bufferedRead(Thread &, LocalValue *args);
Value bufferedRead1(Thread &, LocalValue *args);
Value bufferedPeek(Thread &, LocalValue *args);
Value bufferedReadInto(Thread &, LocalValue *args);
Value bufferedReadInto1(Thread &, LocalValue *args);
Value bufferedReadline(Thread &, LocalValue *args);
Value bufferedNext(Thread &, Value self);

} // namespace pystm::io_buffered
