// The module select: select() and poll(), waiting outside of the region.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/posix.h"
#include "vm/parking.h"
#include "vm/waiting.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <poll.h>
#include <vector>

namespace pystm {
namespace {

Type *poll_type = nullptr;

struct PollObject : Object {
  Dict *registered; // descriptor -> events
};

struct Wait {
  WaitBuffer *data; // the descriptors
  size_t count;
  int milliseconds; // -1: for ever
  double deadline;
  int result;

  pollfd *begin() { return reinterpret_cast<pollfd *>(data->text.memory); }
  pollfd *end() { return begin() + count; }
};

// Milliseconds for poll(), -1: forever.
bool timeoutOf(Thread &thread, Value value, double scale, int &milliseconds) {
  milliseconds = -1;
  if (value.isUnbound() || isNone(value))
    return true;
  double d = 0;
  if (!isInt(value) && !isFloat(value)) {
    raiseTypeError(thread, "timeout must be a real number or None");
    return false;
  }
  if (!toDouble(thread, value, d))
    return false;
  if (scale == 1000 && d < 0) {
    raiseValueError(thread, "timeout must be non-negative");
    return false;
  }
  d = std::ceil(d * scale);
  milliseconds = d < 0 ? -1 : d > 2e9 ? 2000000000 : static_cast<int>(d);
  return true;
}

bool gather(Thread &thread, Value list, short events, std::vector<pollfd> &fds) {
  return forEach(thread, list, [&](Value item) {
    int fd = 0;
    if (!fdArgument(thread, item, fd))
      return false;
    if (fd < 0) {
      raiseValueError(thread, "file descriptor cannot be a negative integer (%d)", fd);
      return false;
    }
    fds.push_back({fd, events, 0});
    return true;
  });
}

Wait waitFor(Thread &thread, const std::vector<pollfd> &fds, int milliseconds) {
  Transfer copy = transferOf(thread, std::string_view(reinterpret_cast<const char *>(fds.data()), fds.size() * sizeof(pollfd)));
  return {copy.data, fds.size(), milliseconds, parkingTime() + milliseconds / 1000.0, 0};
}

// Waits again for what is left when a signal came between.
int pollUntil(Wait &wait) {
  double left = std::ceil(std::max(0.0, wait.deadline - parkingTime()) * 1000);
  wait.result = poll(wait.begin(), wait.count, wait.milliseconds < 0 ? -1 : static_cast<int>(left));
  return errorOf(wait.result);
}

Value selectSelect(Thread &thread, LocalValue *args) {
  std::vector<pollfd> fds;
  int milliseconds = 0;
  short events[3] = {POLLIN, POLLOUT, POLLPRI};
  size_t ends[3]; // of each list's descriptors
  for (int i = 0; i < 3; ++i) {
    if (!gather(thread, args[i], events[i], fds))
      return Value::error();
    ends[i] = fds.size();
  }
  if (!timeoutOf(thread, args[3], 1000, milliseconds))
    return Value::error();
  std::array<size_t, 3> list_ends = {ends[0], ends[1], ends[2]};
  std::array<Value, 3> lists = {args[0], args[1], args[2]};
  return interruptibleCall(
      thread, waitFor(thread, fds, milliseconds), pollUntil,
      [list_ends, lists](Thread &t, Wait &wait, int error) -> Value {
        if (error)
          return raiseOSError(t, error);
        Value results[3];
        size_t at = 0;
        for (size_t i = 0; i < 3; ++i) {
          List *ready = makeList(t);
          short mask = i == 0 ? POLLIN | POLLHUP | POLLERR : i == 1 ? POLLOUT | POLLERR : POLLPRI;
          size_t end = list_ends[i];
          bool ok = forEach(t, lists[i], [&](Value item) {
            if (at >= end)
              return false;
            const pollfd &fd = wait.begin()[at++];
            if (wait.result > 0 && (fd.revents & POLLNVAL)) {
              raiseOSError(t, EBADF);
              return false;
            }
            return wait.result <= 0 || !(fd.revents & mask) || listAppend(t, ready, item);
          });
          if (!ok && t.hasException())
            return Value::error();
          at = end;
          results[i] = ready;
        }
        return makeTuple(t, {results[0], results[1], results[2]});
      });
}

Value selectPoll(Thread &thread, LocalValue *) {
  auto *object = allocate<PollObject>(thread, poll_type);
  object->registered = makeDict(thread);
  return object;
}

Value pollRegister(Thread &thread, LocalValue *args) {
  int fd = 0;
  int events = 0;
  if (!fdArgument(thread, args[1], fd) || !toInt(thread, args[2], events))
    return Value::error();
  return dictSet(thread, args[0].as<PollObject>()->registered, Value::smallInt(fd), Value::smallInt(events)) ? none() : Value::error();
}
Value pollModify(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!fdArgument(thread, args[1], fd))
    return Value::error();
  if (dictGet(thread, args[0].as<PollObject>()->registered, Value::smallInt(fd)).isUnbound())
    return raiseOSError(thread, ENOENT);
  return pollRegister(thread, args);
}
Value pollUnregister(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!fdArgument(thread, args[1], fd))
    return Value::error();
  int deleted = dictDelete(thread, args[0].as<PollObject>()->registered, Value::smallInt(fd));
  return deleted < 0 ? Value::error() : deleted ? none() : raiseKeyError(thread, Value::smallInt(fd));
}
Value pollPoll(Thread &thread, LocalValue *args) {
  std::vector<pollfd> fds;
  int milliseconds = 0;
  if (!timeoutOf(thread, args[1], 1, milliseconds))
    return Value::error();
  int64_t position = 0;
  Value key;
  Value value;
  while (dictNext(args[0].as<PollObject>()->registered, position, key, value))
    fds.push_back({static_cast<int>(key.asSmallInt()), static_cast<short>(value.asSmallInt()), 0});
  return interruptibleCall(
      thread, waitFor(thread, fds, milliseconds), pollUntil,
      [](Thread &t, Wait &wait, int error) -> Value {
        if (error)
          return raiseOSError(t, error);
        List *ready = makeList(t);
        for (const pollfd &fd : wait) {
          if (wait.result > 0 && fd.revents)
            listAppend(t, ready, makeTuple(t, {Value::smallInt(fd.fd), Value::smallInt(fd.revents)}));
        }
        return ready;
      });
}
void tracePoll(Object *object, Tracer &tracer) { tracer.visit(static_cast<PollObject *>(object)->registered); }

