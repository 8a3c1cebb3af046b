#include <stdatomic.h>

#include "Threads.h"
#include "Types.h"

#define WALK(BODY)                                                            \
  int64_t p = 0;                                                              \
  for (int64_t i = 0; i < outers; i++)                                        \
    for (int64_t j = 0; j < n; j++) {                                         \
      int64_t base = outer[i] + at[j];                                        \
      for (int64_t k = 0; k < inners; k++, p++) { int64_t q = base + inner[k]; BODY }        \
    }
#define MOVE(T, BODY) { const T *a = from; T *o = to; WALK(BODY) }

/// Elements that indices pick; parts are ranges of lines, each the `inners` elements of one index.
typedef struct {
  int width;
  int64_t n, inners;
  const int64_t *outer, *at, *inner;
  const char *from;
  char *to;
  bool is_plain;  // whether the elements of a line lie side by side
} gk_picked;

// Lines far apart are asked for so many lines before they are copied: memory answers that much later.
enum { AHEAD = 16 };

#define PICK(T)                                                               \
  {                                                                           \
    const T *from = (const T *)g->from;                                       \
    T *to = (T *)g->to + begin * g->inners;                                   \
    for (int64_t line = begin; line < end; line++) {                          \
      const T *first = from + g->outer[i] + g->at[j];                         \
      for (int64_t k = 0; k < g->inners; k++) *to++ = first[g->inner[k]];     \
      if (++j == g->n) i++, j = 0;                                            \
    }                                                                         \
  }

static void pick_part(void *context, int64_t begin, int64_t end) {
  const gk_picked *g = context;
  int64_t i = begin / g->n, j = begin % g->n;
  if (g->is_plain && g->inners > 1) {
    int64_t size = g->inners * g->width;
    for (int64_t line = begin; line < end; line++) {
      const char *from = g->from + g->outer[i] * g->width;
      if (j + AHEAD < g->n) __builtin_prefetch(from + g->at[j + AHEAD] * g->width);
      memcpy(g->to + line * size, from + g->at[j] * g->width, (size_t)size);
      if (++j == g->n) i++, j = 0;
    }
    return;
  }
  switch (g->width) {
    case 1: PICK(uint8_t) break;
    case 2: PICK(uint16_t) break;
    case 4: PICK(uint32_t) break;
    default: PICK(uint64_t)
  }
}
void gk_gather(int width, int64_t outers, const int64_t *outer, int64_t n, const int64_t *at,
               int64_t inners, const int64_t *inner, const void *from, void *to) {
  gk_picked g = {width, n, inners, outer, at, inner, from, to, true};
  for (int64_t k = 0; k < inners; k++) g.is_plain &= inner[k] == inner[0] + k;
  if (g.is_plain && inners > 0) g.from += inner[0] * width;
  if (outers * n > 0) gk_parallel(outers * n, gk_least(inners), pick_part, &g);
}
void gk_scatter(int width, int64_t outers, const int64_t *outer, int64_t n, const int64_t *at,
                int64_t inners, const int64_t *inner, const void *from, void *to) {
  switch (width) {
    case 1: MOVE(uint8_t, o[q] = a[p];) break;
    case 2: MOVE(uint16_t, o[q] = a[p];) break;
    case 4: MOVE(uint32_t, o[q] = a[p];) break;
    default: MOVE(uint64_t, o[q] = a[p];)
  }
}
#define ADD(d, _)                                                             \
  static void add_##d(int64_t outers, const int64_t *outer, int64_t n, const int64_t *at,    \
                      int64_t inners, const int64_t *inner, const void *from, void *to) {    \
    MOVE(S_##d, o[q] = W_##d(L_##d(o[q]) + L_##d(a[p]));)                     \
  }
GK_ALL_TYPES(ADD, _)
void gk_scatter_add(int dtype, int64_t outers, const int64_t *outer, int64_t n, const int64_t *at,
                    int64_t inners, const int64_t *inner, const void *from, void *to) {
  switch (dtype) {
    case GK_U8: add_u8(outers, outer, n, at, inners, inner, from, to); break;
    case GK_I8: add_i8(outers, outer, n, at, inners, inner, from, to); break;
    case GK_I16: add_i16(outers, outer, n, at, inners, inner, from, to); break;
    case GK_I32: add_i32(outers, outer, n, at, inners, inner, from, to); break;
    case GK_I64: add_i64(outers, outer, n, at, inners, inner, from, to); break;
    case GK_F16: add_f16(outers, outer, n, at, inners, inner, from, to); break;
    case GK_BF16: add_bf16(outers, outer, n, at, inners, inner, from, to); break;
    case GK_F32: add_f32(outers, outer, n, at, inners, inner, from, to); break;
    case GK_F64: add_f64(outers, outer, n, at, inners, inner, from, to); break;
    default: add_b8(outers, outer, n, at, inners, inner, from, to);
  }
}

/// Elements along an axis that indices name; parts are ranges of lines of `inner` elements.
typedef struct {
  int width;
  int64_t count, inner, n;
  const int64_t *index;
  const void *in;
  void *out;
  _Atomic int64_t odd;
} gk_along;

#define ALONG(T)                                                              \
  {                                                                           \
    const int64_t *index = g->index, inner = g->inner, count = g->count, n = g->n;           \
    const T *from = (const T *)g->in + begin / count * n * inner;             \
    T *to = g->out;                                                           \
    int64_t line = begin, k = begin % count, p = begin * inner;               \
    while (line < end) {                                                      \
      /* Lines of one element, such as those along the last axis, go without a loop of their own. */ \
      int64_t lines = count - k < end - line ? count - k : end - line, stop = p + lines * inner; \
      if (inner == 1) {                                                       \
        for (; p < stop; p++) {                                               \
          if ((uint64_t)index[p] >= (uint64_t)n) { note_odd(g, p); return; }  \
          to[p] = from[index[p]];                                             \
        }                                                                     \
      } else {                                                                \
        while (p < stop)                                                      \
          for (int64_t i = 0; i < inner; i++, p++) {                          \
            if ((uint64_t)index[p] >= (uint64_t)n) { note_odd(g, p); return; }               \
            to[p] = from[index[p] * inner + i];                               \
          }                                                                   \
      }                                                                       \
      line += lines, k = 0, from += n * inner;                                \
    }                                                                         \
  }

/// The first of those that any part has found.
static void note_odd(gk_along *g, int64_t p) {
  int64_t known = atomic_load(&g->odd);
  while ((known < 0 || p < known) && !atomic_compare_exchange_weak(&g->odd, &known, p)) {
  }
}
static void along_part(void *context, int64_t begin, int64_t end) {
  gk_along *g = context;
  switch (g->width) {
    case 1: ALONG(uint8_t) break;
    case 2: ALONG(uint16_t) break;
    case 4: ALONG(uint32_t) break;
    default: ALONG(uint64_t)
  }
}
int64_t gk_gather_along(int width, int64_t outer, int64_t count, int64_t inner, int64_t n,
                        const int64_t *index, const void *in, void *out) {
  gk_along g = {width, count, inner, n, index, in, out, -1};
  gk_parallel(outer * count, gk_least(inner), along_part, &g);
  return g.odd;
}
