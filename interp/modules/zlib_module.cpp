// The module zlib, over the system's library of that name: whole texts at once, and streams.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <string>
#include <zlib.h>

namespace pystm {
namespace {

constexpr size_t kChunk = 16 * 1024;

Value error_type;
Type *compressor_type = nullptr, *decompressor_type = nullptr;

Value fail(Thread &thread, int code, const char *what, const z_stream *stream = nullptr) {
  const char *detail = code == Z_VERSION_ERROR ? "library version mismatch" : stream ? stream->msg : nullptr;
  if (!detail)
    detail = code == Z_BUF_ERROR ? "incomplete or truncated stream" : code == Z_STREAM_ERROR ? "inconsistent stream state" : code == Z_DATA_ERROR ? "invalid input data" : nullptr;
  std::string text = "Error " + std::to_string(code) + " " + what + (detail ? std::string(": ") + detail : "");
  Value error = call(thread, error_type, {Value(makeStr(thread, text))});
  return error.isError() ? error : raise(thread, error);
}

bool bytesOf(Thread &thread, Value value, std::string &out) {
  Buffer buffer;
  if (!getBuffer(thread, value, buffer))
    return false;
  out = bufferView(buffer);
  releaseBuffer(buffer);
  return true;
}

void setInput(z_stream &stream, std::string_view in) {
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
}

// Runs `step` until it has taken its input and given its output; `limit` 0: no limit of the output's size.
template <class Step> int pump(z_stream &stream, std::string &out, size_t limit, Step step) {
  int result = Z_OK;
  for (;;) {
    size_t room = limit ? std::min(kChunk, limit - out.size()) : kChunk;
    size_t old = out.size();
    out.resize(old + room);
    stream.next_out = reinterpret_cast<Bytef *>(out.data() + old);
    stream.avail_out = static_cast<uInt>(room);
    result = step(stream);
    out.resize(old + room - stream.avail_out);
    if (result != Z_OK || stream.avail_out != 0 || (limit && out.size() >= limit))
      return result;
  }
}

Value compressCall(Thread &thread, LocalValue *args) {
  std::string in;
  int level = 0;
  int bits = 0;
  if (!bytesOf(thread, args[0], in) || !toInt(thread, args[1], level) || !toInt(thread, args[2], bits))
    return Value::error();
  z_stream stream{};
  int result = deflateInit2(&stream, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
  if (result == Z_STREAM_ERROR)
    return raise(thread, call(thread, error_type, {Value(makeAscii(thread, "Bad compression level"))}));
  if (result != Z_OK)
    return fail(thread, result, "while compressing data", &stream);
  setInput(stream, in);
  std::string out;
  result = pump(stream, out, 0, [](z_stream &s) { return deflate(&s, Z_FINISH); });
  deflateEnd(&stream);
  return result == Z_STREAM_END ? Value(makeBytes(thread, out)) : fail(thread, result, "while compressing data", &stream);
}

Value decompressCall(Thread &thread, LocalValue *args) {
  std::string in;
  int bits = 0;
  int64_t size = 0;
  if (!bytesOf(thread, args[0], in) || !toInt(thread, args[1], bits) || !toInt64(thread, args[2], size))
    return Value::error();
  if (size <= 0)
    return raiseValueError(thread, size < 0 ? "bufsize must be non-negative" : "bufsize must be non-zero");
  z_stream stream{};
  int result = inflateInit2(&stream, bits);
  if (result != Z_OK)
    return fail(thread, result, "while preparing to decompress data", &stream);
  setInput(stream, in);
  std::string out;
  result = pump(stream, out, 0, [](z_stream &s) { return inflate(&s, Z_SYNC_FLUSH); });
  Value answer = result == Z_STREAM_END ? Value(makeBytes(thread, out)) : fail(thread, result == Z_OK ? Z_BUF_ERROR : result, "while decompressing data", &stream);
  inflateEnd(&stream);
  return answer;
}

// --- Streams ---

struct Stream : Object {
  z_stream *state; // malloc'ed: zlib keeps pointers to it; null: ended
  Value unused, tail, dictionary;
  bool ended;
};

void traceStream(Object *object, Tracer &tracer) {
  auto *self = static_cast<Stream *>(object);
  tracer.visit(self->unused);
  tracer.visit(self->tail);
  tracer.visit(self->dictionary);
}
template <int (*kEnd)(z_stream *)> void finishStream(Object *object) {
  auto *self = static_cast<Stream *>(object);
  if (self->state) {
    kEnd(self->state);
    delete self->state;
    self->state = nullptr;
  }
}

Stream *makeStream(Thread &thread, Type *type) {
  auto *self = allocate<Stream>(thread, type);
  self->state = new z_stream{};
  self->unused = self->tail = emptyBytes();
  return self;
}

Value compressobjCall(Thread &thread, LocalValue *args) {
  int numbers[5];
  for (int i = 0; i < 5; ++i)
    if (!toInt(thread, args[i], numbers[i]))
      return Value::error();
  Stream *self = makeStream(thread, compressor_type);
  int result = deflateInit2(self->state, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  if (result != Z_OK) {
    delete self->state;
    self->state = nullptr;
    return result == Z_STREAM_ERROR ? raiseValueError(thread, "Invalid initialization option") : fail(thread, result, "while creating compression object");
  }
  if (!args[5].isUnbound() && !isNone(args[5])) {
    std::string dictionary;
    if (!bytesOf(thread, args[5], dictionary))
      return Value::error();
    if (deflateSetDictionary(self->state, reinterpret_cast<const Bytef *>(dictionary.data()), static_cast<uInt>(dictionary.size())) != Z_OK)
      return raiseValueError(thread, "Invalid dictionary");
  }
  return self;
}

Value compressMore(Thread &thread, Stream *self, std::string_view in, int mode) {
  if (!self->state || self->ended)
    return fail(thread, Z_STREAM_ERROR, "while compressing data");
  setInput(*self->state, in);
  std::string out;
  int result = pump(*self->state, out, 0, [mode](z_stream &s) { return deflate(&s, mode); });
  if (result == Z_STREAM_END)
    self->ended = true;
  else if (result != Z_OK && result != Z_BUF_ERROR)
    return fail(thread, result, "while compressing data", self->state);
  return makeBytes(thread, out);
}

Value compressorCompress(Thread &thread, LocalValue *args) {
  std::string in;
  return bytesOf(thread, args[1], in) ? compressMore(thread, args[0].as<Stream>(), in, Z_NO_FLUSH) : Value::error();
}
Value compressorFlush(Thread &thread, LocalValue *args) {
  int mode = 0;
  if (!toInt(thread, args[1], mode))
    return Value::error();
  return mode == Z_NO_FLUSH ? Value(emptyBytes()) : compressMore(thread, args[0].as<Stream>(), {}, mode);
}

template <int (*kCopy)(z_stream *, z_stream *)> Value streamCopy(Thread &thread, LocalValue *args) {
  auto *self = args[0].as<Stream>();
  if (!self->state || self->ended)
    return raiseValueError(thread, "Inconsistent stream state");
  Stream *copy = makeStream(thread, self->type);
  copy->unused = self->unused;
  copy->tail = self->tail;
  copy->dictionary = self->dictionary;
  int result = kCopy(copy->state, self->state);
  if (result == Z_OK)
    return copy;
  delete copy->state;
  copy->state = nullptr;
  return fail(thread, result, "while copying stream");
}

Value decompressobjCall(Thread &thread, LocalValue *args) {
  int bits = 0;
  if (!toInt(thread, args[0], bits))
    return Value::error();
  if (!args[1].isUnbound() && !hasBuffer(args[1]))
    return raiseTypeError(thread, "zdict argument must support the buffer protocol");
  Stream *self = makeStream(thread, decompressor_type);
  self->dictionary = args[1];
  int result = inflateInit2(self->state, bits);
  if (result == Z_OK && bits < 0 && !args[1].isUnbound()) {
    std::string dictionary;
    if (!bytesOf(thread, args[1], dictionary))
      return Value::error();
    result = inflateSetDictionary(self->state, reinterpret_cast<const Bytef *>(dictionary.data()), static_cast<uInt>(dictionary.size()));
  }
  if (result == Z_OK)
    return self;
  delete self->state;
  self->state = nullptr;
  return result == Z_STREAM_ERROR ? raiseValueError(thread, "Invalid initialization option") : fail(thread, result, "while creating decompression object");
}

Value decompressMore(Thread &thread, Stream *self, std::string_view in, int64_t limit, bool flush) {
  std::string out;
  if (!self->ended && self->state) {
    setInput(*self->state, in);
    std::string dictionary;
    if (!self->dictionary.isUnbound() && !bytesOf(thread, self->dictionary, dictionary))
      return Value::error();
    int result = pump(*self->state, out, static_cast<size_t>(limit), [&](z_stream &s) {
      int code = inflate(&s, flush ? Z_FINISH : Z_SYNC_FLUSH);
      if (code == Z_NEED_DICT && !dictionary.empty() &&
          inflateSetDictionary(&s, reinterpret_cast<const Bytef *>(dictionary.data()), static_cast<uInt>(dictionary.size())) == Z_OK)
        code = inflate(&s, flush ? Z_FINISH : Z_SYNC_FLUSH);
      // With Z_FINISH a full buffer is an error of the buffer: there is more to come.
      return code == Z_BUF_ERROR && s.avail_out == 0 ? Z_OK : code;
    });
    if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END)
      return fail(thread, result, flush ? "while finishing decompression" : "while decompressing data", self->state);
    std::string_view rest = in.substr(in.size() - self->state->avail_in);
    if (result == Z_STREAM_END) {
      self->ended = true;
      self->unused = makeBytes(thread, std::string(self->unused.as<Bytes>()->view()) + std::string(rest));
      self->tail = emptyBytes();
    } else {
      self->tail = makeBytes(thread, rest);
    }
  } else if (!in.empty()) {
    self->unused = makeBytes(thread, std::string(self->unused.as<Bytes>()->view()) + std::string(in));
  }
  return makeBytes(thread, out);
}

Value decompressorDecompress(Thread &thread, LocalValue *args) {
  std::string in;
  int64_t limit = 0;
  if (!bytesOf(thread, args[1], in) || !toInt64(thread, args[2], limit))
    return Value::error();
  if (limit < 0)
    return raiseValueError(thread, "max_length must be non-negative");
  return decompressMore(thread, args[0].as<Stream>(), in, limit, false);
}
Value decompressorFlush(Thread &thread, LocalValue *args) {
  int64_t length = 0;
  if (!toInt64(thread, args[1], length))
    return Value::error();
  if (length <= 0)
    return raiseValueError(thread, "length must be greater than zero");
  auto *self = args[0].as<Stream>();
  std::string in(self->tail.as<Bytes>()->view());
  return decompressMore(thread, self, in, 0, true);
}

Value getUnused(Thread &, Value self) { return self.as<Stream>()->unused; }
Value getTail(Thread &, Value self) { return self.as<Stream>()->tail; }
Value getEnded(Thread &, Value self) { return makeBool(self.as<Stream>()->ended); }

template <uLong (*kSum)(uLong, const Bytef *, z_size_t)> Value checksum(Thread &thread, LocalValue *args) {
  std::string in;
  Value start = indexOf(thread, args[1]);
  if (start.isError() || !bytesOf(thread, args[0], in))
    return Value::error();
  return makeInt(thread, static_cast<int64_t>(kSum(static_cast<uint32_t>(lowBits(start)), reinterpret_cast<const Bytef *>(in.data()), in.size()) & 0xFFFFFFFF));
}

constexpr MethodDef kCompressorMethods[] = {
    {"compress", "($self, data, /)", compressorCompress, "Returns a bytes object containing compressed data."},
    {"flush", "($self, mode=4, /)", compressorFlush, "Return a bytes object containing any remaining compressed data."},
    {"copy", "($self, /)", streamCopy<deflateCopy>, "Return a copy of the compression object."},
    {"__copy__", "($self, /)", streamCopy<deflateCopy>},
    {"__deepcopy__", "($self, memo, /)", streamCopy<deflateCopy>},
};
constexpr MethodDef kDecompressorMethods[] = {
    {"decompress", "($self, data, /, max_length=0)", decompressorDecompress, "Return a bytes object containing the decompressed version of the data."},
    {"flush", "($self, length=16384, /)", decompressorFlush, "Return a bytes object containing any remaining decompressed data."},
    {"copy", "($self, /)", streamCopy<inflateCopy>, "Return a copy of the decompression object."},
    {"__copy__", "($self, /)", streamCopy<inflateCopy>},
    {"__deepcopy__", "($self, memo, /)", streamCopy<inflateCopy>},
};
constexpr GetSetDef kDecompressorAttributes[] = {{"unused_data", getUnused}, {"unconsumed_tail", getTail}, {"eof", getEnded}};
const TypeDef kCompressor = {.name = "zlib.Compress", .size = sizeof(Stream), .flags = kHasFinalizer, .trace = traceStream,
                             .finalize = finishStream<deflateEnd>, .methods = kCompressorMethods};
const TypeDef kDecompressor = {.name = "zlib.Decompress", .size = sizeof(Stream), .flags = kHasFinalizer, .trace = traceStream,
                               .finalize = finishStream<inflateEnd>, .methods = kDecompressorMethods, .attributes = kDecompressorAttributes};

struct Constant {
  const char *name;
  int value;
};
#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(MAX_WBITS), {"DEFLATED", Z_DEFLATED}, {"DEF_MEM_LEVEL", 8}, {"DEF_BUF_SIZE", 16384}, ROW(Z_BEST_COMPRESSION), ROW(Z_BEST_SPEED),
    ROW(Z_DEFAULT_COMPRESSION), ROW(Z_NO_COMPRESSION), ROW(Z_FILTERED), ROW(Z_HUFFMAN_ONLY), ROW(Z_RLE), ROW(Z_FIXED),
    ROW(Z_DEFAULT_STRATEGY), ROW(Z_FINISH), ROW(Z_NO_FLUSH), ROW(Z_PARTIAL_FLUSH), ROW(Z_SYNC_FLUSH), ROW(Z_FULL_FLUSH),
    ROW(Z_BLOCK), ROW(Z_TREES),
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  if (!compressor_type) {
    compressor_type = makeType(thread, kCompressor);
    decompressor_type = makeType(thread, kDecompressor);
    Dict *namespace_ = makeDict(thread);
    dictSet(thread, namespace_, "__module__", Value(makeAscii(thread, "zlib")));
    error_type = call(thread, Value(&type_type),
                      {Value(makeAscii(thread, "error")), Value(makeTuple(thread, {Value(&Exception_type)})), Value(namespace_)});
    if (error_type.isError())
      return false;
    addRoot(&compressor_type);
    addRoot(&decompressor_type);
    addRoot(&error_type);
  }
  for (const Constant &row : kConstants)
    if (!setModuleAttribute(thread, module, row.name, Value::smallInt(row.value)))
      return false;
  return setModuleAttribute(thread, module, "error", error_type) &&
         setModuleAttribute(thread, module, "ZLIB_VERSION", Value(makeAscii(thread, ZLIB_VERSION))) &&
         setModuleAttribute(thread, module, "ZLIB_RUNTIME_VERSION", Value(makeAscii(thread, zlibVersion()))) &&
         setModuleAttribute(thread, module, "__version__", Value(makeAscii(thread, "1.0")));
}

constexpr MethodDef kFunctions[] = {
    {"compress", "(data, /, level=-1, wbits=15)", compressCall, "Returns a bytes object containing compressed data."},
    {"decompress", "(data, /, wbits=15, bufsize=16384)", decompressCall, "Returns a bytes object containing the uncompressed data."},
    {"compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=?)", compressobjCall, "Return a compressor object."},
    {"decompressobj", "(wbits=15, zdict=?)", decompressobjCall, "Return a decompressor object."},
    {"crc32", "(data, value=0, /)", checksum<crc32_z>, "Compute a CRC-32 checksum of data."},
    {"adler32", "(data, value=1, /)", checksum<adler32_z>, "Compute an Adler-32 checksum of data."},
};

} // namespace

extern const ModuleDef zlib_module;
const ModuleDef zlib_module = {"zlib", "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.", kFunctions, initialize};

} // namespace pystm
