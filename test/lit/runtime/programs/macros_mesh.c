/* Intent: the macros of the classic benchmarks: a worklist in a shared heap of elements that regions cut apart, with neighbours in lists, a table of edges, and square roots; what another region has removed is noticed.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/heap.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/table.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/heap.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/table.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/heap.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/table.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "heap.h"
#include "list.h"
#include "queue.h"
#include "table.h"
#include "thread.h"
#include "tm.h"
#include "vector.h"

#include <math.h>

/* Triangles are halved over their longest edge until none is larger than a limit; the neighbour over that edge is halved
 * with it, after it has been halved over its own longest edge as often as needed. */
typedef struct coordinate {
  double x, y;
} coordinate_t;

typedef struct edge {
  coordinate_t *first, *second;
} edge_t;

typedef struct element {
  coordinate_t *corners[3];
  double area;
  list_t *neighbours;
  int is_garbage;
  int is_queued;
} element_t;

enum { kSide = 4 };
static const double kLimit = 0.002;
static heap_t *work;
static table_t *edges; /* the elements on each edge: a list */
static long total_added, total_elements;

static double distance(const coordinate_t *a, const coordinate_t *b) {
  double dx = a->x - b->x, dy = a->y - b->y;
  return sqrt(dx * dx + dy * dy);
}
static long compare_edges(const void *a, const void *b) {
  const edge_t *x = (const edge_t *)a, *y = (const edge_t *)b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->second == y->second ? 0 : x->second < y->second ? -1 : 1;
}
static unsigned long hash_edge(const void *key) {
  const edge_t *edge = (const edge_t *)key;
  return ((uintptr_t)edge->first >> 4) * 31 + ((uintptr_t)edge->second >> 4);
}
static long compare_areas(const void *a, const void *b) {
  double x = ((const element_t *)a)->area, y = ((const element_t *)b)->area;
  return (x > y) - (x < y);
}
static edge_t *make_edge(coordinate_t *a, coordinate_t *b) {
  edge_t *edge = (edge_t *)TM_MALLOC(sizeof(edge_t));
  edge->first = a < b ? a : b;
  edge->second = a < b ? b : a;
  return edge;
}

TM_CALLABLE static list_t *TMelementsOn(TM_ARGDECL coordinate_t *a, coordinate_t *b, int make) {
  edge_t wanted = {a < b ? a : b, a < b ? b : a};
  list_t *list = (list_t *)TMtable_find(TM_ARG edges, &wanted);
  if (list == NULL && make) {
    list = TMLIST_ALLOC(NULL);
    TMtable_insert(TM_ARG edges, make_edge(a, b), list);
  }
  return list;
}

TM_CALLABLE static element_t *TMelement_alloc(TM_ARGDECL coordinate_t *a, coordinate_t *b, coordinate_t *c) {
  element_t *element = (element_t *)TM_MALLOC(sizeof(element_t));
  element->corners[0] = a;
  element->corners[1] = b;
  element->corners[2] = c;
  element->area = fabs((b->x - a->x) * (c->y - a->y) - (c->x - a->x) * (b->y - a->y)) / 2;
  element->is_garbage = 0;
  element->is_queued = 1; /* by whoever makes it */
  for (int i = 0; i < 3; ++i)
    TMLIST_INSERT(TMelementsOn(TM_ARG element->corners[i], element->corners[(i + 1) % 3], 1), element);
  TM_SHARED_WRITE(total_elements, TM_SHARED_READ(total_elements) + 1);
  return element;
}

TM_CALLABLE static void TMelement_remove(TM_ARGDECL element_t *element) {
  for (int i = 0; i < 3; ++i)
    TMLIST_REMOVE(TMelementsOn(TM_ARG element->corners[i], element->corners[(i + 1) % 3], 0), element);
  TM_SHARED_WRITE(element->is_garbage, 1);
  TM_SHARED_WRITE(total_elements, TM_SHARED_READ(total_elements) - 1);
  if (!TM_SHARED_READ(element->is_queued))
    TM_FREE(element);
}

TM_CALLABLE static int TMlongest(TM_ARGDECL element_t *element) {
  int longest = 0;
  double length = 0;
  for (int i = 0; i < 3; ++i) {
    double here = distance(element->corners[i], element->corners[(i + 1) % 3]);
    if (here > length * (1 + 1e-9)) {
      length = here;
      longest = i;
    }
  }
  return longest;
}

TM_CALLABLE static element_t *TMneighbour(TM_ARGDECL element_t *element, int side) {
  list_t *both = TMelementsOn(TM_ARG element->corners[side], element->corners[(side + 1) % 3], 0);
  list_iter_t iter;
  TMlist_iter_reset(TM_ARG &iter, both);
  while (TMlist_iter_hasNext(TM_ARG &iter)) {
    element_t *other = (element_t *)TMlist_iter_next(TM_ARG &iter);
    if (other != element)
      return other;
  }
  return NULL;
}

