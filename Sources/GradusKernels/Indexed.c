#include "Types.h"

#define WALK(BODY)                                                            \
  int64_t p = 0;                                                              \
  for (int64_t i = 0; i < outers; i++)                                        \
    for (int64_t j = 0; j < n; j++) {                                         \
      int64_t base = outer[i] + at[j];                                        \
      for (int64_t k = 0; k < inners; k++, p++) { int64_t q = base + inner[k]; BODY }        \
    }
#define MOVE(T, BODY) { const T *a = from; T *o = to; WALK(BODY) }

void gk_gather(int width, int64_t outers, const int64_t *outer, int64_t n, const int64_t *at,
               int64_t inners, const int64_t *inner, const void *from, void *to) {
  switch (width) {
    case 1: MOVE(uint8_t, o[p] = a[q];) break;
    case 2: MOVE(uint16_t, o[p] = a[q];) break;
    case 4: MOVE(uint32_t, o[p] = a[q];) break;
    default: MOVE(uint64_t, o[p] = a[q];)
  }
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

#define ALONG(T)                                                              \
  {                                                                           \
    const T *a = in;                                                          \
    T *b = out;                                                               \
    for (int64_t o = 0; o < outer; o++, a += n * inner)                       \
      for (int64_t k = 0; k < count; k++)                                     \
        for (int64_t i = 0; i < inner; i++, p++) {                            \
          if ((uint64_t)index[p] >= (uint64_t)n) return p;                    \
          b[p] = a[index[p] * inner + i];                                     \
        }                                                                     \
    return -1;                                                                \
  }
int64_t gk_gather_along(int width, int64_t outer, int64_t count, int64_t inner, int64_t n,
                        const int64_t *index, const void *in, void *out) {
  int64_t p = 0;
  switch (width) {
    case 1: ALONG(uint8_t)
    case 2: ALONG(uint16_t)
    case 4: ALONG(uint32_t)
    default: ALONG(uint64_t)
  }
}
