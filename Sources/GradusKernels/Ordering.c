#include "Threads.h"
#include "Types.h"

#include <stdlib.h>

// Sorting by radix on keys whose unsigned order is the order of the elements: NaN after everything,
// -0 as 0. Equal keys keep their order, also in descending order, for which the keys are turned round.

static uint32_t key_f32(float x) {
  if (x != x) return UINT32_MAX;
  uint32_t u = gk_bits(x == 0 ? 0.0f : x);
  return u ^ (u >> 31 ? UINT32_MAX : 0x80000000u);
}
static uint64_t key_f64(double x) {
  if (x != x) return UINT64_MAX;
  uint64_t u = gk_bits64(x == 0 ? 0.0 : x);
  return u ^ (u >> 63 ? UINT64_MAX : 0x8000000000000000u);
}
#define KEY_u8(x) (x)
#define KEY_b8(x) (x)
#define KEY_i8(x) ((uint32_t)(x) ^ 0x80000000u)
#define KEY_i16(x) ((uint32_t)(x) ^ 0x80000000u)
#define KEY_i32(x) ((uint32_t)(x) ^ 0x80000000u)
#define KEY_i64(x) ((uint64_t)(x) ^ 0x8000000000000000u)
#define KEY_f16(x) key_f32(gk_h2f(x))
#define KEY_bf16(x) key_f32(gk_b2f(x))
#define KEY_f32(x) key_f32(x)
#define KEY_f64(x) key_f64(x)

enum { DIGIT = 11, DIGITS = 1 << DIGIT, FEW = 48 };

#define ORDER(K, P)                                                           \
  typedef struct { K key; P place; } pair_##K;                                \
  /** Sorts `n` pairs; the result is in `a` or in `b`, which is told. */      \
  static pair_##K *sort_##K(int64_t n, pair_##K *a, pair_##K *b) {            \
    if (n <= FEW) {                                                           \
      for (int64_t i = 1; i < n; i++) {                                       \
        pair_##K x = a[i];                                                    \
        int64_t j = i;                                                        \
        for (; j > 0 && a[j - 1].key > x.key; j--) a[j] = a[j - 1];           \
        a[j] = x;                                                             \
      }                                                                       \
      return a;                                                               \
    }                                                                         \
    for (int shift = 0; shift < (int)(8 * sizeof(K)); shift += DIGIT) {       \
      int64_t start[DIGITS] = {0};                                            \
      for (int64_t i = 0; i < n; i++) start[a[i].key >> shift & (DIGITS - 1)]++;             \
      if (start[a[0].key >> shift & (DIGITS - 1)] == n) continue;             \
      int64_t sum = 0;                                                        \
      for (int d = 0; d < DIGITS; d++) {                                      \
        int64_t count = start[d];                                             \
        start[d] = sum;                                                       \
        sum += count;                                                         \
      }                                                                       \
      for (int64_t i = 0; i < n; i++)                                         \
        b[start[a[i].key >> shift & (DIGITS - 1)]++] = a[i];                  \
      pair_##K *t = a; a = b; b = t;                                          \
    }                                                                         \
    return a;                                                                 \
  }
ORDER(uint32_t, uint32_t)
ORDER(uint64_t, uint64_t)

#define LINES(d, K)                                                           \
  {                                                                           \
    const S_##d *x = elements;                                                \
    pair_##K *room = malloc(2 * (size_t)n * sizeof(pair_##K));                \
    if (!room) return 3;                                                      \
    K turn = descending ? (K)-1 : 0;                                          \
    for (int64_t l = 0; l < lines; l++, x += n, places += n) {                \
      for (int64_t i = 0; i < n; i++)                                         \
        room[i].key = (K)KEY_##d(x[i]) ^ turn, room[i].place = (K)i;          \
      pair_##K *sorted = sort_##K(n, room, room + n);                         \
      for (int64_t i = 0; i < n; i++) places[i] = (int64_t)sorted[i].place;   \
    }                                                                         \
    free(room);                                                               \
    return 0;                                                                 \
  }

int gk_order(int dtype, int64_t lines, int64_t n, bool descending, const void *elements,
             int64_t *places) {
  // Places of longer lines do not fit beside 32-bit keys; no such line fits into memory either.
  if (n > UINT32_MAX) return 3;
  switch (dtype) {
    case GK_U8: LINES(u8, uint32_t)
    case GK_I8: LINES(i8, uint32_t)
    case GK_I16: LINES(i16, uint32_t)
    case GK_I32: LINES(i32, uint32_t)
    case GK_I64: LINES(i64, uint64_t)
    case GK_F16: LINES(f16, uint32_t)
    case GK_BF16: LINES(bf16, uint32_t)
    case GK_F32: LINES(f32, uint32_t)
    case GK_F64: LINES(f64, uint64_t)
    default: LINES(b8, uint32_t)
  }
}

int64_t gk_count_nonzero(int64_t n, const uint8_t *mask) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++) count += mask[i] != 0;
  return count;
}

enum { STRETCH = 64 * 1024 };  // elements of a mask whose places one thread finds

/// The places where a mask holds, stretch by stretch from where each one's begin.
typedef struct {
  int64_t n;
  const uint8_t *mask;
  int64_t *begins;  // one more than there are stretches
  int64_t *places;
} gk_places;

static void count_part(void *context, int64_t begin, int64_t end) {
  const gk_places *g = context;
  for (int64_t k = begin; k < end; k++) {
    int64_t from = k * STRETCH, rest = g->n - from;
    g->begins[k + 1] = gk_count_nonzero(rest < STRETCH ? rest : STRETCH, g->mask + from);
  }
}
static void places_part(void *context, int64_t begin, int64_t end) {
  const gk_places *g = context;
  for (int64_t k = begin; k < end; k++) {
    // Every place is written and kept only where the mask holds, which needs no branch; there is no
    // room for one behind the last.
    int64_t found = g->begins[k], last = g->begins[k + 1];
    for (int64_t i = k * STRETCH; found < last; i++) {
      g->places[found] = i;
      found += g->mask[i] != 0;
    }
  }
}
void gk_nonzero(int64_t n, const uint8_t *mask, int64_t count, int64_t *places) {
  int64_t stretches = (n + STRETCH - 1) / STRETCH, one[2] = {0, count};
  int64_t *begins = stretches > 1 ? malloc((size_t)(stretches + 1) * sizeof(int64_t)) : NULL;
  gk_places g = {n, mask, begins ? begins : one, places};
  if (!begins) {
    places_part(&g, 0, 1);
    return;
  }
  begins[0] = 0;
  gk_parallel(stretches, 1, count_part, &g);
  for (int64_t k = 0; k < stretches; k++) begins[k + 1] += begins[k];
  gk_parallel(stretches, 1, places_part, &g);
  free(begins);
}
