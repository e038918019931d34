// The modules _sha3 and _blake2. The data are gathered and digested when the digest is asked for.
#include "objects/bytearray.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pystm {
namespace {

enum Kind { kSha3, kShake, kBlake2b, kBlake2s };

struct GatheredHash : Object {
  ByteArray *data;
  Str *name;
  int64_t size;  // of the digest
  int64_t block; // bytes taken at a time
  Kind kind;
};

void permute(uint64_t *s) {
  uint8_t lfsr = 1;
  for (int round = 0; round < 24; ++round) {
    uint64_t c[5];
    for (int x = 0; x < 5; ++x)
      c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
    for (int i = 0; i < 25; ++i)
      s[i] ^= c[(i + 4) % 5] ^ std::rotl(c[(i + 1) % 5], 1);
    int x = 1;
    int y = 0;
    uint64_t current = s[1];
    for (int t = 0; t < 24; ++t) {
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      uint64_t kept = s[x + 5 * y];
      s[x + 5 * y] = std::rotl(current, ((t + 1) * (t + 2) / 2) % 64);
      current = kept;
    }
    for (int row = 0; row < 25; row += 5) {
      uint64_t b[5];
      std::copy(s + row, s + row + 5, b);
      for (int i = 0; i < 5; ++i)
        s[row + i] = b[i] ^ (~b[(i + 1) % 5] & b[(i + 2) % 5]);
    }
    for (int j = 0; j < 7; ++j) {
      if (lfsr & 1)
        s[0] ^= uint64_t{1} << ((1 << j) - 1);
      lfsr = static_cast<uint8_t>(lfsr << 1 ^ (lfsr >> 7) * 0x71);
    }
  }
}

std::string keccak(std::string_view data, size_t rate, uint8_t suffix, size_t size) {
  uint64_t state[25] = {};
  auto absorb = [&](size_t place, uint8_t byte) { state[place / 8] ^= static_cast<uint64_t>(byte) << (8 * (place % 8)); };
  size_t place = 0;
  for (char c : data) {
    absorb(place++, static_cast<uint8_t>(c));
    if (place == rate) {
      permute(state);
      place = 0;
    }
  }
  absorb(place, suffix);
  absorb(rate - 1, 0x80);
  std::string out;
  while (out.size() < size) {
    permute(state);
    for (size_t i = 0; i < rate && out.size() < size; ++i)
      out.push_back(static_cast<char>(state[i / 8] >> (8 * (i % 8))));
  }
  return out;
}

constexpr uint64_t kStart[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
constexpr uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

template <class Word> std::string blake2(std::string_view data, size_t size) {
  constexpr bool kWide = sizeof(Word) == 8;
  constexpr size_t kBlock = sizeof(Word) * 16;
  constexpr int kTurns[4] = {kWide ? 32 : 16, kWide ? 24 : 12, kWide ? 16 : 8, kWide ? 63 : 7};
  Word start[8];
  Word h[8];
  for (int i = 0; i < 8; ++i)
    h[i] = start[i] = static_cast<Word>(kWide ? kStart[i] : kStart[i] >> 32);
  h[0] ^= static_cast<Word>(0x01010000 ^ size);
  size_t done = 0;
  do {
    std::string_view part = data.substr(done, kBlock);
    bool last = done + kBlock >= data.size();
    done += part.size();
    Word m[16] = {};
    std::memcpy(m, part.data(), part.size());
    Word v[16];
    std::copy(h, h + 8, v);
    std::copy(start, start + 8, v + 8);
    v[12] ^= static_cast<Word>(done);
    if (last)
      v[14] = ~v[14];
    for (int round = 0; round < (kWide ? 12 : 10); ++round) {
      const uint8_t *order = kSigma[round % 10];
      for (int i = 0; i < 8; ++i) {
        int column = i % 4;
        int shift = i >= 4;
        Word &a = v[column];
        Word &b = v[4 + (column + shift) % 4];
        Word &c = v[8 + (column + 2 * shift) % 4];
        Word &d = v[12 + (column + 3 * shift) % 4];
        a += b + m[order[2 * i]];
        d = std::rotr(static_cast<Word>(d ^ a), kTurns[0]);
        c += d;
        b = std::rotr(static_cast<Word>(b ^ c), kTurns[1]);
        a += b + m[order[2 * i + 1]];
        d = std::rotr(static_cast<Word>(d ^ a), kTurns[2]);
        c += d;
        b = std::rotr(static_cast<Word>(b ^ c), kTurns[3]);
      }
    }
    for (int i = 0; i < 8; ++i)
      h[i] ^= v[i] ^ v[i + 8];
  } while (done < data.size());
  return std::string(reinterpret_cast<char *>(h), size);
}

std::string digestOf(const GatheredHash *hash, int64_t size) {
  std::string_view data(reinterpret_cast<char *>(hash->data->data), static_cast<size_t>(hash->data->size));
  auto count = static_cast<size_t>(size);
  switch (hash->kind) {
  case kSha3:
    return keccak(data, static_cast<size_t>(hash->block), 0x06, count);
  case kShake:
    return keccak(data, static_cast<size_t>(hash->block), 0x1F, count);
  case kBlake2b:
    return blake2<uint64_t>(data, count);
  default:
    return blake2<uint32_t>(data, count);
  }
}

GatheredHash *selfOf(LocalValue *args) { return args[0].as<GatheredHash>(); }

Value update(Thread &thread, LocalValue *args) {
  if (isStr(args[1]))
    return raiseTypeError(thread, "Strings must be encoded before hashing");
  Value extended = callMethod(thread, selfOf(args)->data, "extend", {args[1]});
  return extended.isError() ? extended : none();
}
bool sizeOf(Thread &thread, LocalValue *args, int64_t &size) {
  size = selfOf(args)->size;
  if (selfOf(args)->kind != kShake)
    return true;
  if (args[1].isUnbound()) {
    raiseTypeError(thread, "digest() missing required argument 'length' (pos 1)");
    return false;
  }
  return toInt64(thread, args[1], size);
}
Value digest(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  return sizeOf(thread, args, size) ? Value(makeBytes(thread, digestOf(selfOf(args), size))) : Value::error();
}
Value hexDigest(Thread &thread, LocalValue *args) {
  Value bytes = digest(thread, args);
  return bytes.isError() ? bytes : callMethod(thread, bytes, "hex");
}
Value copy(Thread &thread, LocalValue *args) {
  auto *from = selfOf(args);
  auto *hash = allocate<GatheredHash>(thread, from->type);
  hash->data = makeByteArray(thread, {reinterpret_cast<char *>(from->data->data), static_cast<size_t>(from->data->size)});
  hash->name = from->name;
  hash->size = from->size;
  hash->block = from->block;
  hash->kind = from->kind;
  return hash;
}
Value getName(Thread &, Value self) { return self.as<GatheredHash>()->name; }
Value getSize(Thread &thread, Value self) { return makeInt(thread, self.as<GatheredHash>()->size); }
Value getBlock(Thread &thread, Value self) { return makeInt(thread, self.as<GatheredHash>()->block); }
void trace(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<GatheredHash *>(object)->data);
  tracer.visit(static_cast<GatheredHash *>(object)->name);
}

constexpr MethodDef kMethods[] = {
    {"update", "($self, obj, /)", update},
    {"digest", "($self, length=?, /)", digest},
    {"hexdigest", "($self, length=?, /)", hexDigest},
    {"copy", "($self, /)", copy},
};
constexpr GetSetDef kAttributes[] = {{"name", getName}, {"digest_size", getSize}, {"block_size", getBlock}};

Value makeHash(Thread &thread, LocalValue *args, const char *name, Kind kind, int64_t size, int64_t block) {
  auto *hash = allocate<GatheredHash>(thread, args[0].as<Type>());
  hash->data = makeByteArray(thread, "");
  hash->name = makeStr(thread, std::string_view(name));
  hash->size = size;
  hash->block = block;
  hash->kind = kind;
  if (kind >= kBlake2b) {
    if (!toInt64(thread, args[2], hash->size))
      return Value::error();
    if (hash->size < 1 || hash->size > size)
      return raiseValueError(thread, "digest_size for %s must be between 1 and %lld bytes, here it is %lld", name,
                             static_cast<long long>(size), static_cast<long long>(hash->size));
  }
  LocalValues given{hash, args[1]};
  return args[1].isUnbound() || !update(thread, given).isError() ? Value(hash) : Value::error();
}

#define HASH_TYPE(full_name, family, digest_bytes, block_bytes, parameters)                                    \
  {.name = full_name, .signature = parameters, .size = sizeof(GatheredHash), .trace = trace,                   \
   .construct = [](Thread &t, LocalValue *args) {                                                                   \
     return makeHash(t, args, std::strchr(full_name, '.') + 1, family, digest_bytes, block_bytes);             \
   },                                                                                                          \
   .methods = kMethods, .attributes = kAttributes}
#define PLAIN "($type, data=?, /, *, usedforsecurity=True)"
const TypeDef kSha3Types[] = {
    HASH_TYPE("_sha3.sha3_224", kSha3, 28, 144, PLAIN),   HASH_TYPE("_sha3.sha3_256", kSha3, 32, 136, PLAIN),
    HASH_TYPE("_sha3.sha3_384", kSha3, 48, 104, PLAIN),   HASH_TYPE("_sha3.sha3_512", kSha3, 64, 72, PLAIN),
    HASH_TYPE("_sha3.shake_128", kShake, 0, 168, PLAIN), HASH_TYPE("_sha3.shake_256", kShake, 0, 136, PLAIN)};
const TypeDef kBlakeTypes[] = {HASH_TYPE("_blake2.blake2b", kBlake2b, 64, 128, "($type, data=?, /, *, digest_size=64, usedforsecurity=True)"),
                               HASH_TYPE("_blake2.blake2s", kBlake2s, 32, 64, "($type, data=?, /, *, digest_size=32, usedforsecurity=True)")};

bool addTypes(Thread &thread, Module *module, std::span<const TypeDef> definitions) {
  for (const TypeDef &definition : definitions) {
    if (!addModuleType(thread, module, makeType(thread, definition)))
      return false;
  }
  return true;
}
bool initializeSha3(Thread &thread, Module *module) { return addTypes(thread, module, kSha3Types); }
bool initializeBlake(Thread &thread, Module *module) { return addTypes(thread, module, kBlakeTypes); }

} // namespace

extern const ModuleDef sha3_module, blake2_module;
const ModuleDef sha3_module = {"_sha3", "", {}, initializeSha3};
const ModuleDef blake2_module = {"_blake2", "", {}, initializeBlake};

} // namespace pystm
