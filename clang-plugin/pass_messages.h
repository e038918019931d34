//===- pass_messages.h - Messages of the pass, shown by Clang ------------===//
//
// The pass (pass/) knows lines of files but not Clang. This half finds the place in the sources
// again and reports through Clang, so that a message has a caret and obeys -Werror, -w,
// -Wno-backend-plugin and diagnostic pragmas.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_PASS_MESSAGES_H
#define STM_CLANG_PLUGIN_PASS_MESSAGES_H

namespace clang {
class CompilerInstance;
}

namespace stm {

struct PassMessage;

void reportFromPass(clang::CompilerInstance &compiler, const PassMessage &message);

} // namespace stm

#endif
