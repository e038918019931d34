# What every lit test sees: the tools, the compiler with and without the plugin, a time limit.
#
#   %clang %clangxx          the plain compiler, to which a test adds -fplugin=%stm_plugin itself
#   %stm_clang %stm_clangxx  the drivers, which add plugin, headers and runtime
#   %stm_plugin              the plugin, also for `%opt -load-pass-plugin=%stm_plugin`
#   %stm_source %stm_build   the two trees; %cmake, %python
#   FileCheck, not, count, split-file stand on the path.
#
# A program in runtime/ opens with an "Intent:" line that says what must hold, and checks itself:
# it exits with 0 when all is well (see runtime/self_check.h).
import os
import shutil
import sys

import lit.formats

config.name = "stm"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".ll", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.stm_build_dir, "test", "lit")

# Nothing may hang: a test that takes longer than this has failed.
# Long enough for a machine that does other things too: what hangs, hangs for ever.
lit_config.maxIndividualTestTime = 240

config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, os.path.join(config.stm_build_dir, "bin"), os.environ["PATH"]]
)
for name in ("HOME", "TERM", "CCACHE_DIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# Longer names first: lit replaces in this order, and %clang is a prefix of %clangxx.
binaries = os.path.join(config.stm_build_dir, "bin")
config.substitutions += [
    ("%stm_clangxx", os.path.join(binaries, "stm-clang++")),
    ("%stm_clang", os.path.join(binaries, "stm-clang")),
    ("%stm_plugin", config.stm_plugin),
    ("%stm_source", config.stm_source_dir),
    ("%stm_build", config.stm_build_dir),
    ("%stm_include", os.path.join(config.stm_source_dir, "runtime", "include")),
    ("%clangxx", os.path.join(config.llvm_tools_dir, "clang++")),
    ("%clang", os.path.join(config.llvm_tools_dir, "clang")),
    ("%cmake", config.cmake),
    ("%python", sys.executable),
    ("%opt", os.path.join(config.llvm_tools_dir, "opt")),
]

# Libraries that some programs are made of; bootstrap installs them.
for feature, header in (
    ("nlohmann-json", "nlohmann/json.hpp"),
    ("libstb", "stb/stb_image.h"),
    ("boost", "boost/multi_index_container.hpp"),
):
    if os.path.exists(os.path.join("/usr/include", header)):
        config.available_features.add(feature)
if os.path.exists(os.path.join(config.llvm_tools_dir, "../include/c++/v1/vector")):
    config.available_features.add("libc++")
if shutil.which("gcc") and shutil.which("g++"):
    config.available_features.add("gcc")
if config.checked:
    config.available_features.add("checked")
if config.sanitizer:
    config.available_features.add("sanitizer")
