// Packet reassembly: an intrusion detector's first stages, after the description of STAMP's intruder.
//
// Flows arrive in pieces and out of order in one queue. A thread takes a piece (a region), adds it to its flow, and if the
// flow is complete takes it out of the map and puts it into the queue of complete flows (a region); takes a complete flow from
// there (a region) and looks for attacks in its text (no region). All attacks must be found.
//
//   <program> threads flows
#include "workload.h"

#include <map>
#include <memory>
#include <queue>

namespace {

struct Piece {
  uint64_t flow;
  size_t number;
  size_t pieces; // of the flow
  std::string text;
};

struct Traffic {
  std::vector<Piece> pieces;
  uint64_t attacks = 0;
};

const char *const kSignatures[] = {"attack", "exploit", "overflow", "payload"};

Traffic makeTraffic(uint64_t flows) {
  Traffic traffic;
  for (uint64_t flow = 0; flow < flows; ++flow) {
    std::string text;
    for (uint64_t i = 0, length = 32 + mix(flow) % 224; i < length; ++i)
      text += static_cast<char>('A' + mix(flow * 1024 + i) % 26);
    if (mix(flow * 7) % 10 == 0) {
      text.insert(mix(flow * 11) % text.size(), kSignatures[mix(flow * 13) % 4]);
      ++traffic.attacks;
    }
    size_t count = 1 + mix(flow * 17) % 8;
    size_t size = (text.size() + count - 1) / count;
    count = (text.size() + size - 1) / size;
    for (size_t i = 0; i < count; ++i)
      traffic.pieces.push_back({flow, i, count, text.substr(i * size, size)});
  }
  std::vector<Piece> &pieces = traffic.pieces;
  for (size_t i = pieces.size(); i > 1; --i)
    std::swap(pieces[i - 1], pieces[mix(i * 19) % i]);
  return traffic;
}

bool hasAttack(const std::string &text) {
  for (const char *signature : kSignatures)
    if (text.find(signature) != std::string::npos)
      return true;
  return false;
}

std::queue<const Piece *> arrived;
std::map<uint64_t, std::vector<const Piece *>> unfinished;
std::queue<std::string *> complete;

const Piece *takePiece() {
  ATOMIC {
    if (arrived.empty())
      return nullptr;
    const Piece *piece = arrived.front();
    arrived.pop();
    return piece;
  }
}

void addPiece(const Piece *piece) {
  ATOMIC {
    std::vector<const Piece *> &have = unfinished[piece->flow];
    have.push_back(piece);
    if (have.size() == piece->pieces) {
      std::vector<const Piece *> sorted(have.size());
      for (const Piece *part : have)
        sorted[part->number] = part;
      std::string *text = new std::string;
      for (const Piece *part : sorted)
        *text += part->text;
      unfinished.erase(piece->flow);
      complete.push(text);
    }
  }
}

std::string *takeComplete() {
  ATOMIC {
    if (complete.empty())
      return nullptr;
    std::string *text = complete.front();
    complete.pop();
    return text;
  }
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t flows = options.value(0, 8192);
  Traffic traffic = makeTraffic(flows);
  for (const Piece &piece : traffic.pieces)
    arrived.push(&piece);

  struct alignas(128) Tally {
    uint64_t texts = 0, attacks = 0;
  };
  std::vector<Tally> tallies(options.threads());
  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    Tally tally;
    while (const Piece *piece = takePiece()) {
      addPiece(piece);
      if (std::unique_ptr<std::string> text{takeComplete()}) {
        ++tally.texts;
        tally.attacks += hasAttack(*text);
      }
    }
    tallies[me] = tally;
  });

  Tally all;
  for (const Tally &tally : tallies) {
    all.texts += tally.texts;
    all.attacks += tally.attacks;
  }
  // A flow that one thread completes may be taken by another, or by nobody when the last pieces were under way.
  while (std::unique_ptr<std::string> text{takeComplete()}) {
    ++all.texts;
    all.attacks += hasAttack(*text);
  }
  check(unfinished.empty(), "flows were left unfinished");
  check(all.texts == flows, "not every flow was looked at");
  check(all.attacks == traffic.attacks, "attacks were overlooked");
  reportResult(std::to_string(flows) + " flows, " + std::to_string(all.attacks) + " attacks", elapsed,
               traffic.pieces.size());
}
