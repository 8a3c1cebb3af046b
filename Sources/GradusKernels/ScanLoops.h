// Running folds of one dispatch path, part of the reductions.

/// A running fold; `index` follows the winner of the running extremes.
#define SCAN(name, d, T, R, WR, START, STEP)                                                 \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, int64_t step,             \
                         const void *vi, void *vo, int64_t *index) {                         \
    const S_##d *in = vi;                                                                    \
    R *out = vo;                                                                             \
    (void)index, (void)step;                                                                 \
    for (int64_t r = 0; r < outer; r++, in += n * inner, out += n * inner)                   \
      for (int64_t c = 0; c < inner; c++) {                                                  \
        T t = START;                                                                         \
        for (int64_t i = 0; i < n; i++) {                                                    \
          C_##d x = L_##d(in[i * inner + c]);                                                \
          t = STEP;                                                                          \
          out[i * inner + c] = WR(t);                                                        \
        }                                                                                    \
      }                                                                                      \
    return 0;                                                                                \
  }
#define INT_SCANS(d, _)                                                                      \
  SCAN(cumsum, d, uint64_t, int64_t, (int64_t), 0, t + (uint64_t)(int64_t)x)                 \
  SCAN(cumprod, d, uint64_t, int64_t, (int64_t), 1, t * (uint64_t)(int64_t)x)
GK_INTEGERS(INT_SCANS, _)
INT_SCANS(b8, _)
#define FLOAT_SCANS(d, _)                                                                    \
  SCAN(cumsum, d, double, S_##d, WIDE_##d, 0, t + (double)x)                                 \
  SCAN(cumprod, d, double, S_##d, WIDE_##d, 1, t * (double)x)                                \
  SCAN(logcumsumexp, d, double, S_##d, WIDE_##d, -INFINITY, gk_logaddexp_f64((double)x, t))
GK_FLOATS(FLOAT_SCANS, _)
#define RUN(name, d, BEATS)                                                                  \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, int64_t step,             \
                         const void *vi, void *vo, int64_t *index) {                         \
    const S_##d *in = vi;                                                                    \
    (void)step;                                                                              \
    S_##d *out = vo;                                                                         \
    for (int64_t r = 0; r < outer; r++, in += n * inner, out += n * inner, index += n * inner) \
      for (int64_t c = 0; c < inner; c++) {                                                  \
        int64_t at = 0;                                                                      \
        for (int64_t i = 0; i < n; i++) {                                                    \
          C_##d x = L_##d(in[i * inner + c]), t = L_##d(in[at * inner + c]);                 \
          if (x != x || (t == t && BEATS)) at = i;                                           \
          out[i * inner + c] = in[at * inner + c];                                           \
          index[i * inner + c] = at;                                                         \
        }                                                                                    \
      }                                                                                      \
    return 0;                                                                                \
  }
#define RUNS(d, _) RUN(cummax, d, x >= t) RUN(cummin, d, x <= t)
GK_ALL_TYPES(RUNS, _)
