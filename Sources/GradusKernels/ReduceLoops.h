// Reductions and scans of one dispatch path. A float sum runs in 16 lanes over chunks of 1,024
// elements whose totals are added in double, so that its bits depend on the data only.

#define NR(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _r)
#define CHUNK 1024

/// One pass over `n` elements with TERM(x) added up; A is the type of the lanes.
#define SUM_FLOAT(name, d, A, TERM)                                                          \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, int64_t step,             \
                         const void *vi, void *vo, int64_t *index) {                         \
    typedef C_##d C;                                                                         \
    const S_##d *in = vi;                                                                    \
    S_##d *out = vo;                                                                         \
    (void)index, (void)step;                                                                 \
    if (inner == 1) {                                                                        \
      for (int64_t r = 0; r < outer; r++, in += n) {                                         \
        double total = 0;                                                                    \
        for (int64_t at = 0; at < n; at += CHUNK) {                                          \
          int64_t m = n - at < CHUNK ? n - at : CHUNK;                                       \
          A lanes[16] = {0};                                                                 \
          int64_t i = 0;                                                                     \
          for (; i + 16 <= m; i += 16)                                                       \
            for (int j = 0; j < 16; j++) { C x = L_##d(in[at + i + j]); lanes[j] += TERM; }  \
          for (int j = 0; i < m; i++, j++) { C x = L_##d(in[at + i]); lanes[j] += TERM; }    \
          for (int w = 8; w; w >>= 1)                                                        \
            for (int j = 0; j < w; j++) lanes[j] += lanes[j + w];                            \
          total += (double)lanes[0];                                                         \
        }                                                                                    \
        out[r] = W_##d((C)total);                                                            \
      }                                                                                      \
      return 0;                                                                              \
    }                                                                                        \
    /* Whole rows where they fit the first-level cache: memory is then read in order. */     \
    enum { COLUMNS = 4096 };                                                                 \
    for (int64_t r = 0; r < outer; r++, in += n * step)                                      \
      for (int64_t c = 0; c < inner; c += COLUMNS) {                                         \
        int64_t w = inner - c < COLUMNS ? inner - c : COLUMNS;                               \
        double total[COLUMNS];                                                               \
        A part[COLUMNS];                                                                     \
        for (int64_t j = 0; j < w; j++) total[j] = 0;                                        \
        for (int64_t at = 0; at < n; at += 64) {                                             \
          int64_t stop = n - at < 64 ? n : at + 64;                                          \
          for (int64_t j = 0; j < w; j++) part[j] = 0;                                       \
          for (int64_t i = at; i < stop; i++) {                                              \
            const S_##d *row = in + i * step + c;                                            \
            for (int64_t j = 0; j < w; j++) { C x = L_##d(row[j]); part[j] += TERM; }        \
          }                                                                                  \
          for (int64_t j = 0; j < w; j++) total[j] += (double)part[j];                       \
        }                                                                                    \
        for (int64_t j = 0; j < w; j++) out[r * inner + c + j] = W_##d((C)total[j]);         \
      }                                                                                      \
    return 0;                                                                                \
  }
#define SUMS(d, A)                                                                           \
  SUM_FLOAT(sum, d, A, x)                                                                    \
  SUM_FLOAT(nan_sum, d, A, (x != x ? 0 : x))                                                 \
  SUM_FLOAT(sum_abs, d, A, __builtin_elementwise_abs(x))                                     \
  SUM_FLOAT(sum_squares, d, A, x * x)
SUMS(f16, float)
SUMS(bf16, float)
SUMS(f32, float)
SUMS(f64, double)

/// A fold from START by STEP(t, x), in the order of the elements; inner columns run side by side.
#define FOLD(name, d, T, R, WR, START, STEP)                                                 \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, int64_t step,             \
                         const void *vi, void *vo, int64_t *index) {                         \
    const S_##d *in = vi;                                                                    \
    R *out = vo;                                                                             \
    (void)index, (void)step;                                                                 \
    for (int64_t r = 0; r < outer; r++, in += n * step)                                      \
      for (int64_t c = 0; c < inner; c += 512) {                                             \
        int64_t w = inner - c < 512 ? inner - c : 512;                                       \
        T total[512];                                                                        \
        for (int64_t j = 0; j < w; j++) total[j] = START;                                    \
        for (int64_t i = 0; i < n; i++) {                                                    \
          const S_##d *row = in + i * step + c;                                              \
          for (int64_t j = 0; j < w; j++) {                                                  \
            C_##d x = L_##d(row[j]);                                                         \
            T t = total[j];                                                                  \
            total[j] = STEP;                                                                 \
          }                                                                                  \
        }                                                                                    \
        for (int64_t j = 0; j < w; j++) out[r * inner + c + j] = WR(total[j]);               \
      }                                                                                      \
    return 0;                                                                                \
  }
#define PLAIN(x) (x)
#define INT_FOLDS(d, _)                                                                      \
  FOLD(sum, d, uint64_t, int64_t, (int64_t), 0, t + (uint64_t)(int64_t)x)                    \
  FOLD(prod, d, uint64_t, int64_t, (int64_t), 1, t * (uint64_t)(int64_t)x)
GK_INTEGERS(INT_FOLDS, _)
INT_FOLDS(b8, _)
#define FLOAT_FOLDS(d, _)                                                                    \
  FOLD(prod, d, double, S_##d, WIDE_##d, 1, t * (double)x)
#define WIDE_f16(x) gk_f2h((float)(x))
#define WIDE_bf16(x) gk_f2b((float)(x))
#define WIDE_f32(x) ((float)(x))
#define WIDE_f64(x) (x)
GK_FLOATS(FLOAT_FOLDS, _)
#define ANY_FOLDS(d, _)                                                                      \
  FOLD(all, d, uint8_t, uint8_t, PLAIN, 1, t & (x != 0))                                     \
  FOLD(any, d, uint8_t, uint8_t, PLAIN, 0, t | (x != 0))                                     \
  FOLD(count_nonzero, d, int64_t, int64_t, PLAIN, 0, t + (x != 0))
GK_ALL_TYPES(ANY_FOLDS, _)

#include "ExtremeLoops.h"

#include "ScanLoops.h"

#include "SoftmaxLoops.h"

#define INTS(name)                                                                           \
  [GK_U8] = NR(name, u8), [GK_I8] = NR(name, i8), [GK_I16] = NR(name, i16),                  \
  [GK_I32] = NR(name, i32), [GK_I64] = NR(name, i64), [GK_BOOL] = NR(name, b8)
#define FLTS(name)                                                                           \
  [GK_F16] = NR(name, f16), [GK_BF16] = NR(name, bf16), [GK_F32] = NR(name, f32),            \
  [GK_F64] = NR(name, f64)
const gk_reduce_table GK_CAT(gk_reduce, GK_PATH) = {
    .reduce = {[GK_SUM] = {INTS(sum), FLTS(sum)},
               [GK_PROD] = {INTS(prod), FLTS(prod)},
               [GK_MAX] = {INTS(max), FLTS(max)},
               [GK_MIN] = {INTS(min), FLTS(min)},
               [GK_ALL] = {INTS(all), FLTS(all)},
               [GK_ANY] = {INTS(any), FLTS(any)},
               [GK_NAN_SUM] = {INTS(sum), FLTS(nan_sum)},
               [GK_COUNT_NONZERO] = {INTS(count_nonzero), FLTS(count_nonzero)},
               [GK_SUM_ABS] = {FLTS(sum_abs)},
               [GK_SUM_SQUARES] = {FLTS(sum_squares)},
               [GK_ARGMAX] = {INTS(max), FLTS(max)},
               [GK_ARGMIN] = {INTS(min), FLTS(min)}},
    .scan = {[GK_CUMSUM] = {INTS(cumsum), FLTS(cumsum)},
             [GK_CUMPROD] = {INTS(cumprod), FLTS(cumprod)},
             [GK_CUMMAX] = {INTS(cummax), FLTS(cummax)},
             [GK_CUMMIN] = {INTS(cummin), FLTS(cummin)},
             [GK_LOGCUMSUMEXP] = {FLTS(logcumsumexp)}},
    .softmax = {FLTS(softmax)},
    .softmax_backward = {[GK_F32] = NR(softmax_backward, f32),
                         [GK_F64] = NR(softmax_backward, f64)},
};

#undef NR
#undef CHUNK
#undef SUM_FLOAT
#undef SUMS
#undef FOLD
#undef PLAIN
#undef INT_FOLDS
#undef FLOAT_FOLDS
#undef ANY_FOLDS
#undef SCAN
#undef INT_SCANS
#undef FLOAT_SCANS
#undef RUN
#undef RUNS
#undef INTS
#undef FLTS
