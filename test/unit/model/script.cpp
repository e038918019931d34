//===- model/script.cpp - Steps as text ---------------------------------------------------------------===//
#include "model/script.h"

#include <sstream>

namespace stm::test {

namespace {
enum Place { outside, inside };
struct Row {
  const char *name;
  Place place;
};
constexpr Row rows[] = {
#define STM_KIND(name, where, documentation) {#name, where},
    STM_STEP_KINDS(STM_KIND)
#undef STM_KIND
};
} // namespace

bool isInside(Kind kind) { return rows[uint32_t(kind)].place == inside; }

std::string toLine(const Step &step) {
  std::ostringstream line;
  line << step.thread << ' ' << rows[uint32_t(step.kind)].name << ' ' << step.where << ' ' << step.offset << ' '
       << step.size << ' ' << step.value;
  return line.str();
}

bool parseLine(const std::string &line, Step &step) {
  std::istringstream in(line);
  std::string name;
  if (!(in >> step.thread >> name >> step.where >> step.offset >> step.size >> step.value))
    return false;
  for (uint32_t kind = 0; kind < kKinds; ++kind)
    if (name == rows[kind].name) {
      step.kind = Kind(kind);
      return step.thread < kThreads;
    }
  return false;
}

} // namespace stm::test
