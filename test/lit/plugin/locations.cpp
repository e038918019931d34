// Intent: the begin marker carries the region's line, the guard is hidden from the debugger's list of locals.
// RUN: %clangxx -g -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %s -o - | FileCheck %s

extern int shared;
// CHECK: call i32 @__stm_region_begin() {{.*}}, !dbg [[PLACE:![0-9]+]]
// CHECK: [[GUARD:![0-9]+]] = !DILocalVariable(name: "__stm_guard", {{.*}}flags: DIFlagArtificial
// CHECK: [[PLACE]] = !DILocation(line: [[# @LINE + 2]], column: 5,
void function() {
  [[stm::atomic]] { shared++; }
}
