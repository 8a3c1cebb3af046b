// Greatest and least elements of one dispatch path, part of the reductions: the first of equals,
// NaN before all.

#define NAN_OF_u8 0
#define NAN_OF_i8 0
#define NAN_OF_i16 0
#define NAN_OF_i32 0
#define NAN_OF_i64 0
#define NAN_OF_b8 0
#define NAN_OF_f16 NAN
#define NAN_OF_bf16 NAN
#define NAN_OF_f32 NAN
#define NAN_OF_f64 NAN
// Whether one of two elements is a NaN.
#define ODD_u8(x, y) 0
#define ODD_i8(x, y) 0
#define ODD_i16(x, y) 0
#define ODD_i32(x, y) 0
#define ODD_i64(x, y) 0
#define ODD_b8(x, y) 0
#define ODD_f16(x, y) __builtin_isunordered(x, y)
#define ODD_bf16(x, y) __builtin_isunordered(x, y)
#define ODD_f32(x, y) __builtin_isunordered(x, y)
#define ODD_f64(x, y) __builtin_isunordered(x, y)
// Whole rows where they fit the first-level cache: memory is then read in order.
#define COLUMNS 4096
// Places within so many rows fit the width of a float, so that both are compared side by side.
#define ROWS 0x40000000

/// The best of `n` elements side by side, in four times 16 lanes.
#define BEST(name, d, BEATS)                                                                 \
  static C_##d NR(name##_best, d)(int64_t n, const S_##d *in) {                              \
    typedef C_##d C;                                                                         \
    C t = L_##d(in[0]);                                                                      \
    int64_t i = 0;                                                                           \
    if (n >= 64) {                                                                           \
      C a[16], b[16], c[16], e[16], odd[16];                                                 \
      for (int j = 0; j < 16; j++) a[j] = b[j] = c[j] = e[j] = L_##d(in[j]), odd[j] = 0;     \
      for (; i + 64 <= n; i += 64)                                                           \
        for (int j = 0; j < 16; j++) {                                                       \
          C w = L_##d(in[i + j]), x = L_##d(in[i + 16 + j]), y = L_##d(in[i + 32 + j]),      \
            z = L_##d(in[i + 48 + j]);                                                       \
          odd[j] = ODD_##d(w, x) | ODD_##d(y, z) ? (C)1 : odd[j];                            \
          a[j] = BEATS(w, a[j]) ? w : a[j];                                                  \
          b[j] = BEATS(x, b[j]) ? x : b[j];                                                  \
          c[j] = BEATS(y, c[j]) ? y : c[j];                                                  \
          e[j] = BEATS(z, e[j]) ? z : e[j];                                                  \
        }                                                                                    \
      for (int j = 0; j < 16; j++) {                                                         \
        a[j] = BEATS(b[j], a[j]) ? b[j] : a[j];                                              \
        c[j] = BEATS(e[j], c[j]) ? e[j] : c[j];                                              \
        a[j] = BEATS(c[j], a[j]) ? c[j] : a[j];                                              \
        t = odd[j] != 0 ? (C)NAN_OF_##d : t != t ? t : BEATS(a[j], t) ? a[j] : t;            \
      }                                                                                      \
    }                                                                                        \
    if (i + 16 <= n) {                                                                       \
      C lanes[16], odd[16];                                                                  \
      for (int j = 0; j < 16; j++) lanes[j] = t, odd[j] = 0;                                 \
      for (; i + 16 <= n; i += 16)                                                           \
        for (int j = 0; j < 16; j++) {                                                       \
          C x = L_##d(in[i + j]);                                                            \
          odd[j] = x != x ? (C)1 : odd[j];                                                   \
          lanes[j] = BEATS(x, lanes[j]) ? x : lanes[j];                                      \
        }                                                                                    \
      for (int j = 0; j < 16; j++)                                                           \
        t = odd[j] != 0 ? (C)NAN_OF_##d : t != t ? t : BEATS(lanes[j], t) ? lanes[j] : t;    \
    }                                                                                        \
    for (; i < n; i++) {                                                                     \
      C x = L_##d(in[i]);                                                                    \
      t = t != t ? t : x != x ? x : BEATS(x, t) ? x : t;                                     \
    }                                                                                        \
    return t;                                                                                \
  }

