// Soft maxima of rows of one dispatch path, part of the reductions: three passes over a row, which
// stays in the first-level cache: greatest, exponentials and their sum, quotient.

#define SOFTMAX(d, T, EXP)                                                                   \
  /** The greatest of a row; what a NaN in it does to this does not matter, since the sum of the \
      exponentials is then NaN too. */                                                       \
  static T NR(top, d)(int64_t n, const S_##d *in) {                                          \
    T lanes[64], top;                                                                        \
    for (int j = 0; j < 64; j++) lanes[j] = -(T)INFINITY;                                    \
    int64_t i = 0;                                                                           \
    for (; i + 64 <= n; i += 64)                                                             \
      GK_VECTOR for (int j = 0; j < 64; j++) {                                               \
        T x = L_##d(in[i + j]);                                                              \
        lanes[j] = x > lanes[j] ? x : lanes[j];                                              \
      }                                                                                      \
    for (int w = 32; w; w >>= 1)                                                             \
      for (int j = 0; j < w; j++) lanes[j] = lanes[j + w] > lanes[j] ? lanes[j + w] : lanes[j]; \
    top = lanes[0];                                                                          \
    for (; i < n; i++) { T x = L_##d(in[i]); top = x > top ? x : top; }                      \
    return top;                                                                              \
  }                                                                                          \
  /** The sum of e^(x - top) in 64 lanes over chunks; the exponentials go to `out` if given. */ \
  static double NR(exponentials, d)(int64_t n, const S_##d *in, T top, S_##d *out) {         \
    double total = 0;                                                                        \
    for (int64_t at = 0; at < n; at += 4 * CHUNK) {                                          \
      int64_t m = n - at < 4 * CHUNK ? n - at : 4 * CHUNK, i = at, end = at + m;             \
      T lanes[64] = {0};                                                                     \
      if (out)                                                                               \
        for (; i + 64 <= end; i += 64)                                                       \
          GK_VECTOR for (int j = 0; j < 64; j++) {                                           \
            T x = EXP(L_##d(in[i + j]) - top);                                               \
            lanes[j] += x;                                                                   \
            out[i + j] = W_##d(x);                                                           \
          }                                                                                  \
      else                                                                                   \
        for (; i + 64 <= end; i += 64)                                                       \
          GK_VECTOR for (int j = 0; j < 64; j++) lanes[j] += EXP(L_##d(in[i + j]) - top);    \
      for (int j = 0; i < end; i++, j++) {                                                   \
        T x = EXP(L_##d(in[i]) - top);                                                       \
        lanes[j] += x;                                                                       \
        if (out) out[i] = W_##d(x);                                                          \
      }                                                                                      \
      for (int w = 32; w; w >>= 1) for (int j = 0; j < w; j++) lanes[j] += lanes[j + w];     \
      total += (double)lanes[0];                                                             \
    }                                                                                        \
    return total;                                                                            \
  }                                                                                          \
  static int NR(softmax, d)(bool logarithm, int64_t rows, int64_t n, const void *vi, void *vo) { \
    const S_##d *in = vi;                                                                    \
    S_##d *out = vo;                                                                         \
    bool stores = !logarithm && sizeof(T) == sizeof(S_##d);                                  \
    for (int64_t r = 0; r < rows; r++, in += n, out += n) {                                  \
      T top = NR(top, d)(n, in);                                                             \
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
