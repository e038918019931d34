// What the two files of TextIOWrapper share: io_text_read.cpp decodes and reads, io_text.cpp has the type and the rest.
#pragma once

#include "modules/io.h"
#include "objects/bytearray.h"

namespace pystm::io_text {

constexpr int64_t kChunk = 8192;

struct TextWrapper : IOObject {
  Value buffer; // unbound: not initialised or detached
  bool detached;
  Str *encoding, *errors;
  Value newline; // as given
  int8_t codec;  // a Codec, or -1
  Value decoder, encoder; // of other encodings
  bool translate, universal, line_buffering, write_through, telling, next_used;
  bool writes; // the stream below can be written
  bool at_start;         // nothing written yet: utf-16 wants its mark
  bool pending_return;   // a \r ended the last chunk
  int8_t byte_order;
  int seen;
  Str *decoded;          // text read ahead
  int64_t position;
  ByteArray *partial;    // bytes of an unfinished character
  ByteArray *chunk;      // what `decoded` was made of
  ByteArray *pending;    // encoded text to be written
};

inline TextWrapper *selfOf(LocalValue *args) { return args[0].as<TextWrapper>(); }
bool ready(Thread &, const TextWrapper *); // has a buffer, else ValueError
bool open(Thread &, TextWrapper *);
std::string_view viewOf(const ByteArray *);
bool append(Thread &, ByteArray *, std::string_view more);
// Hands the encoded text that waits to the buffer.
bool flushPending(Thread &, TextWrapper *);
void dropReadAhead(Thread &, TextWrapper *);
// Decodes bytes that follow what came before; the end of the stream makes it final.
Value decodeMore(Thread &, TextWrapper *, std::string_view bytes, bool final);
Value applyNewlines(Thread &, TextWrapper *, Value text, bool final);

Value textRead(Thread &, LocalValue *args);
Value textReadline(Thread &, LocalValue *args);
Value textNext(Thread &, Value self);

} // namespace pystm::io_text
