// Message digests: MD5, SHA-1 and the SHA-2 family, fed piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pystm {

enum class DigestKind { kMd5, kSha1, kSha224, kSha256, kSha384, kSha512 };

class Digest {
public:
  explicit Digest(DigestKind kind);
  void update(std::string_view data);
  std::string result() const; // of what has come so far
  size_t size() const;
  size_t blockSize() const { return isWide() ? 128 : 64; }
  const char *name() const;

private:
  bool isWide() const { return kind_ == DigestKind::kSha384 || kind_ == DigestKind::kSha512; }
  void block(const uint8_t *data);
  void blockMd5(const uint8_t *data);
  void blockSha1(const uint8_t *data);
  void blockSha256(const uint8_t *data);
  void blockSha512(const uint8_t *data);

  DigestKind kind_;
  uint64_t state_[8] = {};
  uint8_t pending_[128] = {};
  size_t pending_size_ = 0;
  uint64_t total_ = 0;
};

} // namespace pystm
