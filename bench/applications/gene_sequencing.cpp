// Gene sequencing: a gene is put together from many overlapping segments of it.
//
// Three steps, after the description of STAMP's genome: duplicates among the segments are dropped (a region for each
// segment, into one table); then, for shorter and shorter overlaps, segments whose end equals another's start are
// linked (a region for each); at last one thread reads the chain. The gene that comes out must be the one that was cut.
//
//   <program> threads segments gene-length
#include "hash_map.h"
#include "workload.h"

#include <barrier>
#include <string_view>

namespace {

constexpr size_t kSegment = 64;
constexpr size_t kStep = 16; // two neighbours overlap in at least kSegment - kStep places

struct Fragment {
  std::string_view text;
  Fragment *next = nullptr;
  size_t overlap = 0; // with the next
  bool follows = false; // another fragment's `next`
};

struct TextHash {
  size_t operator()(std::string_view text) const {
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (char c : text)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return mix(hash);
  }
};

using Table = HashMap<std::string_view, Fragment *, TextHash>;

std::string makeGene(uint64_t length) {
  std::string gene;
  for (uint64_t i = 0; i < length; ++i)
    gene += "acgt"[mix(i) & 3];
  return gene;
}

std::vector<std::string> cut(const std::string &gene, uint64_t count) {
  std::vector<std::string> segments;
  size_t last = gene.size() - kSegment;
  for (uint64_t i = 0; i < count; ++i) {
    // First enough to cover the gene, then segments from anywhere.
    size_t from = i * kStep <= last ? i * kStep : mix(~i) % (last + 1);
    segments.push_back(gene.substr(from, kSegment));
  }
  segments.push_back(gene.substr(last));
  for (size_t i = segments.size(); i > 1; --i)
    std::swap(segments[i - 1], segments[mix(i * 31) % i]);
  return segments;
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  std::string gene = makeGene(options.value(1, 16384));
  uint64_t count = std::max<uint64_t>(options.value(0, 65536), gene.size() / kStep + 1);
  std::vector<std::string> segments = cut(gene, count);
  int threads = options.threads();

  std::vector<Fragment> fragments(segments.size());
  for (size_t i = 0; i < segments.size(); ++i)
    fragments[i].text = segments[i];
  Table unique(gene.size());
  Table starts(gene.size());
  std::vector<Fragment *> distinct;
  std::barrier<> all(threads);

  Elapsed elapsed = runThreads(threads, [&](int me) {
    forOwnShare(me, threads, fragments.size(), [&](uint64_t i) {
      Fragment *fragment = &fragments[i];
      ATOMIC { unique.insert(fragment->text, fragment); }
    });
    all.arrive_and_wait();
    if (me == 0)
      unique.forEach([&](std::string_view, Fragment *fragment) { distinct.push_back(fragment); });
    all.arrive_and_wait();

    for (size_t overlap = kSegment - 1; overlap >= kSegment - kStep; --overlap) {
      forOwnShare(me, threads, distinct.size(), [&](uint64_t i) {
        Fragment *fragment = distinct[i];
        ATOMIC {
          if (!fragment->follows)
            starts.insert(fragment->text.substr(0, overlap), fragment);
        }
      });
      all.arrive_and_wait();
      forOwnShare(me, threads, distinct.size(), [&](uint64_t i) {
        Fragment *fragment = distinct[i];
        if (fragment->next) // only this thread changes it
          return;
        std::string_view end = fragment->text.substr(kSegment - overlap);
        ATOMIC {
          Fragment **found = starts.find(end);
          if (found && *found != fragment && !(*found)->follows) {
            fragment->next = *found;
            fragment->overlap = overlap;
            (*found)->follows = true;
          }
        }
      });
      all.arrive_and_wait();
      // The table is emptied by those who filled it.
      forOwnShare(me, threads, distinct.size(), [&](uint64_t i) {
        std::string_view start = distinct[i]->text.substr(0, overlap);
        ATOMIC { starts.erase(start); }
      });
      all.arrive_and_wait();
    }
  });

  Fragment *first = nullptr;
  for (Fragment *fragment : distinct)
    if (!fragment->follows) {
      check(!first, "more than one chain of segments");
      first = fragment;
    }
  check(first, "the segments go round in a circle");
  std::string result(first->text);
  for (Fragment *fragment = first; fragment->next; fragment = fragment->next)
    result += fragment->next->text.substr(fragment->overlap);
  check(result == gene, "the segments were put together to another gene");
  reportResult(std::to_string(distinct.size()) + " segments, gene " +
                   std::to_string(TextHash()(result)),
               elapsed, segments.size());
}
