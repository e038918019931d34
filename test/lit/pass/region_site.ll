; Intent: the site says where the region is and whether every way through it is irrevocable.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @puts(ptr)
; CHECK-DAG: @[[FILE:.*]] = private unnamed_addr constant [5 x i8] c"t.cc\00"
; CHECK-DAG: @[[NAME:.*]] = private unnamed_addr constant [9 x i8] c"always()\00"
; CHECK-DAG: @[[ALWAYS:.*]] = private constant { ptr, ptr, i32, i32 } { ptr @[[FILE]], ptr @[[NAME]], i32 7, i32 1 }
; CHECK-DAG: call i32 @__stm_begin(ptr @[[ALWAYS]],
; CHECK-DAG: = private constant { ptr, ptr, i32, i32 } { ptr @{{.*}}, ptr @{{.*}}, i32 0, i32 0 }

define void @_Z6alwaysv() !dbg !4 {
  %b = call i32 @__stm_region_begin(), !dbg !5
  %x = call i32 @puts(ptr null), !dbg !5
  call void @__stm_region_end(ptr null), !dbg !5
  ret void, !dbg !5
}

define void @_Z9sometimesv(i1 %c) {
  %b = call i32 @__stm_region_begin()
  br i1 %c, label %say, label %out
say:
  %x = call i32 @puts(ptr null)
  br label %out
out:
  call void @__stm_region_end(ptr null)
  ret void
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "t.cc", directory: "/")
!2 = !DISubroutineType(types: !{})
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "always", linkageName: "_Z6alwaysv", scope: !1, file: !1, line: 5, type: !2, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 7, column: 3, scope: !4)

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
