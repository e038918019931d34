// What the files of the module _operator share.
#pragma once

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {

// itemgetter, attrgetter, methodcaller.
bool addOperatorCallables(Thread &, Module *);

} // namespace pystm
