// The module termios: settings of terminals.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <cerrno>
#include <cstring>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace pystm {
namespace {

Value error_type;

Value fail(Thread &thread) {
  int number = errno;
  Value error = call(thread, error_type, {makeInt(thread, number), Value(makeStr(thread, std::string_view(strerror(number))))});
  return error.isError() ? error : raise(thread, error);
}

bool descriptor(Thread &thread, Value value, int &fd) {
  if (!isInt(value)) {
    value = callMethod(thread, value, "fileno");
    if (value.isError())
      return false;
  }
  return toInt(thread, value, fd);
}

Value getAttributes(Thread &thread, LocalValue *args) {
  int fd = -1;
  termios mode{};
  if (!descriptor(thread, args[0], fd))
    return Value::error();
  if (tcgetattr(fd, &mode) != 0)
    return fail(thread);
  List *characters = makeList(thread);
  for (int i = 0; i < NCCS; ++i) {
    bool count = !(mode.c_lflag & ICANON) && (i == VMIN || i == VTIME);
    char c = static_cast<char>(mode.c_cc[i]);
    if (!listAppend(thread, characters, count ? Value::smallInt(mode.c_cc[i]) : Value(makeBytes(thread, {&c, 1}))))
      return Value::error();
  }
  Value items[] = {makeInt(thread, mode.c_iflag), makeInt(thread, mode.c_oflag), makeInt(thread, mode.c_cflag), makeInt(thread, mode.c_lflag),
                   makeInt(thread, cfgetispeed(&mode)), makeInt(thread, cfgetospeed(&mode)), Value(characters)};
  return makeList(thread, items, 7);
}

Value setAttributes(Thread &thread, LocalValue *args) {
  int fd = -1;
  int when = 0;
  if (!descriptor(thread, args[0], fd) || !toInt(thread, args[1], when))
    return Value::error();
  if (!isList(args[2]) || args[2].as<List>()->size != 7)
    return raiseTypeError(thread, "tcsetattr, arg 3: must be 7 element list");
  Value *items = args[2].as<List>()->items;
  termios mode{};
  if (tcgetattr(fd, &mode) != 0)
    return fail(thread);
  int64_t numbers[6];
  for (int i = 0; i < 6; ++i)
    if (!toInt64(thread, items[i], numbers[i]))
      return Value::error();
  mode.c_iflag = static_cast<tcflag_t>(numbers[0]);
  mode.c_oflag = static_cast<tcflag_t>(numbers[1]);
  mode.c_cflag = static_cast<tcflag_t>(numbers[2]);
  mode.c_lflag = static_cast<tcflag_t>(numbers[3]);
  if (!isList(items[6]) || items[6].as<List>()->size != NCCS)
    return raiseTypeError(thread, "tcsetattr: attributes[6] must be %d element list", NCCS);
  for (int i = 0; i < NCCS; ++i) {
    Value c = items[6].as<List>()->items[i];
    if (isBytes(c) && c.as<Bytes>()->size == 1)
      mode.c_cc[i] = c.as<Bytes>()->data[0];
    else if (isInt(c))
      mode.c_cc[i] = static_cast<cc_t>(lowBits(c));
    else
      return raiseTypeError(thread, "tcsetattr: elements of attributes must be characters or integers");
  }
  if (cfsetispeed(&mode, static_cast<speed_t>(numbers[4])) != 0 || cfsetospeed(&mode, static_cast<speed_t>(numbers[5])) != 0 ||
      tcsetattr(fd, when, &mode) != 0)
    return fail(thread);
  return none();
}

#define NUMBER_CALL(name, function)                                                                            \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    int fd = -1;                                                                                               \
    int number = 0;                                                                                            \
    if (!descriptor(thread, args[0], fd) || !toInt(thread, args[1], number))                                   \
      return Value::error();                                                                                   \
    return function(fd, number) == 0 ? none() : fail(thread);                                                  \
  }
NUMBER_CALL(sendBreak, tcsendbreak)
NUMBER_CALL(flush, tcflush)
NUMBER_CALL(flow, tcflow)
#undef NUMBER_CALL

Value drain(Thread &thread, LocalValue *args) {
  int fd = -1;
  if (!descriptor(thread, args[0], fd))
    return Value::error();
  return tcdrain(fd) == 0 ? none() : fail(thread);
}

Value getWindowSize(Thread &thread, LocalValue *args) {
  int fd = -1;
  winsize size{};
  if (!descriptor(thread, args[0], fd))
    return Value::error();
  if (ioctl(fd, TIOCGWINSZ, &size) != 0)
    return fail(thread);
  return makeTuple(thread, {Value::smallInt(size.ws_row), Value::smallInt(size.ws_col)});
}

Value setWindowSize(Thread &thread, LocalValue *args) {
  int fd = -1;
  int rows = 0;
  int columns = 0;
  winsize size{};
  ItemSpan items = itemsOf(thread, args[1]);
  if (!items.ok || !descriptor(thread, args[0], fd))
    return Value::error();
  if (items.size != 2)
    return raiseTypeError(thread, "tcsetwinsize, arg 2: must be a two-item sequence");
  if (!toInt(thread, items.items[0], rows) || !toInt(thread, items.items[1], columns))
    return Value::error();
  if (ioctl(fd, TIOCGWINSZ, &size) != 0)
    return fail(thread);
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  return ioctl(fd, TIOCSWINSZ, &size) == 0 ? none() : fail(thread);
}

