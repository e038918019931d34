; Intent: barriers write marks: the clone of a readonly function is not one.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK: define i32 @f.stm(ptr %p) {
define i32 @f(ptr readonly captures(none) %p) memory(argmem: read) willreturn nosync nofree {
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
