// Intent: [[stm::safe]], [[stm::pure]] and [[stm::irrevocable]] reach the pass as annotations, of definitions, declarations,
// members, instances of templates and lambdas; the GNU spelling says the same.
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Werror %s

// CHECK-DAG: [[SAFE:@.*]] = {{.*}}c"stm.safe\00"
// CHECK-DAG: [[PURE:@.*]] = {{.*}}c"stm.pure\00"
// CHECK-DAG: [[IRREVOCABLE:@.*]] = {{.*}}c"stm.irrevocable\00"
// CHECK: @llvm.global.annotations
// CHECK-SAME: { ptr @_Z8declaredi, ptr [[SAFE]],
// CHECK-SAME: { ptr @_ZN6Object6memberEv, ptr [[IRREVOCABLE]],
// CHECK-SAME: { ptr @_ZN6Object14memberTemplateIiEEvT_, ptr [[SAFE]],
// CHECK-SAME: { ptr @_Z5againv, ptr [[PURE]],
// CHECK-SAME: { ptr @_Z9template_IiET_S0_, ptr [[SAFE]],
// CHECK-SAME: { ptr @_Z3gnuv, ptr [[PURE]],
// CHECK-SAME: { ptr @"{{.*}}clEi", ptr [[PURE]],

[[stm::safe]] int declared(int);
struct Object {
  [[stm::irrevocable]] void member();
  template <class T> [[stm::safe]] void memberTemplate(T) {}
};
void again();
[[stm::pure]] void again();
template <class T> [[stm::safe, stm::safe]] T template_(T value) { return value; }
__attribute__((stm_pure)) void gnu();

void use(Object &object) {
  auto lambda = [] [[stm::pure]] (int n) { return n; };
  declared(1);
  object.member();
  object.memberTemplate(2);
  again();
  template_(3);
  gnu();
  lambda(4);
}
