// What the files of the module _io share. The tower of classes is CPython's: _IOBase, _RawIOBase (FileIO),
// _BufferedIOBase (BytesIO and the buffered classes), _TextIOBase (StringIO, TextIOWrapper). Reads and writes of
// files happen inside the region where they cannot block, else outside of it (blockingCall).
#pragma once

#include <sys/stat.h>

#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/instance.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {

constexpr int64_t kDefaultBufferSize = 8192;

struct IOObject : Object {
  Attributes attributes;
  bool closed_flag; // of plain _IOBase
};

struct FileIO : IOObject {
  int fd;
  bool readable, writable, appending, created, close_fd;
  int8_t seekable; // -1: not known yet
  int64_t block_size;
};

extern Type io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type;
extern Type file_io_type, bytes_io_type, buffered_reader_type, buffered_writer_type, buffered_random_type,
    buffered_rw_pair_type, string_io_type, text_io_wrapper_type, newline_decoder_type;

extern const TypeDef io_base_def, raw_io_base_def, buffered_io_base_def, text_io_base_def, file_io_def, bytes_io_def,
    buffered_reader_def, buffered_writer_def, buffered_random_def, buffered_rw_pair_def, string_io_def,
    text_io_wrapper_def, newline_decoder_def;

// io.UnsupportedOperation, an OSError and ValueError.
Value raiseUnsupported(Thread &, const char *message);
// An optional size argument: unbound and None are -1.
bool sizeArgument(Thread &, Value, int64_t &size);
// obj.closed as a truth value: 1, 0, -1.
int isClosed(Thread &, Value stream);
bool checkClosed(Thread &, Value stream); // ValueError "I/O operation on closed file."
Value callNoArguments(Thread &, Value, const char *method);
// A method that answers with a truth value.
int askStream(Thread &, Value stream, const char *method);

// FileIO directly: -1 with an exception pending; would_block where nothing could be read or written.
int64_t readDescriptor(Thread &, int fd, void *data, size_t size, bool &would_block);
// Waits outside of the region until a pipe, terminal or socket takes bytes; objects may have changed then. False: an exception is pending.
bool awaitWritable(Thread &, int fd);
// Of a descriptor that is ready; perhaps not all bytes.
int64_t writeDescriptor(Thread &, int fd, const void *data, size_t size, bool &would_block);
// Whether a read returns at once.
bool readsAtOnce(int fd);
Value openFile(Thread &, Value file, const char *mode, int64_t buffering, Value encoding, Value errors, Value newline,
               bool close_fd, Value opener);
Value makeFileIO(Thread &, Value name, const char *mode, bool close_fd, Value opener);
Value makeBuffered(Thread &, Type *, Value raw, int64_t size);

// Newlines of text: which forms have been seen (\r 1, \n 2, \r\n 4), translation to \n.
std::u32string translateNewlines(std::u32string_view text, int &seen);
Value seenNewlines(Thread &, int seen);

// A stream that writes to a file; what waits in those that write to this one is handed to the system (io_writers.cpp).
void noteWriter(Thread &, Value stream, int fd);
bool flushWriters(Thread &, const struct stat &file);
// The attributes in __dict__ for the state of a pickle, None where there are none; and back.
Value savedAttributes(Thread &, Value stream);
Value restoreAttributes(Thread &, Value stream, Value saved);
// The result of close() when flushing before it raised `problem` (unbound: it did not): of two exceptions the later one, in whose
// context the earlier is.
Value afterClosing(Thread &, Value done, Value problem);

} // namespace pystm
