#include "Scratch.h"

#include <pthread.h>
#include <stdlib.h>

#include "include/GradusKernels.h"

typedef struct {
  void *memory[GK_SCRATCHES];
  size_t size[GK_SCRATCHES];
} gk_scratch_room;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void empty(gk_scratch_room *room) {
  for (int use = 0; use < GK_SCRATCHES; use++) {
    free(room->memory[use]);
    room->memory[use] = NULL;
    room->size[use] = 0;
  }
}
static void end(void *room) {
  empty(room);
  free(room);
}
static void make_key(void) { pthread_key_create(&key, end); }

void gk_empty_scratch(void) {
  pthread_once(&once, make_key);
  gk_scratch_room *room = pthread_getspecific(key);
  if (room) empty(room);
}

void *gk_scratch(gk_scratch_use use, size_t bytes) {
  pthread_once(&once, make_key);
  gk_scratch_room *room = pthread_getspecific(key);
  if (!room) {
    room = calloc(1, sizeof *room);
    if (!room || pthread_setspecific(key, room) != 0) {
      free(room);
      return NULL;
    }
  }
  if (room->size[use] < bytes) {
    free(room->memory[use]);
    size_t size = (bytes + 4095) / 4096 * 4096;
    room->memory[use] = aligned_alloc(64, size);
    room->size[use] = room->memory[use] ? size : 0;
  }
  return room->memory[use];
}
