/* Intent: the macros of the classic benchmarks: paths through a grid of three dimensions; each region copies the whole shared grid with memcpy into its own, searches there, and starts over when a point is taken.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "queue.h"
#include "thread.h"
#include "tm.h"
#include "vector.h"

#include <string.h>

enum { kWidth = 24, kHeight = 24, kDepth = 2, kPoints = kWidth * kHeight * kDepth, kPaths = 32 };
enum { kFree = -1, kFull = -2 };

typedef struct grid {
  long width, height, depth;
  long *points;
  long *unaligned;
} grid_t;

typedef struct work {
  long from, to;
} work_t;

static grid_t *shared_grid;
static queue_t *works;
static vector_t *paths;

static grid_t *grid_alloc(long width, long height, long depth) {
  grid_t *grid = (grid_t *)malloc(sizeof(grid_t));
  grid->width = width;
  grid->height = height;
  grid->depth = depth;
  size_t size = (size_t)(width * height * depth) * sizeof(long);
  grid->unaligned = (long *)malloc(size + 64);
  grid->points = (long *)(((uintptr_t)grid->unaligned + 63) & ~(uintptr_t)63);
  memset(grid->points, kFree, size);
  return grid;
}
static void grid_free(grid_t *grid) {
  free(grid->unaligned);
  free(grid);
}
static void grid_copy(grid_t *to, grid_t *from) {
  memcpy(to->points, from->points, (size_t)(from->width * from->height * from->depth) * sizeof(long));
}

static long neighbours(long point, long *all) {
  long x = point % kWidth, y = point / kWidth % kHeight, z = point / (kWidth * kHeight), count = 0;
  if (x > 0) all[count++] = point - 1;
  if (x < kWidth - 1) all[count++] = point + 1;
  if (y > 0) all[count++] = point - kWidth;
  if (y < kHeight - 1) all[count++] = point + kWidth;
  if (z > 0) all[count++] = point - kWidth * kHeight;
  if (z < kDepth - 1) all[count++] = point + kWidth * kHeight;
  return count;
}

/* Numbers the thread's grid outwards from the start. */
static long expand(grid_t *mine, work_t *work, queue_t *expansion) {
  long all[6];
  while (!TMQUEUE_ISEMPTY(expansion))
    TMQUEUE_POP(expansion);
  mine->points[work->from] = 0;
  mine->points[work->to] = kFree;
  TMQUEUE_PUSH(expansion, (intptr_t)(work->from + 1));
  while (!TMQUEUE_ISEMPTY(expansion)) {
    long point = (long)(intptr_t)TMQUEUE_POP(expansion) - 1;
    if (point == work->to)
      return 1;
    for (long i = neighbours(point, all); i-- > 0;)
      if (mine->points[all[i]] == kFree) {
        mine->points[all[i]] = mine->points[point] + 1;
        TMQUEUE_PUSH(expansion, (intptr_t)(all[i] + 1));
      }
  }
  return 0;
}

static vector_t *trace_back(grid_t *mine, work_t *work) {
  vector_t *path = TMVECTOR_ALLOC(1);
  long point = work->to, all[6];
  for (;;) {
    TMVECTOR_PUSHBACK(path, &shared_grid->points[point]);
    long value = mine->points[point];
    mine->points[point] = kFull;
    if (value == 0)
      return path;
    for (long i = neighbours(point, all); i-- > 0;)
      if (mine->points[all[i]] == value - 1) {
        point = all[i];
        break;
      }
  }
}

TM_CALLABLE static void TMgrid_addPath(TM_ARGDECL vector_t *path) {
  for (long i = 0; i < path->size; ++i) {
    long *point = (long *)vector_at(path, i);
    if (TM_SHARED_READ(*point) == kFull)
      TM_RESTART();
    TM_SHARED_WRITE(*point, kFull);
  }
}

static void solve(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  vector_t *found = vector_alloc(1);
  grid_t *mine = grid_alloc(kWidth, kHeight, kDepth);
  queue_t *expansion = TMQUEUE_ALLOC(-1);
  for (;;) {
    work_t *work;
    TM_BEGIN();
    work = TMQUEUE_ISEMPTY(works) ? NULL : (work_t *)TMQUEUE_POP(works);
    TM_END();
    if (work == NULL)
      break;
    vector_t *path = NULL;
    int success = 0;
    TM_BEGIN();
    grid_copy(mine, shared_grid);
    if (mine->points[work->from] == kFree && mine->points[work->to] == kFree && expand(mine, work, expansion)) {
      path = trace_back(mine, work);
      TMgrid_addPath(TM_ARG path);
      TM_LOCAL_WRITE(success, 1);
    }
    TM_END();
    if (success)
      vector_pushBack(found, path);
  }
  TM_BEGIN();
  for (long i = 0; i < found->size; ++i)
    vector_pushBack(paths, vector_at(found, i));
  TM_END();
  TMQUEUE_FREE(expansion);
  grid_free(mine);
  vector_free(found);
  TM_THREAD_EXIT();
}

int main(int argc, char **argv) {
  random_t random;
  random_seed(&random, 3);
  shared_grid = grid_alloc(kWidth, kHeight, kDepth);
  works = TMQUEUE_ALLOC(kPaths);
  paths = vector_alloc(1);
  for (long i = 0; i < kPaths; ++i) {
    work_t *work = (work_t *)malloc(sizeof(work_t));
    work->from = (long)(random_next(&random) % kPoints);
    do
      work->to = (long)(random_next(&random) % kPoints);
    while (work->to == work->from);
    TMQUEUE_PUSH(works, work);
  }
  thread_run(thread_argument(argc, argv), solve, NULL);
  ASSERT(paths->size > kPaths / 4 && TMQUEUE_ISEMPTY(works));
  long full = 0, on_paths = 0;
  for (long i = 0; i < kPoints; ++i)
    full += shared_grid->points[i] == kFull;
  for (long i = 0; i < paths->size; ++i) {
    vector_t *path = (vector_t *)vector_at(paths, i);
    on_paths += path->size;
    for (long k = 1; k < path->size; ++k) {
      long all[6], here = (long)((long *)vector_at(path, k) - shared_grid->points), adjacent = 0;
      for (long n = neighbours(here, all); n-- > 0;)
        adjacent |= &shared_grid->points[all[n]] == vector_at(path, k - 1);
      ASSERT(adjacent);
    }
  }
  ASSERT(full == on_paths); /* no two paths cross */
  return 0;
}
