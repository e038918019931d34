// The module errno: the system's error numbers by name.
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"

#include <cerrno>

namespace pystm {
namespace {

struct ErrorName {
  const char *name;
  int number;
};

#define ROW(name) {#name, name}
constexpr ErrorName kErrors[] = {
    ROW(E2BIG), ROW(EACCES), ROW(EADDRINUSE), ROW(EADDRNOTAVAIL), ROW(EAFNOSUPPORT), ROW(EAGAIN), ROW(EALREADY), ROW(EBADF),
    ROW(EBADMSG), ROW(EBUSY), ROW(ECANCELED), ROW(ECHILD), ROW(ECONNABORTED), ROW(ECONNREFUSED), ROW(ECONNRESET), ROW(EDEADLK),
    ROW(EDESTADDRREQ), ROW(EDOM), ROW(EDQUOT), ROW(EEXIST), ROW(EFAULT), ROW(EFBIG), ROW(EHOSTDOWN), ROW(EHOSTUNREACH),
    ROW(EIDRM), ROW(EILSEQ), ROW(EINPROGRESS), ROW(EINTR), ROW(EINVAL), ROW(EIO), ROW(EISCONN), ROW(EISDIR), ROW(ELOOP),
    ROW(EMFILE), ROW(EMLINK), ROW(EMSGSIZE), ROW(ENAMETOOLONG), ROW(ENETDOWN), ROW(ENETRESET), ROW(ENETUNREACH), ROW(ENFILE),
    ROW(ENOBUFS), ROW(ENODATA), ROW(ENODEV), ROW(ENOENT), ROW(ENOEXEC), ROW(ENOLCK), ROW(ENOLINK), ROW(ENOMEM), ROW(ENOMSG),
    ROW(ENOPROTOOPT), ROW(ENOSPC), ROW(ENOSR), ROW(ENOSTR), ROW(ENOSYS), ROW(ENOTBLK), ROW(ENOTCONN), ROW(ENOTDIR),
    ROW(ENOTEMPTY), ROW(ENOTSOCK), ROW(ENOTSUP), ROW(ENOTTY), ROW(ENXIO), ROW(EOPNOTSUPP), ROW(EOVERFLOW), ROW(EOWNERDEAD),
    ROW(EPERM), ROW(EPFNOSUPPORT), ROW(EPIPE), ROW(EPROTO), ROW(EPROTONOSUPPORT), ROW(EPROTOTYPE), ROW(ERANGE), ROW(EREMOTE),
    ROW(EROFS), ROW(ESHUTDOWN), ROW(ESOCKTNOSUPPORT), ROW(ESPIPE), ROW(ESRCH), ROW(ESTALE), ROW(ETIME), ROW(ETIMEDOUT),
    ROW(ETOOMANYREFS), ROW(ETXTBSY), ROW(EUSERS), ROW(EWOULDBLOCK), ROW(EXDEV),
    ROW(EADV), ROW(EBADE), ROW(EBADFD), ROW(EBADR), ROW(EBADRQC), ROW(EBADSLT), ROW(EBFONT), ROW(ECHRNG), ROW(ECOMM),
    ROW(EDEADLOCK), ROW(EDOTDOT), ROW(EISNAM), ROW(EKEYEXPIRED), ROW(EKEYREJECTED), ROW(EKEYREVOKED), ROW(EL2HLT),
    ROW(EL2NSYNC), ROW(EL3HLT), ROW(EL3RST), ROW(ELIBACC), ROW(ELIBBAD), ROW(ELIBEXEC), ROW(ELIBMAX), ROW(ELIBSCN),
    ROW(ELNRNG), ROW(EMEDIUMTYPE), ROW(EMULTIHOP), ROW(ENAVAIL), ROW(ENOANO), ROW(ENOCSI), ROW(ENOKEY),
    ROW(ENOMEDIUM), ROW(ENONET), ROW(ENOPKG), ROW(ENOTNAM), ROW(ENOTRECOVERABLE), ROW(ENOTUNIQ), ROW(EREMCHG),
    ROW(EREMOTEIO), ROW(ERESTART), ROW(ERFKILL), ROW(ESRMNT), ROW(ESTRPIPE), ROW(EUCLEAN), ROW(EUNATCH), ROW(EXFULL),
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  Dict *codes = makeDict(thread);
  for (const ErrorName &row : kErrors) {
    if (!setModuleAttribute(thread, module, row.name, Value::smallInt(row.number)))
      return false;
    // EAGAIN, not EWOULDBLOCK: the first of two names stays.
    if (dictGet(thread, codes, Value::smallInt(row.number)).isUnbound() &&
        !dictSet(thread, codes, Value::smallInt(row.number), makeStr(thread, std::string_view(row.name))))
      return false;
  }
  return setModuleAttribute(thread, module, "errorcode", codes);
}

} // namespace

extern const ModuleDef errno_module;
const ModuleDef errno_module = {"errno", "This module makes available standard errno system symbols.", {}, initialize};

} // namespace pystm
