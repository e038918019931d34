// Events of regions, counted by what they have in common: their cause, the lines of both sides, the kind of object. A
// place is a code object and an instruction in it; events are rare, so that its text is made at once, while both live.
#include "vm/statistics.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/region.h"
#include "vm/region_watch.h"
#include "vm/runtime.h"

#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace pystm {

namespace {

struct Event {
  bool undone;
  std::string cause, kind, here, there;
  auto operator<=>(const Event &) const = default;
};

constexpr size_t kMostShown = 20;

std::mutex events_mutex;
std::map<Event, uint64_t> events; // under events_mutex

bool isCode(const Object *object) { return object->type == &code_type; }

std::string describe(const RegionPlace &place) {
  // Of a transaction that was undone: the code may have been made in it.
  if (!place.code || !isCode(place.code))
    return "";
  const Code &code = *place.code;
  uint32_t instruction = static_cast<uint32_t>(place.pc - code.instructions);
  return toUtf8(code.filename) + ":" + std::to_string(lineOf(&code, instruction ? instruction - 1 : 0)) + " in " + toUtf8(code.qualname);
}

std::string kindAt(const void *address) {
  const Object *object = address ? objectAt(address) : nullptr;
  if (!object || !object->type)
    return "";
  if (object->type == &value_array_type)
    return "items of a list or attributes of an object";
  if (object->type == &raw_array_type)
    return "entries of a dict or set";
  return fullTypeName(currentThread(), object->type);
}

void takePlace(RegionPlace &place) {
  Thread *thread = threadOfCaller();
  if (thread && thread->frame)
    place = {thread->frame->code, thread->frame->pc};
}

void count(const RegionEvent &event) {
  Event entry{event.undone, event.cause, "", describe(event.here), describe(event.there)};
  Thread *thread = threadOfCaller();
  if (thread && event.address)
    PYSTM_REGION(*thread) { entry.kind = kindAt(event.address); }
  std::lock_guard lock(events_mutex);
  ++events[entry];
}

void printEvents(bool undone, const char *title) {
  std::multimap<uint64_t, const Event *, std::greater<>> chosen; // the most frequent first
  for (const auto &[event, times] : events)
    if (event.undone == undone)
      chosen.emplace(times, &event);
  if (chosen.empty())
    return;
  std::fprintf(stderr, "\n%s\n", title);
  size_t shown = 0;
  for (const auto &[times, chosen_event] : chosen) {
    if (++shown > kMostShown)
      break;
    const Event &event = *chosen_event;
    std::fprintf(stderr, "%8llu  %s%s%s\n", static_cast<unsigned long long>(times), event.cause.c_str(), event.kind.empty() ? "" : ": ", event.kind.c_str());
    if (!event.here.empty())
      std::fprintf(stderr, "          %s\n", event.here.c_str());
    if (!event.there.empty())
      std::fprintf(stderr, "          other thread: %s\n", event.there.c_str());
  }
  if (chosen.size() > kMostShown)
    std::fprintf(stderr, "          and %zu more\n", chosen.size() - kMostShown);
}

void printLine(const char *text, unsigned long long value, void *) { std::fprintf(stderr, "  %-44s %12llu\n", text, value); }

} // namespace

void beginStatistics() { watchRegions(takePlace, count); }

void printStatistics() {
  std::fprintf(stderr, "\nregions of %s\n", variantName());
  forEachRegionStatistic(printLine);
  std::lock_guard lock(events_mutex);
  printEvents(true, "undone and run again, most frequent first");
  printEvents(false, "irrevocable, most frequent first");
}

} // namespace pystm
