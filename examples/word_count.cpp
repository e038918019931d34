// Counts the words of a text into one std::unordered_map that all threads share, one region a word. Also
// what the map does when it grows happens in that region. The text is whatever files the command line
// names; `./bootstrap demo` takes the prose of Debian's package `fortunes`. It is counted several times over, since
// once would be over before the clock noticed.
#include "harness.h"
#include "region.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>
#include <unordered_map>

static constexpr size_t kPasses = 8;

static std::unordered_map<std::string, int> counts;

static bool isLetter(unsigned char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static void countWords(std::string_view text) {
  std::string word;
  for (size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && isLetter(text[at])) {
      word += static_cast<char>(text[at] | 32);
    } else if (!word.empty()) {
      ATOMIC { ++counts[word]; }
      word.clear();
    }
  }
}

// Pieces of about `size` bytes that end between words.
static std::vector<std::string_view> split(std::string_view text, size_t size) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    size_t end = std::min(size, text.size());
    while (end < text.size() && isLetter(text[end]))
      ++end;
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

static std::string readFiles(char **first, char **last) {
  std::ostringstream text;
  for (; first != last; ++first) {
    std::ifstream file(*first, std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "cannot read %s\n", *first);
      std::exit(1);
    }
    text << file.rdbuf() << '\n';
  }
  return text.str();
}

int main(int argc, char **argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s threads file...\n", argv[0]);
    return 2;
  }
  int threads = threadsFrom(argc, argv);
  const std::string text = readFiles(argv + 2, argv + argc);
  const std::vector<std::string_view> pieces = split(text, 4096);

  std::atomic<size_t> next{0};
  Elapsed elapsed = runThreads(threads, [&](int) {
    for (size_t i; (i = next.fetch_add(1)) < kPasses * pieces.size();)
      countWords(pieces[i % pieces.size()]);
  });

  uint64_t words = 0, sum = 0;
  auto most = counts.begin();
  for (auto entry = counts.begin(); entry != counts.end(); ++entry) {
    words += entry->second;
    sum += mix(std::hash<std::string>()(entry->first) + entry->second);
    if (entry->second > most->second)
      most = entry;
  }
  std::string top = counts.empty() ? "nothing" : most->first + " " + std::to_string(most->second);
  report(std::to_string(words) + " words, " + std::to_string(counts.size()) + " different, top: " +
             top + ", checksum " + std::to_string(sum),
         elapsed, words);
}
