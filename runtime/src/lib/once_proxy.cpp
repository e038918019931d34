//===- lib/once_proxy.cpp - What std::call_once hands to pthread_once --------------------------------------------===//
//
// libstdc++'s function that calls back what the thread has noted. Compiled through the plugin; pthread_once itself is in
// lib/once.cpp.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <mutex>

STM_LIBRARY(onceProxy, void, (), "__once_proxy") { std::__once_call(); }
