// Soft maxima of rows of one dispatch path, part of the reductions: three passes over a row, which
// stays in the first-level cache: greatest, exponentials and their sum, quotient.

#define SOFTMAX(d, T, EXP)                                                                   \
  /** The sum of e^(x - top) in lanes over chunks of 64; the exponentials go to `out` if given. */ \
  static double NR(exponentials, d)(int64_t n, const S_##d *in, T top, S_##d *out) {         \
    double total = 0;                                                                        \
    for (int64_t at = 0; at < n; at += 64) {                                                 \
      int64_t m = n - at < 64 ? n - at : 64;                                                 \
      T x[64], lanes[16];                                                                    \
      if (out && m == 64) {                                                                  \
        GK_VECTOR for (int j = 0; j < 64; j++) {                                             \
          x[j] = EXP(L_##d(in[at + j]) - top);                                               \
          out[at + j] = W_##d(x[j]);                                                         \
        }                                                                                    \
      } else if (m == 64) {                                                                  \
        for (int j = 0; j < 64; j++) x[j] = EXP(L_##d(in[at + j]) - top);                    \
      } else {                                                                               \
        for (int j = 0; j < m; j++) x[j] = EXP(L_##d(in[at + j]) - top);                     \
        for (int64_t j = m; j < 64; j++) x[j] = 0;                                           \
        if (out) for (int j = 0; j < m; j++) out[at + j] = W_##d(x[j]);                      \
      }                                                                                      \
      for (int j = 0; j < 16; j++) lanes[j] = x[j] + x[16 + j] + x[32 + j] + x[48 + j];      \
      for (int w = 8; w; w >>= 1) for (int j = 0; j < w; j++) lanes[j] += lanes[j + w];      \
      total += (double)lanes[0];                                                             \
    }                                                                                        \
    return total;                                                                            \
  }                                                                                          \
  static int NR(softmax, d)(bool logarithm, int64_t rows, int64_t n, const void *vi, void *vo) { \
    const S_##d *in = vi;                                                                    \
    S_##d *out = vo;                                                                         \
    bool stores = !logarithm && sizeof(T) == sizeof(S_##d);                                  \
    for (int64_t r = 0; r < rows; r++, in += n, out += n) {                                  \
      T top = NR(max_best, d)(n, in);                                                        \
      double total = NR(exponentials, d)(n, in, top, stores ? out : 0);                      \
      if (logarithm) {                                                                       \
        T l = (T)log(total);                                                                 \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = W_##d(L_##d(in[i]) - top - l);    \
      } else if (stores) {                                                                   \
        T q = (T)(1 / total);                                                                \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = W_##d(L_##d(out[i]) * q);         \
      } else {                                                                               \
        T q = (T)(1 / total);                                                                \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = W_##d(EXP(L_##d(in[i]) - top) * q); \
      }                                                                                      \
    }                                                                                        \
    return 0;                                                                                \
  }
SOFTMAX(f16, float, gk_exp_below_f32)
SOFTMAX(bf16, float, gk_exp_below_f32)
SOFTMAX(f32, float, gk_exp_below_f32)
SOFTMAX(f64, double, gk_exp_f64)

/// The gradient: of the logarithm g - eʸ·Σg, else p - y·Σp with p = g·y.
#define SOFTMAX_BACKWARD(d, EXP)                                                             \
  static int NR(softmax_backward, d)(bool logarithm, int64_t rows, int64_t n, const void *vg, \
                                     const void *vy, void *vo) {                             \
    const S_##d *g = vg, *y = vy;                                                            \
    S_##d *out = vo, total;                                                                  \
    for (int64_t r = 0; r < rows; r++, g += n, y += n, out += n) {                           \
      if (logarithm) {                                                                       \
        NR(sum, d)(1, n, 1, 1, g, &total, 0);                                                \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = g[i] - EXP(y[i]) * total;         \
      } else {                                                                               \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = g[i] * y[i];                      \
        NR(sum, d)(1, n, 1, 1, out, &total, 0);                                              \
        GK_VECTOR for (int64_t i = 0; i < n; i++) out[i] = out[i] - y[i] * total;            \
      }                                                                                      \
    }                                                                                        \
    return 0;                                                                                \
  }
SOFTMAX_BACKWARD(f32, gk_exp_f32)
SOFTMAX_BACKWARD(f64, gk_exp_f64)

#undef SOFTMAX
#undef SOFTMAX_BACKWARD