struct Constant {
  const char *name;
  int64_t value;
};
#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(B0), ROW(B50), ROW(B75), ROW(B110), ROW(B134), ROW(B150), ROW(B200), ROW(B300), ROW(B600), ROW(B1200), ROW(B1800),
    ROW(B2400), ROW(B4800), ROW(B9600), ROW(B19200), ROW(B38400), ROW(B57600), ROW(B115200), ROW(B230400), ROW(B460800),
    ROW(B500000), ROW(B576000), ROW(B921600), ROW(B1000000), ROW(CSIZE), ROW(CSTOPB), ROW(CREAD), ROW(PARENB), ROW(PARODD),
    ROW(HUPCL), ROW(CLOCAL), ROW(CS5), ROW(CS6), ROW(CS7), ROW(CS8), ROW(CRTSCTS), ROW(NCCS), ROW(TCSANOW), ROW(TCSADRAIN),
    ROW(TCSAFLUSH), ROW(TCIFLUSH), ROW(TCOFLUSH), ROW(TCIOFLUSH), ROW(TCOOFF), ROW(TCOON), ROW(TCIOFF), ROW(TCION),
    ROW(IGNBRK), ROW(BRKINT), ROW(IGNPAR), ROW(PARMRK), ROW(INPCK), ROW(ISTRIP), ROW(INLCR), ROW(IGNCR), ROW(ICRNL),
    ROW(IUCLC), ROW(IXON), ROW(IXANY), ROW(IXOFF), ROW(IMAXBEL), ROW(OPOST), ROW(OLCUC), ROW(ONLCR), ROW(OCRNL), ROW(ONOCR),
    ROW(ONLRET), ROW(OFILL), ROW(OFDEL), ROW(NLDLY), ROW(CRDLY), ROW(TABDLY), ROW(BSDLY), ROW(VTDLY), ROW(FFDLY), ROW(NL0),
    ROW(NL1), ROW(CR0), ROW(CR1), ROW(CR2), ROW(CR3), ROW(TAB0), ROW(TAB1), ROW(TAB2), ROW(TAB3), ROW(BS0), ROW(BS1),
    ROW(VT0), ROW(VT1), ROW(FF0), ROW(FF1), ROW(ISIG), ROW(ICANON), ROW(XCASE), ROW(ECHO), ROW(ECHOE), ROW(ECHOK), ROW(ECHONL),
    ROW(ECHOCTL), ROW(ECHOPRT), ROW(ECHOKE), ROW(FLUSHO), ROW(NOFLSH), ROW(TOSTOP), ROW(PENDIN), ROW(IEXTEN), ROW(VINTR),
    ROW(VQUIT), ROW(VERASE), ROW(VKILL), ROW(VEOF), ROW(VTIME), ROW(VMIN), ROW(VSWTC), ROW(VSTART), ROW(VSTOP), ROW(VSUSP),
    ROW(VEOL), ROW(VREPRINT), ROW(VDISCARD), ROW(VWERASE), ROW(VLNEXT), ROW(VEOL2), ROW(TIOCGWINSZ), ROW(TIOCSWINSZ),
    ROW(TIOCGPGRP), ROW(TIOCSPGRP), ROW(TIOCSCTTY), ROW(TIOCNOTTY), ROW(TIOCOUTQ), ROW(TIOCINQ), ROW(TIOCSTI), ROW(TIOCMGET),
    ROW(TIOCMSET), ROW(TIOCEXCL), ROW(TIOCNXCL), ROW(FIONREAD), ROW(FIONBIO), ROW(FIOASYNC), ROW(FIOCLEX), ROW(FIONCLEX),
    ROW(TCGETS), ROW(TCSETS), ROW(TCSETSW), ROW(TCSETSF),
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  if (error_type.isUnbound()) {
    Dict *namespace_ = makeDict(thread);
    dictSet(thread, namespace_, "__module__", Value(makeAscii(thread, "termios")));
    error_type = call(thread, Value(&type_type),
                      {Value(makeAscii(thread, "error")), Value(makeTuple(thread, {Value(&Exception_type)})), Value(namespace_)});
    if (error_type.isError())
      return false;
    addRoot(&error_type);
  }
  for (const Constant &row : kConstants)
    if (!setModuleAttribute(thread, module, row.name, makeInt(thread, row.value)))
      return false;
  return setModuleAttribute(thread, module, "error", error_type);
}

constexpr MethodDef kFunctions[] = {
    {"tcgetattr", "(fd, /)", getAttributes, "Get the tty attributes for file descriptor fd."},
    {"tcsetattr", "(fd, when, attributes, /)", setAttributes, "Set the tty attributes for file descriptor fd."},
    {"tcsendbreak", "(fd, duration, /)", sendBreak, "Send a break on file descriptor fd."},
    {"tcdrain", "(fd, /)", drain, "Wait until all output written to file descriptor fd has been transmitted."},
    {"tcflush", "(fd, queue, /)", flush, "Discard queued data on file descriptor fd."},
    {"tcflow", "(fd, action, /)", flow, "Suspend or resume input or output on file descriptor fd."},
    {"tcgetwinsize", "(fd, /)", getWindowSize, "Get the tty winsize for file descriptor fd."},
    {"tcsetwinsize", "(fd, winsize, /)", setWindowSize, "Set the tty winsize for file descriptor fd."},
};

} // namespace

extern const ModuleDef termios_module;
const ModuleDef termios_module = {"termios", "This module provides an interface to the Posix calls for tty I/O control.", kFunctions, initialize};

} // namespace pystm
