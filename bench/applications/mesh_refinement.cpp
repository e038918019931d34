// Mesh refinement: triangles with small angles are removed from a Delaunay triangulation (Ruppert's algorithm), after the
// description of STAMP's yada.
//
// A thread takes a skinny triangle (a region); unless it is gone, the centre of its circumcircle becomes a new point, or the
// middle of a border edge that this centre comes too near to (a region: it finds the cavity, fills it, and queues what is skinny in
// it). Which points are added depends on the order; that the result is a sound triangulation of the square does not.
//
//   <program> threads points
#include "mesh.h"
#include "workload.h"

#include <deque>
#include <unordered_set>

namespace {

// Triangles with an edge below this stay as they are, so that refinement ends whatever the points.
constexpr int64_t kShortest = 256;

bool wantsRefinement(const Triangle &triangle) {
  return triangle.shortestEdge() > kShortest * kShortest && triangle.skinny();
}

Triangle *makeMesh(uint64_t points) {
  Position a{0, 0}, b{kSide, 0}, c{kSide, kSide}, d{0, kSide};
  Triangle *lower = new Triangle(a, b, c);
  Triangle *upper = new Triangle(a, c, d);
  lower->neighbour[2] = upper;
  upper->neighbour[0] = lower;
  Triangle *last = lower;
  for (uint64_t i = 0; i < points; ++i) {
    Position point{static_cast<int64_t>(1 + mix(i) % (kSide - 1)),
                   static_cast<int64_t>(1 + mix(~i) % (kSide - 1))};
    Triangle *start = locate(last, point);
    if (start->corner[0] == point || start->corner[1] == point || start->corner[2] == point)
      continue;
    Cavity cavity = findCavity(start, point);
    last = fill(cavity, point).front();
    for (Triangle *gone : cavity.triangles)
      delete gone;
  }
  return last;
}

std::vector<Triangle *> allFrom(Triangle *start) {
  std::vector<Triangle *> all{start};
  std::unordered_set<Triangle *> seen{start};
  for (size_t i = 0; i < all.size(); ++i)
    for (Triangle *next : all[i]->neighbour)
      if (next && seen.insert(next).second)
        all.push_back(next);
  return all;
}

std::deque<Triangle *> work;
Triangle *some_triangle; // one that is alive: where the final check begins

Triangle *takeWork() {
  ATOMIC {
    if (work.empty())
      return nullptr;
    Triangle *triangle = work.front();
    work.pop_front();
    return triangle;
  }
}

// A border edge that `point` lies beyond, or comes so near to that the edge is in sight at an obtuse angle.
const BorderEdge *encroached(const Cavity &cavity, Position point) {
  for (const BorderEdge &border : cavity.outline) {
    if (border.triangle->neighbour[border.edge])
      continue;
    Position from = border.triangle->from(border.edge), to = border.triangle->to(border.edge);
    int64_t product = (from.x - point.x) * (to.x - point.x) + (from.y - point.y) * (to.y - point.y);
    if (turn(from, to, point) <= 0 || product < 0)
      return &border;
  }
  return nullptr;
}

// One region: the triangle `bad`, which came from the queue, is refined if it is still there.
void refine(Triangle *bad) {
  ATOMIC {
    bad->queued = false;
    if (bad->alive) {
      Position point = bad->circumcentre();
      Triangle *start = bad;
      Cavity cavity = findCavity(start, point);
      if (const BorderEdge *border = encroached(cavity, point)) {
        Position from = border->triangle->from(border->edge), to = border->triangle->to(border->edge);
        point = {(from.x + to.x) / 2, (from.y + to.y) / 2};
        start = border->triangle;
        cavity = findCavity(start, point);
      }
      std::vector<Triangle *> fan = fill(cavity, point);
      some_triangle = fan.front();
      for (Triangle *triangle : fan)
        if (wantsRefinement(*triangle)) {
          triangle->queued = true;
          work.push_back(triangle);
        }
      if (bad->alive) { // the border edge's cavity need not hold it
        bad->queued = true;
        work.push_back(bad);
      }
      for (Triangle *gone : cavity.triangles)
        if (gone != bad && !gone->queued)
          delete gone;
    }
    if (!bad->alive)
      delete bad;
  }
}

int64_t checkedArea(const std::vector<Triangle *> &all) {
  int64_t area = 0;
  for (const Triangle *triangle : all) {
    int64_t doubled = turn(triangle->corner[0], triangle->corner[1], triangle->corner[2]);
    check(triangle->alive && doubled > 0, "a triangle is gone or turned over");
    check(!wantsRefinement(*triangle), "a skinny triangle was left");
    area += doubled;
    for (int edge = 0; edge < 3; ++edge)
      if (const Triangle *next = triangle->neighbour[edge]) {
        int back = next->edgeFrom(triangle->to(edge));
        check(next->neighbour[back] == triangle && next->to(back) == triangle->from(edge),
              "two neighbours disagree");
        check(!triangle->circumcircleContains(next->corner[(back + 2) % 3]),
              "the triangulation is not Delaunay's");
      }
  }
  return area;
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  some_triangle = makeMesh(options.value(0, 4096));
  for (Triangle *triangle : allFrom(some_triangle))
    if (wantsRefinement(*triangle)) {
      triangle->queued = true;
      work.push_back(triangle);
    }
  uint64_t tasks = work.size();

  // Work that one thread is still making is waited for: an empty queue is the end only if nobody refines.
  std::atomic<int> busy{options.threads()};
  Elapsed elapsed = runThreads(options.threads(), [&](int) {
    for (;;) {
      while (Triangle *bad = takeWork())
        refine(bad);
      busy.fetch_sub(1);
      bool more = false;
      while (!more && busy.load() > 0) {
        std::this_thread::yield();
        ATOMIC { more = !work.empty(); }
      }
      if (!more)
        return;
      busy.fetch_add(1);
    }
  });

  std::vector<Triangle *> all = allFrom(some_triangle);
  int64_t area = checkedArea(all);
  reportResult("area " + std::to_string(area), elapsed, tasks, static_cast<double>(all.size()));
}
