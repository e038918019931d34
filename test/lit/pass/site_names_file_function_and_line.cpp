// Intent: the site's text is the source's: file, readable function, line.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-DAG: constant [{{[0-9]+}} x i8] c"{{.*}}site_names_file_function_and_line.cpp\00"
// CHECK-DAG: constant [{{[0-9]+}} x i8] c"space::bump(int)\00"
// CHECK-DAG: @__stm_site{{[.0-9]*}} = private constant { ptr, ptr, i32, i32 } { ptr @{{.*}}, ptr @{{.*}}, i32 9, i32 0 }
namespace space {
void bump(int by) {
  [[stm::atomic]] { shared += by; }
}
} // namespace space
