// The module _signal: handlers in Python, alarms, masks.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/thread.h"
#include "vm/waiting.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

namespace pystm {
namespace {

void handle(int number) { noteSignal(number); }

bool signalNumber(Thread &thread, Value value, int &number) {
  if (!toInt(thread, value, number))
    return false;
  if (number >= 1 && number < NSIG)
    return true;
  raiseValueError(thread, "signal number out of range");
  return false;
}

Value currentHandler(int number) {
  Value handler = signalHandler(number);
  if (!handler.isUnbound())
    return handler;
  struct sigaction action = {};
  sigaction(number, nullptr, &action);
  if (action.sa_handler == SIG_IGN)
    return Value::smallInt(1);
  return action.sa_handler == SIG_DFL ? Value::smallInt(0) : none();
}

Value signalSignal(Thread &thread, LocalValue *args) {
  int number = 0;
  if (!signalNumber(thread, args[0], number))
    return Value::error();
  if (&thread != runtime.main_thread)
    return raiseValueError(thread, "signal only works in main thread of the main interpreter");
  struct sigaction action = {};
  Value handler = args[1];
  if (isInt(handler) && (IntView(handler).zero() || compareInts(handler, Value::smallInt(1)) == 0))
    action.sa_handler = IntView(handler).zero() ? SIG_DFL : SIG_IGN;
  else if (isCallable(handler))
    action.sa_handler = handle;
  else
    return raiseTypeError(thread, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  Value old = currentHandler(number);
  if (sigaction(number, &action, nullptr) != 0)
    return raiseOSError(thread, errno);
  setSignalHandler(number, handler);
  return old;
}

Value signalGet(Thread &thread, LocalValue *args) {
  int number = 0;
  return signalNumber(thread, args[0], number) ? currentHandler(number) : Value::error();
}

Value signalDefaultInt(Thread &thread, LocalValue *) { return raise(thread, Value(&KeyboardInterrupt_type)); }

Value signalAlarm(Thread &thread, LocalValue *args) {
  int seconds = 0;
  return toInt(thread, args[0], seconds) ? makeInt(thread, alarm(static_cast<unsigned>(seconds))) : Value::error();
}

Value signalPause(Thread &thread, LocalValue *) {
  bool main = &thread == runtime.main_thread;
  return blockingCall(
      thread,
      [main] {
        if (!main || !signalsPending())
          pause();
      },
      [](Thread &t) { return runSignalHandlers(t) ? none() : Value::error(); });
}

Value signalRaise(Thread &thread, LocalValue *args) {
  int number = 0;
  if (!signalNumber(thread, args[0], number))
    return Value::error();
  if (::raise(number) != 0)
    return raiseOSError(thread, errno);
  return runSignalHandlers(thread) ? none() : Value::error();
}

Value signalStrsignal(Thread &thread, LocalValue *args) {
  int number = 0;
  if (!signalNumber(thread, args[0], number))
    return Value::error();
  return makeStr(thread, std::string_view(strsignal(number)));
}

Value signalSetWakeup(Thread &thread, LocalValue *args) {
  static int current = -1;
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  if (&thread != runtime.main_thread)
    return raiseValueError(thread, "set_wakeup_fd only works in main thread of the main interpreter");
  if (fd != -1) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
      return raiseOSError(thread, errno);
    if (!(flags & O_NONBLOCK))
      return raiseValueError(thread, "the fd %d must be in non-blocking mode", fd);
  }
  int old = current;
  current = fd;
  setWakeupDescriptor(fd);
  return Value::smallInt(old);
}

// Without interruption the kernel goes on with a system call, and the handler runs when that has ended.
Value signalSiginterrupt(Thread &thread, LocalValue *args) {
  int number = 0, interrupts = 0;
  if (!signalNumber(thread, args[0], number) || !toInt(thread, args[1], interrupts))
    return Value::error();
  struct sigaction action = {};
  if (sigaction(number, nullptr, &action) != 0)
    return raiseOSError(thread, errno);
  action.sa_flags = interrupts ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  return sigaction(number, &action, nullptr) == 0 ? none() : raiseOSError(thread, errno);
}

Value itimer_error; // the class

Value raiseTimerError(Thread &thread) {
  int number = errno;
  Value made = call(thread, itimer_error, {Value::smallInt(number), makeStr(thread, strerror(number))});
  return made.isError() ? made : raise(thread, made);
}

Value timerTuple(Thread &thread, const itimerval &timer) {
  auto seconds = [](const timeval &t) { return makeFloat(static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec)); };
  return makeTuple(thread, {seconds(timer.it_value), seconds(timer.it_interval)});
}

Value signalSetTimer(Thread &thread, LocalValue *args) {
  int which = 0;
  double value = 0;
  double interval = 0;
  if (!toInt(thread, args[0], which) || !toDouble(thread, args[1], value) || !toDouble(thread, args[2], interval))
    return Value::error();
  auto parts = [](double d) {
    timeval t = {static_cast<time_t>(d), static_cast<suseconds_t>((d - static_cast<double>(static_cast<time_t>(d))) * 1e6)};
    return t;
  };
  itimerval timer = {parts(interval), parts(value)};
  itimerval old = {};
  return setitimer(static_cast<__itimer_which>(which), &timer, &old) == 0 ? timerTuple(thread, old) : raiseTimerError(thread);
}

Value signalGetTimer(Thread &thread, LocalValue *args) {
  int which = 0;
  itimerval timer = {};
  if (!toInt(thread, args[0], which))
    return Value::error();
  return getitimer(static_cast<__itimer_which>(which), &timer) == 0 ? timerTuple(thread, timer) : raiseTimerError(thread);
}

Value setOf(Thread &thread, const sigset_t &mask) {
  List *numbers = makeList(thread);
  for (int i = 1; i < NSIG; ++i) {
    if (sigismember(&mask, i) == 1)
      listAppend(thread, numbers, Value::smallInt(i));
  }
  return call(thread, &set_type, {numbers});
}

Value signalValid(Thread &thread, LocalValue *) {
  sigset_t mask;
  sigfillset(&mask);
  return setOf(thread, mask);
}

Value signalMask(Thread &thread, LocalValue *args) {
  int how = 0;
  sigset_t mask;
  sigset_t old;
  sigemptyset(&mask);
  bool ok = toInt(thread, args[0], how) && forEach(thread, args[1], [&](Value item) {
              int number = 0;
              if (isInt(item) && !toInt(thread, item, number))
                thread.clearException(), number = -1;
              if (isInt(item) && (number < 1 || number >= NSIG)) {
                raiseValueError(thread, "signal number %d out of range [1; %d]", number, NSIG - 1);
                return false;
              }
              if (!signalNumber(thread, item, number))
                return false;
              sigaddset(&mask, number);
              return true;
            });
  if (!ok)
    return Value::error();
  int error = pthread_sigmask(how, &mask, &old);
  return error != 0 ? raiseOSError(thread, error) : setOf(thread, old);
}

constexpr MethodDef kFunctions[] = {
    {"signal", "(signalnum, handler, /)", signalSignal, "Set the action for the given signal."},
    {"getsignal", "(signalnum, /)", signalGet, "Return the current action for the given signal."},
    {"default_int_handler", "(signalnum, frame, /)", signalDefaultInt, "The default handler for SIGINT installed by Python."},
    {"alarm", "(seconds, /)", signalAlarm},
    {"pause", "()", signalPause},
    {"raise_signal", "(signalnum, /)", signalRaise},
    {"strsignal", "(signalnum, /)", signalStrsignal},
    {"set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", signalSetWakeup},
    {"siginterrupt", "(signalnum, flag, /)", signalSiginterrupt},
    {"setitimer", "(which, seconds, interval=0.0, /)", signalSetTimer},
    {"getitimer", "(which, /)", signalGetTimer},
    {"valid_signals", "()", signalValid},
    {"pthread_sigmask", "(how, mask, /)", signalMask},
};

struct Constant {
  const char *name;
  int value;
};
#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(SIGHUP), ROW(SIGINT), ROW(SIGQUIT), ROW(SIGILL), ROW(SIGTRAP), ROW(SIGABRT), ROW(SIGIOT), ROW(SIGBUS), ROW(SIGFPE), ROW(SIGKILL),
    ROW(SIGUSR1), ROW(SIGSEGV), ROW(SIGUSR2), ROW(SIGPIPE), ROW(SIGALRM), ROW(SIGTERM), ROW(SIGSTKFLT), ROW(SIGCHLD), ROW(SIGCONT),
    ROW(SIGSTOP), ROW(SIGTSTP), ROW(SIGTTIN), ROW(SIGTTOU), ROW(SIGURG), ROW(SIGXCPU), ROW(SIGXFSZ), ROW(SIGVTALRM), ROW(SIGPROF),
    ROW(SIGWINCH), ROW(SIGIO), ROW(SIGPOLL), ROW(SIGPWR), ROW(SIGSYS), {"SIGCLD", SIGCHLD}, {"NSIG", NSIG}, {"SIG_DFL", 0},
    {"SIG_IGN", 1}, ROW(SIG_BLOCK), ROW(SIG_UNBLOCK), ROW(SIG_SETMASK), ROW(ITIMER_REAL), ROW(ITIMER_VIRTUAL), ROW(ITIMER_PROF),
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  for (const Constant &row : kConstants) {
    if (!setModuleAttribute(thread, module, row.name, Value::smallInt(row.value)))
      return false;
  }
  setModuleAttribute(thread, module, "SIGRTMIN", Value::smallInt(SIGRTMIN));
  setModuleAttribute(thread, module, "SIGRTMAX", Value::smallInt(SIGRTMAX));
  itimer_error = call(thread, &type_type, {makeAscii(thread, "itimer_error"), makeTuple(thread, {&OSError_type}), makeDict(thread)});
  addRoot(&itimer_error);
  return !itimer_error.isError() && setAttribute(thread, itimer_error, names.module, makeAscii(thread, "signal")) && setModuleAttribute(thread, module, "ItimerError", itimer_error);
}

} // namespace

extern const ModuleDef signal_module;
const ModuleDef signal_module = {"_signal", "This module provides mechanisms to use signal handlers in Python.", kFunctions, initialize};

} // namespace pystm
