/* Intent: the macros of the classic benchmarks: streams of packet fragments that arrive in any order, in a queue, are put together in a tree of lists and searched for strings; queues grow in regions.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/queue.c %S/Inputs/macros/vector.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "list.h"
#include "queue.h"
#include "thread.h"
#include "tm.h"
#include "tree.h"
#include "vector.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { kFlows = 300, kLongest = 120 };

typedef struct packet {
  long flow;
  long fragment;
  long fragments;
  long length;
  char data[]; /* the length is not known before */
} packet_t;

typedef struct decoder {
  MAP_T *fragments; /* of flows that are not complete: lists */
  queue_t *complete;
} decoder_t;

typedef struct decoded {
  long flow;
  char *data;
} decoded_t;

static queue_t *packets;
static decoder_t decoder;
static bitmap_t *attacks, *found;
static long checked;
static const char *const kSignatures[] = {"about the bomb", "RM -RF", "drop table", NULL};

static long compare_fragments(const void *a, const void *b) {
  return ((const packet_t *)a)->fragment - ((const packet_t *)b)->fragment;
}

static char *upper(char *text) {
  for (char *at = text; *at; ++at)
    *at = (char)toupper((unsigned char)*at);
  return text;
}
static char *lower(char *text) {
  for (char *at = text; *at; ++at)
    *at = (char)tolower((unsigned char)*at);
  return text;
}

TM_CALLABLE static void TMdecoder_process(TM_ARGDECL decoder_t *decoder, packet_t *packet) {
  if (packet->fragments > 1) {
    list_t *list = (list_t *)TMMAP_FIND(decoder->fragments, packet->flow);
    if (list == NULL) {
      list = TMLIST_ALLOC(&compare_fragments);
      assert(list);
      TMLIST_INSERT(list, packet);
      TMMAP_INSERT(decoder->fragments, packet->flow, list);
      return;
    }
    TMLIST_INSERT(list, packet);
    if (TMLIST_GETSIZE(list) != packet->fragments)
      return;
    size_t length = 0;
    list_iter_t iter;
    TMlist_iter_reset(TM_ARG &iter, list);
    while (TMlist_iter_hasNext(TM_ARG &iter))
      length += (size_t)((packet_t *)TMlist_iter_next(TM_ARG &iter))->length;
    char *data = (char *)TM_MALLOC(length + 1), *at = data;
    assert(data);
    TMlist_iter_reset(TM_ARG &iter, list);
    while (TMlist_iter_hasNext(TM_ARG &iter)) {
      packet_t *part = (packet_t *)TMlist_iter_next(TM_ARG &iter);
      memcpy(at, part->data, (size_t)part->length);
      at += part->length;
    }
    *at = '\0';
    decoded_t *whole = (decoded_t *)TM_MALLOC(sizeof(decoded_t));
    whole->flow = packet->flow;
    whole->data = data;
    TMQUEUE_PUSH(decoder->complete, whole);
    TMLIST_FREE(list);
    TMMAP_REMOVE(decoder->fragments, packet->flow);
  } else {
    decoded_t *whole = (decoded_t *)TM_MALLOC(sizeof(decoded_t));
    whole->flow = packet->flow;
    whole->data = (char *)TM_MALLOC((size_t)packet->length + 1);
    strncpy(whole->data, packet->data, (size_t)packet->length);
    whole->data[packet->length] = '\0';
    TMQUEUE_PUSH(decoder->complete, whole);
  }
}

static void process(void *argument) {
  (void)argument;
  TM_THREAD_ENTER();
  char *(*preprocess[2])(char *) = {&upper, &lower};
  for (;;) {
    packet_t *packet;
    decoded_t *whole;
    TM_BEGIN();
    packet = (packet_t *)TMQUEUE_POP(packets);
    TM_END();
    if (!packet)
      break;
    TM_BEGIN();
    TMdecoder_process(TM_ARG &decoder, packet);
    TM_END();
    TM_BEGIN();
    whole = (decoded_t *)TMQUEUE_POP(decoder.complete);
    TM_END();
    if (!whole)
      continue;
    int attack = 0;
    for (const char *const *signature = kSignatures; *signature; ++signature) {
      char wanted[32];
      snprintf(wanted, sizeof wanted, "%s", *signature);
      int way = isupper((unsigned char)**signature) ? 0 : 1;
      preprocess[way](whole->data);
      attack |= strstr(whole->data, preprocess[way](wanted)) != NULL;
    }
    TM_BEGIN();
    if (attack && !bitmap_set(found, whole->flow))
      TM_RESTART();
    TM_SHARED_WRITE(checked, TM_SHARED_READ(checked) + 1);
    TM_END();
    free(whole->data);
    free(whole);
  }
  TM_THREAD_EXIT();
}

int main(int argc, char **argv) {
  random_t random;
  random_seed(&random, 4);
  packets = TMQUEUE_ALLOC(1);
  decoder.fragments = MAP_ALLOC(NULL, NULL);
  decoder.complete = TMQUEUE_ALLOC(1);
  attacks = bitmap_alloc(kFlows);
  found = bitmap_alloc(kFlows);
  long all = 0;
  packet_t **made = (packet_t **)malloc(kFlows * kLongest * sizeof *made);
  for (long flow = 0; flow < kFlows; ++flow) {
    char text[kLongest + 32];
    long length = (long)(random_next(&random) % kLongest) + 1;
    for (long i = 0; i < length; ++i)
      text[i] = (char)('a' + random_next(&random) % 26);
    text[length] = 0;
    if (random_next(&random) % 10 == 0) {
      strcpy(text + length / 2, kSignatures[random_next(&random) % 3]);
      length = (long)strlen(text);
      bitmap_set(attacks, flow);
    }
    long parts = (long)(random_next(&random) % 5) + 1;
    if (parts > length)
      parts = length;
    for (long part = 0; part < parts; ++part) {
      long from = length * part / parts, to = length * (part + 1) / parts;
      packet_t *packet = (packet_t *)malloc(sizeof(packet_t) + (size_t)(to - from));
      packet->flow = flow;
      packet->fragment = part;
      packet->fragments = parts;
      packet->length = to - from;
      memcpy(packet->data, text + from, (size_t)packet->length);
      made[all++] = packet;
      TMQUEUE_PUSH(packets, packet);
    }
  }
  queue_shuffle(packets, &random);
  thread_run(thread_argument(argc, argv), process, NULL);
  ASSERT(checked == kFlows);
  ASSERT(tree_verify(decoder.fragments) == 0 && TMQUEUE_ISEMPTY(packets) && TMQUEUE_ISEMPTY(decoder.complete));
  ASSERT(bitmap_getNumSet(attacks) > 0);
  for (long flow = 0; flow < kFlows; ++flow)
    ASSERT(bitmap_isSet(attacks, flow) == bitmap_isSet(found, flow));
  for (long i = 0; i < all; ++i)
    free(made[i]);
  free(made);
  return 0;
}
