// The modules _md5, _sha1, _sha256 and _sha512, which hashlib and random take their digests from.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "text/digests.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

struct HashObject : Object {
  int64_t reserved;
  Digest digest;
};

Type *hash_type = nullptr;

Digest &digestOf(LocalValue *args) { return args[0].as<HashObject>()->digest; }

bool feed(Thread &thread, Digest &digest, Value data) {
  if (isStr(data)) {
    raiseTypeError(thread, "Strings must be encoded before hashing");
    return false;
  }
  if (!hasBuffer(data)) {
    raiseTypeError(thread, "object supporting the buffer API required");
    return false;
  }
  Buffer buffer;
  if (!getBuffer(thread, data, buffer))
    return false;
  digest.update(bufferView(buffer));
  releaseBuffer(buffer);
  return true;
}

HashObject *allocateHash(Thread &thread, const Digest &digest) {
  auto *hash = allocate<HashObject>(thread, hash_type);
  hash->digest = digest;
  return hash;
}

template <DigestKind kKind> Value makeHash(Thread &thread, LocalValue *args) {
  HashObject *hash = allocateHash(thread, Digest(kKind));
  return args[0].isUnbound() || feed(thread, hash->digest, args[0]) ? Value(hash) : Value::error();
}

Value update(Thread &thread, LocalValue *args) { return feed(thread, digestOf(args), args[1]) ? none() : Value::error(); }
Value digest(Thread &thread, LocalValue *args) { return makeBytes(thread, digestOf(args).result()); }
Value copy(Thread &thread, LocalValue *args) { return allocateHash(thread, digestOf(args)); }
Value hexDigest(Thread &thread, LocalValue *args) {
  std::string out;
  for (char c : digestOf(args).result()) {
    out.push_back("0123456789abcdef"[static_cast<uint8_t>(c) >> 4]);
    out.push_back("0123456789abcdef"[c & 15]);
  }
  return makeAscii(thread, out);
}
Value getName(Thread &thread, Value self) { return makeAscii(thread, self.as<HashObject>()->digest.name()); }
Value getSize(Thread &thread, Value self) { return makeInt(thread, static_cast<int64_t>(self.as<HashObject>()->digest.size())); }
Value getBlock(Thread &thread, Value self) { return makeInt(thread, static_cast<int64_t>(self.as<HashObject>()->digest.blockSize())); }

constexpr MethodDef kMethods[] = {
    {"update", "($self, obj, /)", update, "Update this hash object's state with the provided string."},
    {"digest", "($self, /)", digest, "Return the digest value as a bytes object."},
    {"hexdigest", "($self, /)", hexDigest, "Return the digest value as a string of hexadecimal digits."},
    {"copy", "($self, /)", copy, "Return a copy of the hash object."},
};
constexpr GetSetDef kAttributes[] = {{"name", getName}, {"digest_size", getSize}, {"block_size", getBlock}};
const TypeDef kHash = {.name = "_hashes.hash", .size = sizeof(HashObject), .methods = kMethods, .attributes = kAttributes};

bool initialize(Thread &thread, Module *) {
  if (!hash_type) {
    hash_type = makeType(thread, kHash);
    addRoot(&hash_type);
  }
  return true;
}

#define HASH(name, kind) {name, "(string=?, *, usedforsecurity=True)", makeHash<DigestKind::kind>}
constexpr MethodDef kMd5[] = {HASH("md5", kMd5)};
constexpr MethodDef kSha1[] = {HASH("sha1", kSha1)};
constexpr MethodDef kSha256[] = {HASH("sha224", kSha224), HASH("sha256", kSha256)};
constexpr MethodDef kSha512[] = {HASH("sha384", kSha384), HASH("sha512", kSha512)};
#undef HASH

} // namespace

extern const ModuleDef md5_module, sha1_module, sha256_module, sha512_module;
const ModuleDef md5_module = {"_md5", "", kMd5, initialize};
const ModuleDef sha1_module = {"_sha1", "", kSha1, initialize};
const ModuleDef sha256_module = {"_sha256", "", kSha256, initialize};
const ModuleDef sha512_module = {"_sha512", "", kSha512, initialize};

} // namespace pystm
