// Running folds and the soft maximum of one dispatch path, after the reductions.

/// A running fold; `index` follows the winner of the running extremes.
#define SCAN(name, d, T, R, WR, START, STEP)                                                 \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, const void *vi, void *vo,  \
                         int64_t *index) {                                                   \
    const S_##d *in = vi;                                                                    \
    R *out = vo;                                                                             \
    (void)index;                                                                             \
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
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, const void *vi, void *vo,  \
                         int64_t *index) {                                                   \
    const S_##d *in = vi;                                                                    \
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

/// Three passes over a row in the first-level cache: greatest, exponentials, quotient.
#define SOFTMAX(d, T, EXP, LOG)                                                              \
  static int NR(softmax, d)(bool logarithm, int64_t rows, int64_t n, const void *vi, void *vo) { \
    const S_##d *in = vi;                                                                    \
    S_##d *out = vo;                                                                         \
    for (int64_t r = 0; r < rows; r++, in += n, out += n) {                                  \
      T top = -INFINITY;                                                                     \
      for (int64_t i = 0; i < n; i++) { T x = L_##d(in[i]); top = x > top || x != x ? x : top; } \
      double total = 0;                                                                      \
      for (int64_t at = 0; at < n; at += 64) {                                               \
        int64_t m = n - at < 64 ? n - at : 64;                                               \
        T e[64], lanes[16] = {0};                                                            \
        for (int64_t i = 0; i < m; i++) e[i] = EXP(L_##d(in[at + i]) - top);                 \
        for (int64_t i = m; i < 64; i++) e[i] = 0;                                           \
        for (int64_t i = 0; i < 64; i += 16) for (int j = 0; j < 16; j++) lanes[j] += e[i + j]; \
        for (int w = 8; w; w >>= 1) for (int j = 0; j < w; j++) lanes[j] += lanes[j + w];    \
        total += (double)lanes[0];                                                           \
        if (!logarithm && sizeof(T) == sizeof(S_##d))                                        \
          for (int64_t i = 0; i < m; i++) out[at + i] = W_##d(e[i]);                         \
      }                                                                                      \
      if (logarithm) {                                                                       \
        T l = (T)log(total);                                                                 \
        for (int64_t i = 0; i < n; i++) out[i] = W_##d(L_##d(in[i]) - top - l);              \
      } else if (sizeof(T) == sizeof(S_##d)) {                                               \
        T q = (T)(1 / total);                                                                \
        for (int64_t i = 0; i < n; i++) out[i] = W_##d(L_##d(out[i]) * q);                   \
      } else {                                                                               \
        T q = (T)(1 / total);                                                                \
        for (int64_t i = 0; i < n; i++) out[i] = W_##d(EXP(L_##d(in[i]) - top) * q);         \
      }                                                                                      \
    }                                                                                        \
    return 0;                                                                                \
  }
SOFTMAX(f16, float, gk_exp_f32, logf)
SOFTMAX(bf16, float, gk_exp_f32, logf)
SOFTMAX(f32, float, gk_exp_f32, logf)
SOFTMAX(f64, double, exp, log)
