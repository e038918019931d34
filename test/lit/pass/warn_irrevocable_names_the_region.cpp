// Of several regions in a function the one that holds the call is named; where the call is in another function, and so which region leads
// there is not known, none.
// RUN: %stm_clangxx -std=c++20 -O0 -c %s -o %t.o -fplugin-arg-stm-warn-irrevocable 2>&1 | FileCheck %s
// RUN: %stm_clangxx -std=c++20 -O2 -c %s -o %t.o -fplugin-arg-stm-warn-irrevocable 2>&1 | FileCheck %s
int outside(int);
int a, b, c;
[[gnu::noinline]] void helper(int x) { c = outside(x); }

void several() {
  [[stm::atomic]] { a = outside(1); }
  [[stm::atomic]] { b = outside(2); }
  [[stm::atomic]] { b++; }
  [[stm::atomic]] { helper(3); }
}
// CHECK-DAG: :10:25: warning: call of 'outside(int)' {{.*}}reached by several(), region at {{.*}}.cpp:10 [
// CHECK-DAG: :11:25: warning: call of 'outside(int)' {{.*}}reached by several(), region at {{.*}}.cpp:11 [
// CHECK-DAG: :7:44: warning: call of 'outside(int)' {{.*}}reached by several() -> helper(int) [
