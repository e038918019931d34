/* Intent: the macros of the classic benchmarks: learning a network of dependences: regions sort records with qsort, take logarithms, follow arcs with a bitmap and a queue of their own, and change lists of parents and shared sums of floats.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "list.h"
#include "queue.h"
#include "thread.h"
#include "tm.h"
#include "vector.h"

#include <math.h>
#include <string.h>

enum { kVariables = 12, kRecords = 128, kMostParents = 3, kTasks = 600 };

typedef struct node {
  long id;
  list_t *parents;
  list_t *children;
  float score;
} node_t;

static char records[kRecords][kVariables];
static node_t *nodes[kVariables];
static float total_score;
static long arcs, tasks_left = kTasks;

static long compare_ids(const void *a, const void *b) { return (long)((intptr_t)a - (intptr_t)b); }
static int compare_keys(const void *a, const void *b) {
  unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
  return (x > y) - (x < y);
}

/* How well the parents predict the variable: a sum over the records, which are sorted by the parents' values. */
TM_CALLABLE static float TMscore(TM_ARGDECL node_t *node) {
  unsigned keys[kRecords];
  for (long r = 0; r < kRecords; ++r) {
    unsigned key = 1;
    list_iter_t iter;
    TMlist_iter_reset(TM_ARG &iter, node->parents);
    while (TMlist_iter_hasNext(TM_ARG &iter))
      key = key << 1 | (unsigned)records[r][(long)(intptr_t)TMlist_iter_next(TM_ARG &iter)];
    keys[r] = key << 1 | (unsigned)records[r][node->id];
  }
  qsort(keys, kRecords, sizeof keys[0], &compare_keys);
  float score = 0.0f;
  for (long from = 0, to; from < kRecords; from = to) {
    long ones = 0;
    for (to = from; to < kRecords && keys[to] >> 1 == keys[from] >> 1; ++to)
      ones += keys[to] & 1;
    float p = ((float)ones + 0.5f) / ((float)(to - from) + 1.0f);
    score += (float)ones * logf(p) + (float)(to - from - ones) * logf(1.0f - p);
  }
  return score - 0.5f * logf((float)kRecords) * powf(2.0f, (float)TMLIST_GETSIZE(node->parents));
}

/* Whether `to` can be reached from `from`. */
TM_CALLABLE static long TMisPath(TM_ARGDECL node_t *from, node_t *to, bitmap_t *visited, queue_t *work) {
  memset(visited->word, 0, (size_t)visited->words * sizeof visited->word[0]);
  TMQUEUE_PUSH(work, from);
  long found = 0;
  while (!TMQUEUE_ISEMPTY(work)) {
    node_t *node = (node_t *)TMQUEUE_POP(work);
    if (node == to)
      found = 1;
    if (bitmap_isSet(visited, node->id))
      continue;
    bitmap_set(visited, node->id);
    list_iter_t iter;
    TMlist_iter_reset(TM_ARG &iter, node->children);
    while (TMlist_iter_hasNext(TM_ARG &iter))
      TMQUEUE_PUSH(work, nodes[(intptr_t)TMlist_iter_next(TM_ARG &iter)]);
  }
  return found;
}

static void learn(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  random_t random;
  random_seed(&random, (uint64_t)thread_id() + 20);
  bitmap_t *visited = bitmap_alloc(kVariables);
  queue_t *work = TMQUEUE_ALLOC(-1);
  for (;;) {
    long left;
    TM_BEGIN();
    left = TM_SHARED_READ(tasks_left);
    if (left > 0)
      TM_SHARED_WRITE(tasks_left, left - 1);
    TM_END();
    if (left <= 0)
      break;
    long from = (long)(random_next(&random) % kVariables), to = (long)(random_next(&random) % kVariables);
    if (from == to)
      continue;
    TM_BEGIN();
    node_t *parent = nodes[from], *child = nodes[to];
    if (TMLIST_FIND(child->parents, (intptr_t)from) != NULL || TMLIST_REMOVE(child->parents, (intptr_t)from)) {
      TMLIST_INSERT(child->parents, (intptr_t)from); /* it is one already (0 is found as null) */
    } else if (TMLIST_GETSIZE(child->parents) < kMostParents && !TMisPath(TM_ARG child, parent, visited, work)) {
      TMLIST_INSERT(child->parents, (intptr_t)from);
      float better = TMscore(TM_ARG child), old = TM_SHARED_READ_F(child->score);
      if (better > old + 0.01f) {
        TMLIST_INSERT(parent->children, (intptr_t)to);
        TM_SHARED_WRITE_F(child->score, better);
        TM_SHARED_WRITE_F(total_score, TM_SHARED_READ_F(total_score) + (better - old));
        TM_SHARED_WRITE(arcs, TM_SHARED_READ(arcs) + 1);
      } else {
        TMLIST_REMOVE(child->parents, (intptr_t)from);
      }
    }
    TM_END();
  }
  TMQUEUE_FREE(work);
  bitmap_free(visited);
  TM_THREAD_EXIT();
}

int main(int argc, char **argv) {
  random_t random;
  random_seed(&random, 17);
  for (long r = 0; r < kRecords; ++r)
    for (long v = 0; v < kVariables; ++v)
      records[r][v] = (char)(v > 1 && random_next(&random) % 8 ? records[r][v / 2] ^ records[r][v - 2]
                                                               : (char)(random_next(&random) & 1));
  for (long v = 0; v < kVariables; ++v) {
    nodes[v] = (node_t *)malloc(sizeof(node_t));
    nodes[v]->id = v;
    nodes[v]->parents = TMLIST_ALLOC(&compare_ids);
    nodes[v]->children = TMLIST_ALLOC(&compare_ids);
    nodes[v]->score = TMscore(nodes[v]);
    total_score += nodes[v]->score;
  }
  thread_run(thread_argument(argc, argv), learn, NULL);
  bitmap_t *visited = bitmap_alloc(kVariables);
  queue_t *work = TMQUEUE_ALLOC(-1);
  float sum = 0;
  long parents = 0, children = 0;
  for (long v = 0; v < kVariables; ++v) {
    node_t *node = nodes[v];
    ASSERT(fabsf(node->score - TMscore(node)) < 1e-3f);
    sum += node->score;
    parents += node->parents->size;
    children += node->children->size;
    for (list_node_t *at = node->children->head.next; at; at = at->next)
      ASSERT(!TMisPath(nodes[(intptr_t)at->data], node, visited, work)); /* no rings */
  }
  ASSERT(arcs > 0 && parents == arcs && children == arcs && fabsf(sum - total_score) < 0.1f);
  return 0;
}
