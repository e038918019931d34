// A Delaunay triangulation of a square in integer coordinates, where all questions about positions are answered exactly.
// Points are added by the Bowyer-Watson method: the triangles whose circumcircle contains the point (its cavity) give way to
// a fan around it. Used by mesh_refinement.cpp, in regions.
#ifndef BENCH_MESH_H
#define BENCH_MESH_H

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

// The square's side.
inline constexpr int64_t kSide = 1 << 20;

struct Position {
  int64_t x, y;
  bool operator==(const Position &other) const { return x == other.x && y == other.y; }
};

// Twice the area of the triangle a b c: positive if it turns left.
inline int64_t turn(Position a, Position b, Position c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

inline int64_t squaredDistance(Position a, Position b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

struct Triangle {
  Position corner[3];       // to the left
  Triangle *neighbour[3]{}; // beyond the edge from corner i to the next; none at the square's border
  bool alive = true;
  bool queued = false; // somebody will look at it, and free it if it is no longer alive

  Triangle(Position a, Position b, Position c) : corner{a, b, c} {}

  Position from(int edge) const { return corner[edge]; }
  Position to(int edge) const { return corner[(edge + 1) % 3]; }

  int edgeFrom(Position start) const {
    for (int edge = 0; edge < 2; ++edge)
      if (corner[edge] == start)
        return edge;
    return 2;
  }

  bool circumcircleContains(Position p) const {
    int64_t ax = corner[0].x - p.x, ay = corner[0].y - p.y;
    int64_t bx = corner[1].x - p.x, by = corner[1].y - p.y;
    int64_t cx = corner[2].x - p.x, cy = corner[2].y - p.y;
    using Wide = __int128;
    Wide determinant = Wide(ax * ax + ay * ay) * (bx * cy - cx * by) -
                       Wide(bx * bx + by * by) * (ax * cy - cx * ay) +
                       Wide(cx * cx + cy * cy) * (ax * by - bx * ay);
    return determinant > 0;
  }

  // The circumcircle's centre, rounded to whole coordinates. If it lies far outside of the square, a point on the way there
  // from the middle of the triangle, which the circumcircle contains too.
  Position circumcentre() const {
    double bx = static_cast<double>(corner[1].x - corner[0].x);
    double by = static_cast<double>(corner[1].y - corner[0].y);
    double cx = static_cast<double>(corner[2].x - corner[0].x);
    double cy = static_cast<double>(corner[2].y - corner[0].y);
    double d = 2 * (bx * cy - by * cx);
    double b = bx * bx + by * by, c = cx * cx + cy * cy;
    double middle_x = (bx + cx) / 3, middle_y = (by + cy) / 3;
    double way_x = (cy * b - by * c) / d - middle_x, way_y = (bx * c - cx * b) / d - middle_y;
    double far = std::max(std::fabs(way_x), std::fabs(way_y));
    double part = std::min(1.0, 2 * kSide / (far + 1));
    return {corner[0].x + static_cast<int64_t>(middle_x + part * way_x),
            corner[0].y + static_cast<int64_t>(middle_y + part * way_y)};
  }

  int64_t shortestEdge() const { // squared
    return std::min({squaredDistance(corner[0], corner[1]), squaredDistance(corner[1], corner[2]),
                     squaredDistance(corner[2], corner[0])});
  }

  // Whether the smallest angle is below some 20 degrees: then the circumcircle is large beside the shortest edge.
  bool skinny() const {
    double a = static_cast<double>(squaredDistance(corner[0], corner[1]));
    double b = static_cast<double>(squaredDistance(corner[1], corner[2]));
    double c = static_cast<double>(squaredDistance(corner[2], corner[0]));
    double doubled_area = static_cast<double>(turn(corner[0], corner[1], corner[2]));
    double squared_radius = a * b * c / (4 * doubled_area * doubled_area);
    return squared_radius > 2.1 * static_cast<double>(shortestEdge());
  }
};

struct BorderEdge {
  Triangle *triangle;
  int edge;
};

// The triangles that a new point replaces, and the edges around them.
struct Cavity {
  std::vector<Triangle *> triangles;
  std::vector<BorderEdge> outline; // seen from the inside

  bool has(const Triangle *triangle) const {
    return std::find(triangles.begin(), triangles.end(), triangle) != triangles.end();
  }
};

// `start` must be one of them.
inline Cavity findCavity(Triangle *start, Position point) {
  Cavity cavity;
  cavity.triangles.push_back(start);
  for (size_t i = 0; i < cavity.triangles.size(); ++i) {
    Triangle *triangle = cavity.triangles[i];
    for (int edge = 0; edge < 3; ++edge) {
      Triangle *next = triangle->neighbour[edge];
      if (next && cavity.has(next))
        continue;
      if (next && next->circumcircleContains(point))
        cavity.triangles.push_back(next);
      else
        cavity.outline.push_back({triangle, edge});
    }
  }
  // An edge may have been put down before the triangle beyond it came in by another way.
  auto inside = [&](const BorderEdge &border) {
    Triangle *next = border.triangle->neighbour[border.edge];
    return next && cavity.has(next);
  };
  cavity.outline.erase(std::remove_if(cavity.outline.begin(), cavity.outline.end(), inside),
                       cavity.outline.end());
  return cavity;
}

// Puts the fan around `point` in the cavity's place and returns its triangles. Edges of the square's border on which the
// point lies give no triangle.
inline std::vector<Triangle *> fill(Cavity &cavity, Position point) {
  std::vector<Triangle *> fan;
  for (const BorderEdge &border : cavity.outline) {
    Position from = border.triangle->from(border.edge), to = border.triangle->to(border.edge);
    Triangle *outside = border.triangle->neighbour[border.edge];
    if (!outside && turn(from, to, point) == 0)
      continue;
    Triangle *triangle = new Triangle(from, to, point);
    triangle->neighbour[0] = outside;
    if (outside)
      outside->neighbour[outside->edgeFrom(to)] = triangle;
    fan.push_back(triangle);
  }
  for (Triangle *left : fan)
    for (Triangle *right : fan)
      if (left->to(0) == right->from(0)) {
        left->neighbour[1] = right;
        right->neighbour[2] = left;
      }
  for (Triangle *triangle : cavity.triangles)
    triangle->alive = false;
  return fan;
}

// The triangle that holds `point`, found by walking towards it.
inline Triangle *locate(Triangle *triangle, Position point) {
  for (;;) {
    int edge = 0;
    while (edge < 3 && turn(triangle->from(edge), triangle->to(edge), point) >= 0)
      ++edge;
    if (edge == 3)
      return triangle;
    triangle = triangle->neighbour[edge];
  }
}

#endif