TM_CALLABLE static void TMcut(TM_ARGDECL element_t *element, int side, coordinate_t *middle, queue_t *added) {
  coordinate_t *a = element->corners[side], *b = element->corners[(side + 1) % 3], *c = element->corners[(side + 2) % 3];
  TMelement_remove(TM_ARG element);
  TMQUEUE_PUSH(added, TMelement_alloc(TM_ARG a, middle, c));
  TMQUEUE_PUSH(added, TMelement_alloc(TM_ARG middle, b, c));
}

TM_CALLABLE static void TMrefine(TM_ARGDECL element_t *element, queue_t *added) {
  int side = TMlongest(TM_ARG element);
  element_t *other;
  coordinate_t *a = element->corners[side], *b = element->corners[(side + 1) % 3];
  while ((other = TMneighbour(TM_ARG element, side)) != NULL) {
    int its = TMlongest(TM_ARG other);
    if ((other->corners[its] == b && other->corners[(its + 1) % 3] == a) ||
        (other->corners[its] == a && other->corners[(its + 1) % 3] == b))
      break;
    if (distance(other->corners[its], other->corners[(its + 1) % 3]) <= distance(a, b) * (1 + 1e-9)) {
      for (its = 0; its < 3; ++its) /* as long: take the common edge */
        if ((other->corners[its] == b && other->corners[(its + 1) % 3] == a) ||
            (other->corners[its] == a && other->corners[(its + 1) % 3] == b))
          break;
      break;
    }
    TMrefine(TM_ARG other, added);
  }
  coordinate_t *middle = (coordinate_t *)TM_MALLOC(sizeof(coordinate_t));
  middle->x = (a->x + b->x) / 2;
  middle->y = (a->y + b->y) / 2;
  if (other != NULL)
    for (int its = 0; its < 3; ++its)
      if ((other->corners[its] == a || other->corners[its] == b) &&
          (other->corners[(its + 1) % 3] == a || other->corners[(its + 1) % 3] == b)) {
        TMcut(TM_ARG other, its, middle, added);
        break;
      }
  TMcut(TM_ARG element, side, middle, added);
}

static void process(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  for (;;) {
    element_t *element;
    long added_here = 0;
    TM_BEGIN();
    element = (element_t *)TMHEAP_REMOVE(work);
    TM_END();
    if (element == NULL)
      break;
    TM_BEGIN();
    TM_LOCAL_WRITE(added_here, 0);
    TM_SHARED_WRITE(element->is_queued, 0);
    if (TM_SHARED_READ(element->is_garbage)) {
      TM_FREE(element);
    } else {
      queue_t *added = TMQUEUE_ALLOC(4);
      TMrefine(TM_ARG element, added);
      while (!TMQUEUE_ISEMPTY(added)) {
        element_t *fresh = (element_t *)TMQUEUE_POP(added);
        ++added_here;
        if (fresh->is_garbage)
          TM_FREE(fresh);
        else if (fresh->area > kLimit)
          TMHEAP_INSERT(work, fresh);
        else
          TM_SHARED_WRITE(fresh->is_queued, 0);
      }
      TMQUEUE_FREE(added);
    }
    TM_END();
    TM_BEGIN();
    TM_SHARED_WRITE(total_added, TM_SHARED_READ(total_added) + added_here);
    TM_END();
  }
  TM_THREAD_EXIT();
}

int main(int argc, char **argv) {
  static coordinate_t corners[kSide + 1][kSide + 1];
  work = TMheap_alloc(1, &compare_areas);
  edges = TMtable_alloc(8, &hash_edge, &compare_edges);
  for (int i = 0; i <= kSide; ++i)
    for (int k = 0; k <= kSide; ++k) {
      corners[i][k].x = (double)i / kSide;
      corners[i][k].y = (double)k / kSide;
    }
  for (int i = 0; i < kSide; ++i)
    for (int k = 0; k < kSide; ++k) {
      element_t *both[2] = {TMelement_alloc(&corners[i][k], &corners[i + 1][k], &corners[i][k + 1]),
                            TMelement_alloc(&corners[i + 1][k + 1], &corners[i + 1][k], &corners[i][k + 1])};
      for (int n = 0; n < 2; ++n)
        TMHEAP_INSERT(work, both[n]);
    }
  thread_run(thread_argument(argc, argv), process, NULL);
  ASSERT(work->size == 0 && total_added > 2 * kSide * kSide);
  /* What is left covers the square once: each edge has one element at the border, else two. */
  double area = 0;
  long sides = 0;
  for (long i = 0; i < edges->bucket_count; ++i)
    for (list_node_t *node = edges->buckets[i]->head.next; node; node = node->next) {
      list_t *both = (list_t *)((void **)node->data)[1];
      for (list_node_t *at = both->head.next; at; at = at->next) {
        area += ((element_t *)at->data)->area;
        ASSERT(!((element_t *)at->data)->is_garbage && ((element_t *)at->data)->area <= kLimit);
        ++sides;
      }
      ASSERT(both->size <= 2);
    }
  ASSERT(sides == 3 * total_elements && fabs(area - 3) < 1e-6);
  ASSERT(table_getSize(edges) > 0);
  return 0;
}