/// Where `t`, or the first NaN if it is one, stands: block by block, then within one.
#define PLACE(name, d)                                                                       \
  static int64_t NR(name##_place, d)(int64_t n, const S_##d *in, C_##d t) {                  \
    int64_t at = 0;                                                                          \
    for (; t == t && at + 64 <= n; at += 64) {                                               \
      int32_t hit = 0;                                                                       \
      for (int j = 0; j < 64; j++) hit |= L_##d(in[at + j]) == t;                            \
      if (hit) break;                                                                        \
    }                                                                                        \
    for (;; at++) {                                                                          \
      C_##d x = L_##d(in[at]);                                                               \
      if (x == t || (x != x && t != t)) return at;                                           \
    }                                                                                        \
  }

/// The best of each of `w` columns in rows `stride` apart.
#define BEST_ROWS(name, d, BEATS)                                                            \
  static void NR(name##_rows, d)(int64_t n, int64_t w, int64_t stride, const S_##d *in,      \
                                 S_##d *out, int64_t *index) {                               \
    typedef C_##d C;                                                                         \
    C best[COLUMNS];                                                                         \
    for (int64_t j = 0; j < w; j++) best[j] = L_##d(in[j]);                                  \
    if (!index) {                                                                            \
      for (int64_t i = 1; i < n; i++) {                                                      \
        const S_##d *row = in + i * stride;                                                  \
        GK_VECTOR for (int64_t j = 0; j < w; j++) {                                          \
          C x = L_##d(row[j]), t = best[j];                                                  \
          best[j] = ((BEATS(x, t) | (x != x)) & (t == t)) ? x : t;                                 \
        }                                                                                    \
      }                                                                                      \
    } else {                                                                                 \
      for (int64_t j = 0; j < w; j++) index[j] = 0;                                          \
      for (int64_t from = 1; from < n; from += ROWS) {                                       \
        int32_t rows = n - from < ROWS ? (int32_t)(n - from) : ROWS, at[COLUMNS];            \
        for (int64_t j = 0; j < w; j++) at[j] = -1;                                          \
        for (int32_t i = 0; i < rows; i++) {                                                 \
          const S_##d *row = in + (from + i) * stride;                                       \
          GK_VECTOR for (int64_t j = 0; j < w; j++) {                                        \
            C x = L_##d(row[j]), t = best[j];                                                \
            bool wins = (BEATS(x, t) | (x != x)) & (t == t);                                       \
            best[j] = wins ? x : t;                                                          \
            at[j] = wins ? i : at[j];                                                        \
          }                                                                                  \
        }                                                                                    \
        for (int64_t j = 0; j < w; j++) if (at[j] >= 0) index[j] = from + at[j];             \
      }                                                                                      \
    }                                                                                        \
    if (out) for (int64_t j = 0; j < w; j++) out[j] = W_##d(best[j]);                        \
  }

#define EXTREME(name, d, BEATS)                                                              \
  BEST(name, d, BEATS)                                                                       \
  PLACE(name, d)                                                                             \
  BEST_ROWS(name, d, BEATS)                                                                  \
  static int NR(name, d)(int64_t outer, int64_t n, int64_t inner, int64_t step,             \
                         const void *vi, void *vo, int64_t *index) {                         \
    const S_##d *in = vi;                                                                    \
    S_##d *out = vo;                                                                         \
    for (int64_t r = 0; r < outer; r++, in += n * step) {                                    \
      if (inner > 1) {                                                                       \
        for (int64_t c = 0; c < inner; c += COLUMNS) {                                       \
          int64_t w = inner - c < COLUMNS ? inner - c : COLUMNS, to = r * inner + c;         \
          NR(name##_rows, d)(n, w, step, in + c, out ? out + to : 0, index ? index + to : 0); \
        }                                                                                    \
        continue;                                                                            \
      }                                                                                      \
      C_##d t = NR(name##_best, d)(n, in);                                                   \
      if (out) out[r] = W_##d(t);                                                            \
      if (index) {                                                                           \
        index[r] = NR(name##_place, d)(n, in, t);                                            \
      }                                                                                      \
    }                                                                                        \
    return 0;                                                                                \
  }
#define GREATER(x, t) ((x) > (t))
#define LESS(x, t) ((x) < (t))
#define EXTREMES(d, _) EXTREME(max, d, GREATER) EXTREME(min, d, LESS)
GK_ALL_TYPES(EXTREMES, _)

#undef COLUMNS
#undef ROWS
#undef BEST
#undef PLACE
#undef BEST_ROWS
#undef EXTREME
#undef EXTREMES
#undef GREATER
#undef LESS
