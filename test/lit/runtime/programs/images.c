/* Intent: the stb libraries (Debian's libstb-dev; C, more than 15,000 lines of the files used here), unmodified: threads
 * draw, compress, decompress, resize and hash images in regions, and keep them in one shared table.
 *
 * REQUIRES: libstb
 * RUN: %stm_clang -std=gnu17 -O1 -w %s -o %t -lm && %t
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t
 */
#include "../self_check.h"

#include <pthread.h>
#include <string.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STB_DS_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_WRITE_NO_STDIO
#define STBI_NO_THREAD_LOCALS
#include <stb/stb_ds.h>
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#include <stb/stb_image_write.h>

enum { kThreads = 3, kRounds = 12, kSide = 24 };

struct bytes {
  unsigned char *data;
  int size;
};
static void append(void *context, void *data, int size) {
  struct bytes *all = context;
  all->data = realloc(all->data, all->size + size);
  memcpy(all->data + all->size, data, size);
  all->size += size;
}

static struct {
  char *key;
  struct bytes value;
} *table; /* a hash table of stb_ds */
static int stored;

static void *work(void *argument) {
  int me = (int)(intptr_t)argument;
  for (int round = 0; round < kRounds; ++round) {
    unsigned char image[kSide * kSide * 3];
    int right = 0;
    for (int i = 0; i < kSide * kSide * 3; ++i)
      image[i] = (unsigned char)(i * (me + 3) + round);
    char name[32];
    snprintf(name, sizeof name, "%d/%d", me, round);
    [[stm::atomic]] {
      struct bytes png = {0, 0};
      right = stbi_write_png_to_func(append, &png, kSide, kSide, 3, image, kSide * 3);
      int width, height, channels;
      unsigned char *back = stbi_load_from_memory(png.data, png.size, &width, &height, &channels, 3);
      right &= back && width == kSide && height == kSide && memcmp(back, image, sizeof image) == 0;
      unsigned char *half = malloc(kSide * kSide * 3 / 4);
      right &= stbir_resize_uint8(back, kSide, kSide, 0, half, kSide / 2, kSide / 2, 0, 3);
      free(half);
      stbi_image_free(back);
      if (!table)
        sh_new_strdup(table);
      shput(table, name, png);
      ++stored;
    }
    CHECK(right);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[kThreads];
  for (int i = 0; i < kThreads; ++i)
    pthread_create(&threads[i], NULL, work, (void *)(intptr_t)i);
  for (int i = 0; i < kThreads; ++i)
    pthread_join(threads[i], NULL);
  CHECK(stored == kThreads * kRounds && shlen(table) == stored);
  for (int i = 0; i < stored; ++i) {
    int width, height, channels;
    unsigned char *image = stbi_load_from_memory(table[i].value.data, table[i].value.size, &width, &height, &channels, 3);
    int me = atoi(table[i].key), round = atoi(strchr(table[i].key, '/') + 1);
    CHECK(image && width == kSide);
    for (int k = 0; k < kSide * kSide * 3; ++k)
      CHECK(image[k] == (unsigned char)(k * (me + 3) + round));
    stbi_image_free(image);
  }
  return 0;
}
