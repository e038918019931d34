//===- plugin.cpp - The Clang half of the plugin -------------------------===//
//
// Registers the plugin as "stm": an action that runs beside every compilation, hands the plugin's
// arguments and passes to the code generator, and has functions with regions checked before
// code is generated for them. The attribute registers itself (atomic_attribute.cpp). The LLVM half
// is pass/; gate.cpp decides which process gets which half.
//
//===----------------------------------------------------------------------===//
#include "plugin.h" // the pass's
#include "arguments.h"
#include "checker.h"
#include "options.h" // the pass's
#include "pass_messages.h"
#include "returns_twice.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace stm {

namespace {

/// Stands before the code generator in the chain of consumers.
class RegionConsumer : public ASTConsumer {
public:
  explicit RegionConsumer(CompilerInstance &compiler) : compiler_(compiler) {}

  bool HandleTopLevelDecl(DeclGroupRef) override {
    check();
    return true;
  }

  void HandleInlineFunctionDefinition(FunctionDecl *) override { check(); }

  void HandleTranslationUnit(ASTContext &context) override {
    check();
    forgetFunctions(context);
  }

private:
  CompilerInstance &compiler_;

  /// Without Sema, code is generated from an AST file: its functions were looked at when it was made.
  void check() {
    if (compiler_.hasSema())
      checkCompleteFunctions(compiler_.getSema());
  }
};

class StmAction : public PluginASTAction {
protected:
  ActionType getActionType() override { return AddBeforeMainAction; }

  bool ParseArgs(const CompilerInstance &compiler,
                 const std::vector<std::string> &arguments) override {
    return parseArguments(arguments, compiler.getDiagnostics(), options_);
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, StringRef) override {
    adjustCompilation(compiler);
    options_.diagnose = [&compiler](const PassMessage &message) {
      reportFromPass(compiler, message);
    };
    compiler.getCodeGenOpts().PassBuilderCallbacks.push_back(
        [options = options_](llvm::PassBuilder &builder) {
          keepRegionsFromReturningTwice(builder);
          registerPasses(builder, options);
        });
    return std::make_unique<RegionConsumer>(compiler);
  }

private:
  PassOptions options_;

  /// Modules that are built on demand are kept by a hash of the options, computed before plugins
  /// run. Those built with the plugin must not meet the others: without it a region in a header is
  /// not protected.
  static void separateModules(CompilerInstance &compiler) {
    if (!compiler.getLangOpts().Modules || !compiler.getLangOpts().ImplicitModules)
      return;
    const std::string hash = compiler.getInvocation().getModuleHash() + "-stm";
    HeaderSearch &search = compiler.getPreprocessor().getHeaderSearchInfo();
    search.setModuleHash(hash);
    search.setModuleCachePath(compiler.getSpecificModuleCachePath(hash));
  }

  static void adjustCompilation(CompilerInstance &compiler) {
    // An exception of C++ code that C code called, and pthread_exit, must end the regions of the C
    // functions that they leave. C++ users who turn exceptions off have said so; for C it is only
    // the default.
    if (!compiler.getLangOpts().CPlusPlus)
      compiler.getLangOpts().Exceptions = true;
    separateModules(compiler);
    // The pass tells of lines, and so do statistics at run time: keep the places of instructions,
    // as for -Rpass, without debug information in the object.
    CodeGenOptions &generation = compiler.getCodeGenOpts();
    if (generation.getDebugInfo() == llvm::codegenoptions::NoDebugInfo)
      generation.setDebugInfo(llvm::codegenoptions::LocTrackingOnly);
    // With -save-temps the driver writes bitcode here and optimises it in a second process without
    // plugins.
    if (compiler.getFrontendOpts().ProgramAction == frontend::EmitBC)
      generation.DisableLLVMPasses = false;
  }
};

} // namespace

} // namespace stm

static FrontendPluginRegistry::Add<stm::StmAction> stm_action("stm",
                                                              "atomic regions as transactions");
