// Graph kernel: a multigraph is built from a list of edges (the first kernel of the benchmark SSCA2, as in STAMP's ssca2).
//
// Each edge enters the lists of both of its ends in one region. Many tiny regions that seldom meet.
//
//   <program> threads edges vertices
#include "workload.h"

#include <algorithm>

namespace {

struct Edge {
  uint32_t from, to, weight;
};

struct Arc {
  uint32_t to, weight;
  bool operator<(const Arc &other) const {
    return to != other.to ? to < other.to : weight < other.weight;
  }
};

struct Vertex {
  std::vector<Arc> out;
  std::vector<uint32_t> in;
};

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t count = options.value(1, 65536);
  std::vector<Edge> edges(options.value(0, 400000));
  for (size_t i = 0; i < edges.size(); ++i) {
    // Some vertices have many edges: the smaller of two numbers is small more often.
    uint64_t random = mix(i);
    uint32_t from = static_cast<uint32_t>(std::min(random % count, (random >> 32) % count));
    edges[i] = {from, static_cast<uint32_t>(mix(~i) % count), static_cast<uint32_t>(i % 1000)};
  }
  std::vector<Vertex> vertices(count);

  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    forOwnShare(me, options.threads(), edges.size(), [&](uint64_t i) {
      const Edge &edge = edges[i];
      ATOMIC {
        vertices[edge.from].out.push_back({edge.to, edge.weight});
        vertices[edge.to].in.push_back(edge.from);
      }
    });
  });

  uint64_t sum = 0, arcs = 0, back = 0;
  for (Vertex &vertex : vertices) {
    std::sort(vertex.out.begin(), vertex.out.end());
    std::sort(vertex.in.begin(), vertex.in.end());
    arcs += vertex.out.size();
    back += vertex.in.size();
    for (const Arc &arc : vertex.out)
      sum = mix(sum ^ (uint64_t(arc.to) << 32 | arc.weight));
    for (uint32_t from : vertex.in)
      sum = mix(sum ^ from);
  }
  check(arcs == edges.size() && back == edges.size(), "edges were lost");
  reportResult(std::to_string(arcs) + " edges, checksum " + std::to_string(sum), elapsed,
               edges.size());
}
