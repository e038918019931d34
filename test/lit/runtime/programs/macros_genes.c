/* Intent: the macros of the classic benchmarks: segments of a gene lose their duplicates in a shared hash table of strings, are linked where they overlap, and give the gene again; strncmp, strncpy and functions to hash and compare run in regions.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/table.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/table.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/list.c %S/Inputs/macros/table.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "list.h"
#include "table.h"
#include "thread.h"
#include "tm.h"
#include "vector.h"

#include <string.h>

enum { kGene = 600, kSegment = 16, kSegments = 4000, kChunk = 8 };

typedef struct entry {
  char *segment;
  long linked_before; /* to another's end */
  struct entry *next;
  long overlap;
} entry_t;

static char gene[kGene + 1];
static char *segments[kSegments];
static table_t *unique;
static table_t *starts[kSegment]; /* by the first n letters */
static entry_t **entries;
static long entry_count;

static unsigned long hash_text(const void *key) {
  unsigned long hash = 5381;
  for (const char *at = (const char *)key; *at; ++at)
    hash = hash * 33 + (unsigned char)*at;
  return hash;
}
static long compare_texts(const void *a, const void *b) { return strcmp((const char *)a, (const char *)b); }

static void drop_duplicates(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  long id = thread_id(), threads = thread_count();
  for (long i = id * kSegments / threads; i < (id + 1) * kSegments / threads; i += kChunk) {
    TM_BEGIN();
    for (long k = i; k < i + kChunk && k < (id + 1) * kSegments / threads; ++k) {
      char *segment = segments[k];
      if (TMtable_find(TM_ARG unique, segment) != NULL)
        continue;
      entry_t *entry = (entry_t *)TM_MALLOC(sizeof(entry_t));
      memset(entry, 0, sizeof *entry);
      entry->segment = strdup(segment);
      TMtable_insert(TM_ARG unique, segment, entry);
      entries[entry_count++] = entry;
    }
    TM_END();
  }
  TM_THREAD_EXIT();
}

static void link_overlaps(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  long id = thread_id(), threads = thread_count();
  for (long overlap = kSegment - 1; overlap > 0; --overlap) {
    for (long i = id; i < entry_count; i += threads) {
      TM_BEGIN();
      entry_t *entry = entries[i];
      if (!TM_SHARED_READ(entry->linked_before)) {
        char *key = (char *)TM_MALLOC(kSegment + 1);
        strncpy(key, entry->segment, (size_t)overlap);
        key[overlap] = '\0';
        if (!TMtable_insert(TM_ARG starts[overlap], key, entry))
          TM_FREE(key);
      }
      TM_END();
    }
    thread_barrier();
    for (long i = id; i < entry_count; i += threads) {
      TM_BEGIN();
      entry_t *entry = entries[i];
      if (TM_SHARED_READ_P(entry->next) == NULL) {
        entry_t *after = (entry_t *)TMtable_find(TM_ARG starts[overlap], entry->segment + kSegment - overlap);
        if (after != NULL && after != entry && !TM_SHARED_READ(after->linked_before) &&
            strncmp(entry->segment + kSegment - overlap, after->segment, (size_t)overlap) == 0) {
          entry_t *last = after; /* no rings */
          while (last != entry && TM_SHARED_READ_P(last->next) != NULL)
            last = (entry_t *)TM_SHARED_READ_P(last->next);
          if (last != entry) {
            TM_SHARED_WRITE_P(entry->next, after);
            TM_SHARED_WRITE(entry->overlap, overlap);
            TM_SHARED_WRITE(after->linked_before, 1);
          }
        }
      }
      TM_END();
    }
    thread_barrier();
  }
  TM_THREAD_EXIT();
}

int main(int argc, char **argv) {
  random_t random;
  random_seed(&random, 9);
  long threads = thread_argument(argc, argv);
  for (long i = 0; i < kGene; ++i)
    gene[i] = "acgt"[random_next(&random) % 4];
  for (long i = 0; i < kSegments; ++i) {
    long from = i <= kGene - kSegment ? i : (long)(random_next(&random) % (kGene - kSegment + 1));
    segments[i] = (char *)malloc(kSegment + 1);
    memcpy(segments[i], gene + from, kSegment);
    segments[i][kSegment] = 0;
  }
  for (long i = kSegments - 1; i > 0; --i) {
    long k = (long)(random_next(&random) % (uint64_t)(i + 1));
    char *segment = segments[i];
    segments[i] = segments[k];
    segments[k] = segment;
  }
  entries = (entry_t **)calloc(kSegments, sizeof *entries);
  unique = TMtable_alloc(4, &hash_text, &compare_texts);
  for (long i = 1; i < kSegment; ++i)
    starts[i] = TMtable_alloc(4, &hash_text, &compare_texts);
  thread_run(threads, drop_duplicates, NULL);
  ASSERT(entry_count == kGene - kSegment + 1 && table_getSize(unique) == entry_count);
  thread_run(threads, link_overlaps, NULL);
  char result[2 * kGene + 1];
  long length = 0, beginnings = 0;
  for (long i = 0; i < entry_count; ++i) {
    if (entries[i]->linked_before)
      continue;
    ++beginnings;
    strcpy(result, entries[i]->segment);
    length = kSegment;
    for (entry_t *at = entries[i]; at->next; at = at->next) {
      strcpy(result + length, at->next->segment + at->overlap);
      length += kSegment - at->overlap;
    }
  }
  ASSERT(beginnings == 1 && length == kGene && strcmp(result, gene) == 0);
  return 0;
}
