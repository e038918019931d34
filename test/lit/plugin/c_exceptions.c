// Intent: an exception (or pthread_exit) that passes through a region in C ends the region, without -fexceptions.
// RUN: %clang -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %s -o - | FileCheck %s

void callback(void);
// CHECK-LABEL: define {{.*}} @function() {{.*}} personality ptr @__gcc_personality_v0
// CHECK: call i32 @__stm_region_begin()
// CHECK: invoke void @callback()
// CHECK: landingpad
// CHECK-NEXT: cleanup
// CHECK: call void @__stm_region_end(
// CHECK: resume
void function(void) {
  [[stm::atomic]] { callback(); }
}
