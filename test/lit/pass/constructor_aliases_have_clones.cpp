// Intent: both names of a constructor have clones.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
struct Thing { int value; Thing(int); };
// CHECK: @_ZN5ThingC1Ei.stm = {{.*}}alias {{.*}}@_ZN5ThingC2Ei.stm
// CHECK: define {{.*}}@_ZN5ThingC2Ei.stm(
Thing::Thing(int v) : value(v) {}
