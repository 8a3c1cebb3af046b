#include "Transpose.h"

// Tiles of 8 × 8 elements are turned in registers; blocks of tiles keep both sides in the caches.

typedef uint32_t eight __attribute__((ext_vector_type(8)));

/// Turns an 8 × 8 tile: rows of `in`, `in_step` elements apart, become columns of `out`.
static inline __attribute__((always_inline)) void tile4(const uint32_t *in, int64_t in_step,
                                                        uint32_t *out, int64_t out_step) {
  eight r[8], s[8];
  for (int i = 0; i < 8; i++) memcpy(&r[i], in + i * in_step, sizeof(eight));
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW2(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH2(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
  for (int i = 0; i < 8; i += 2) {
    s[i] = LOW(r[i], r[i + 1]);
    s[i + 1] = HIGH(r[i], r[i + 1]);
  }
  for (int i = 0; i < 8; i += 4)
    for (int j = 0; j < 2; j++) {
      r[i + 2 * j] = LOW2(s[i + j], s[i + j + 2]);
      r[i + 2 * j + 1] = HIGH2(s[i + j], s[i + j + 2]);
    }
  for (int i = 0; i < 4; i++) {
    eight low = __builtin_shufflevector(r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    eight high = __builtin_shufflevector(r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    memcpy(out + i * out_step, &low, sizeof(eight));
    memcpy(out + (i + 4) * out_step, &high, sizeof(eight));
  }
}

#define ONE_BY_ONE(T)                                                         \
  for (int64_t r = r0; r < r1; r++)                                           \
    for (int64_t c = c0; c < c1; c++)                                         \
      ((T *)out)[r * out_step + c] = ((const T *)in)[c * in_step + r];

/// out[r][c] = in[c][r] for a block.
static void turn_block(int width, int64_t r0, int64_t r1, int64_t c0, int64_t c1, void *out,
                       int64_t out_step, const void *in, int64_t in_step) {
  switch (width) {
    case 1: ONE_BY_ONE(uint8_t) break;
    case 2: ONE_BY_ONE(uint16_t) break;
    case 8: ONE_BY_ONE(uint64_t) break;
    default:
      if (r1 - r0 == GK_BLOCK && c1 - c0 == GK_BLOCK) {
        for (int64_t r = r0; r < r1; r += 8)
          for (int64_t c = c0; c < c1; c += 8)
            tile4((const uint32_t *)in + c * in_step + r, in_step,
                  (uint32_t *)out + r * out_step + c, out_step);
      } else {
        ONE_BY_ONE(uint32_t)
      }
  }
}

void gk_turn(int width, int64_t rows, int64_t columns, void *out, int64_t out_step, const void *in,
             int64_t in_step) {
  for (int64_t r = 0; r < rows; r += GK_BLOCK)
    for (int64_t c = 0; c < columns; c += GK_BLOCK)
      turn_block(width, r, r + GK_BLOCK < rows ? r + GK_BLOCK : rows, c,
                 c + GK_BLOCK < columns ? c + GK_BLOCK : columns, out, out_step, in, in_step);
}
