/* The tables of constructs: each row is a small function that uses one everyday construct in a region, checks
 * the answer, and says whether the region was still undoable at its end. A file lists its rows with CONSTRUCT
 * (stays undoable), OUTSIDE (touches the outside world: must be irrevocable) or EITHER, and includes this header first.
 *
 * Rows run in views only (STM_LONE=0 STM_LOCK=0 in the RUN lines), so "undoable" can be read off the
 * view offset of the thread's state; with STM_ABORT_EVERY=1 every region runs twice. Works for C and C++. */
#ifndef CONSTRUCTS_H
#define CONSTRUCTS_H

#include "../self_check.h"

#include "stm/abi.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif
extern __thread struct stm_self __stm_self;
#ifdef __cplusplus
}
#endif

/* A row's state: `undoable` is set at the end of its region. */
struct outcome {
  int undoable;
  int regions;
};

/* To be the last statement of the region. */
#define REGION_ENDS (outcome->undoable &= __stm_self.view_offset != 0, ++outcome->regions)

struct construct {
  const char *name;
  void (*run)(struct outcome *outcome);
  int outside;
};

enum { kMostConstructs = 200 };
static struct construct constructs[kMostConstructs];
static int construct_count;

static inline void addConstruct(const char *name, void (*run)(struct outcome *), int outside) {
  struct construct row = {name, run, outside};
  CHECK(construct_count < kMostConstructs);
  constructs[construct_count++] = row;
}

#define CONSTRUCT_ROW(name, outside)                                                                        \
  static void name(struct outcome *outcome);                                                               \
  __attribute__((constructor)) static void add_##name(void) { addConstruct(#name, name, outside); }       \
  static void name(struct outcome *outcome)
#define CONSTRUCT(name) CONSTRUCT_ROW(name, 0)
#define OUTSIDE(name) CONSTRUCT_ROW(name, 1)
/* For what may run alone when memory beside it is written outside of regions. */
#define EITHER(name) CONSTRUCT_ROW(name, 2)

/* Keeps the optimiser from knowing a value. */
static inline int opaque(int value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

/* Runs every row some times; names those that are irrevocable and should not be, or the reverse. */
int main(int argc, char **argv) {
  int wrong = 0;
  for (int i = 0; i < construct_count; ++i) {
    const struct construct *row = &constructs[i];
    if (argc > 1 && strcmp(argv[1], row->name) != 0)
      continue;
    fprintf(stderr, "%s\n", row->name); /* the last name is the culprit if the program dies */
    for (int round = 0; round < 3; ++round) {
      struct outcome outcome = {1, 0};
      row->run(&outcome);
      CHECK(outcome.regions > 0);
      if (outcome.undoable == row->outside) {
        fprintf(stderr, "WRONG: %s: %s\n", row->name,
                row->outside ? "touches the outside world and is not irrevocable" : "is irrevocable");
        ++wrong;
        break;
      }
    }
  }
  fprintf(stderr, "%d constructs, %d wrong\n", construct_count, wrong);
  return wrong != 0;
}

#endif