constexpr MethodDef kPollMethods[] = {
    {"register", "($self, fd, eventmask=7, /)", pollRegister},
    {"modify", "($self, fd, eventmask, /)", pollModify},
    {"unregister", "($self, fd, /)", pollUnregister},
    {"poll", "($self, timeout=None, /)", pollPoll},
};
const TypeDef kPoll = {.name = "select.poll", .size = sizeof(PollObject), .trace = tracePoll, .methods = kPollMethods};

constexpr MethodDef kFunctions[] = {
    {"select", "(rlist, wlist, xlist, timeout=None, /)", selectSelect, "Wait until one or more file descriptors are ready for some kind of I/O."},
    {"poll", "()", selectPoll},
};

bool initialize(Thread &thread, Module *module) {
  if (!poll_type) {
    poll_type = makeType(thread, kPoll);
    addRoot(&poll_type);
  }
  static const struct {
    const char *name;
    int value;
  } kConstants[] = {{"POLLIN", POLLIN},   {"POLLPRI", POLLPRI},   {"POLLOUT", POLLOUT}, {"POLLERR", POLLERR},
                    {"POLLHUP", POLLHUP}, {"POLLNVAL", POLLNVAL}, {"PIPE_BUF", 4096}};
  for (const auto &row : kConstants) {
    if (!setModuleAttribute(thread, module, row.name, Value::smallInt(row.value)))
      return false;
  }
  return setModuleAttribute(thread, module, "error", &OSError_type);
}

} // namespace

extern const ModuleDef select_module;
const ModuleDef select_module = {"select", "This module supports asynchronous I/O on multiple file descriptors.", kFunctions, initialize};

} // namespace pystm
