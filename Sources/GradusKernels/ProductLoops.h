// Products of one dispatch path. Every element of a matrix product is one chain of fused
// multiply-adds in the order of k, so that tiling and vector width do not change its bits.

// Tile shape by path: lanes of a vector and rows of a tile.
#if GK_PATH_LEVEL == 2
#define GK_LANES 16
#define GK_ROWS 12
#define GK_ROWS_2 8
#define GK_ROWS_1 4
#elif GK_PATH_LEVEL == 1
#define GK_LANES 8
#define GK_ROWS 6
#define GK_ROWS_2 4
#define GK_ROWS_1 2
#else
#define GK_LANES 4
#define GK_ROWS 4
#define GK_ROWS_2 2
#define GK_ROWS_1 1
#endif
// Without it 512-bit vectors are taken apart: compilers shun them for what they cost other code.
#define GK_WIDE __attribute__((min_vector_width(8 * 4 * GK_LANES)))
// The running sums stay in registers only where the loops over them are gone.
#define GK_UNROLL _Pragma("clang loop unroll(full)")
#define NP(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _p)

#define DOT_FLOAT(d, A, FMA)                                                                 \
  static int NP(dot, d)(int64_t n, const void *va, int64_t sa, const void *vb, int64_t sb,   \
                        void *vo) {                                                          \
    const S_##d *a = va, *b = vb;                                                            \
    double total = 0;                                                                        \
    for (int64_t at = 0; at < n; at += 1024) {                                               \
      int64_t m = n - at < 1024 ? n - at : 1024, i = 0;                                      \
      A lanes[16] = {0};                                                                     \
      if (sa == 1 && sb == 1)                                                                \
        for (; i + 16 <= m; i += 16)                                                         \
          for (int j = 0; j < 16; j++)                                                       \
            lanes[j] = FMA((A)L_##d(a[at + i + j]), (A)L_##d(b[at + i + j]), lanes[j]);      \
      for (; i < m; i++) {                                                                   \
        int j = (int)(i & 15);                                                               \
        lanes[j] = FMA((A)L_##d(a[(at + i) * sa]), (A)L_##d(b[(at + i) * sb]), lanes[j]);    \
      }                                                                                      \
      for (int w = 8; w; w >>= 1) for (int j = 0; j < w; j++) lanes[j] += lanes[j + w];      \
      total += (double)lanes[0];                                                             \
    }                                                                                        \
    *(S_##d *)vo = W_##d((C_##d)total);                                                      \
    return 0;                                                                                \
  }
DOT_FLOAT(f16, float, __builtin_fmaf)
DOT_FLOAT(bf16, float, __builtin_fmaf)
DOT_FLOAT(f32, float, __builtin_fmaf)
DOT_FLOAT(f64, double, __builtin_fma)
#define DOT_INT(d, _)                                                                        \
  static int NP(dot, d)(int64_t n, const void *va, int64_t sa, const void *vb, int64_t sb,   \
                        void *vo) {                                                          \
    const S_##d *a = va, *b = vb;                                                            \
    U_##d total = 0;                                                                         \
    for (int64_t i = 0; i < n; i++) total += (U_##d)a[i * sa] * (U_##d)b[i * sb];            \
    *(S_##d *)vo = (S_##d)total;                                                             \
    return 0;                                                                                \
  }
GK_INTEGERS(DOT_INT, _)

/// A tile of C: ROWS rows of A, element (i, p) at pa[i·SI + p·SP] where one of the steps is 1 and the
/// other `lda`, times a panel of NV vectors a row, rows `ldb` apart. The running sums stay in registers
/// over a block of k and continue from C in the next.
#define TILE(name, ROWS, d, A, VW, NV, SI, SP)                                               \
  GK_WIDE static void NP(name, d)(int64_t k, const A *restrict pa, int64_t lda,              \
                                  const A *restrict pb, int64_t ldb, A *c, int64_t ldc,      \
                                  bool first) {                                              \
    typedef NP(vec, d) V;                                                                    \
    V acc[ROWS][NV];                                                                         \
    GK_UNROLL for (int i = 0; i < ROWS; i++)                                                 \
      GK_UNROLL for (int j = 0; j < NV; j++) {                                               \
        if (first) acc[i][j] = (V)0;                                                         \
        else __builtin_memcpy(&acc[i][j], c + i * ldc + j * VW, sizeof(V));                  \
      }                                                                                      \
    for (int64_t p = 0; p < k; p++, pb += ldb) {                                             \
      V b[NV];                                                                               \
      GK_UNROLL for (int j = 0; j < NV; j++)                                                 \
        __builtin_memcpy(&b[j], pb + j * VW, sizeof(V));                                     \
      GK_UNROLL for (int i = 0; i < ROWS; i++) {                                             \
        V x = pa[i * SI + p * SP];                                                           \
        GK_UNROLL for (int j = 0; j < NV; j++)                                               \
          acc[i][j] = __builtin_elementwise_fma(x, b[j], acc[i][j]);                         \
      }                                                                                      \
    }                                                                                        \
    GK_UNROLL for (int i = 0; i < ROWS; i++)                                                 \
      GK_UNROLL for (int j = 0; j < NV; j++)                                                 \
        __builtin_memcpy(c + i * ldc + j * VW, &acc[i][j], sizeof(V));                       \
  }

/// Products by tiles of MR rows or, at the lower edge, of M2 or M1.
#define MATMUL_TILED(d, A, VW, MR, M2, M1, NV, FMA)                                          \
  typedef A NP(vec, d) __attribute__((ext_vector_type(VW)));                                 \
  enum { NP(NR, d) = VW * NV };                                                              \
  TILE(rows_3, MR, d, A, VW, NV, lda, 1)                                                     \
  TILE(rows_2, M2, d, A, VW, NV, lda, 1)                                                     \
  TILE(rows_1, M1, d, A, VW, NV, lda, 1)                                                     \
  TILE(columns_3, MR, d, A, VW, NV, 1, lda)                                                  \
  TILE(columns_2, M2, d, A, VW, NV, 1, lda)                                                  \
  TILE(columns_1, M1, d, A, VW, NV, 1, lda)                                                  \
  /** n lines of k elements in strips of `wide` lines, `apart` elements apart: the first elements of a \
      strip's lines, then the second ones, with zeros behind the last line. */               \
  static inline __attribute__((always_inline)) void NP(strips, d)(                           \
      int wide, int64_t apart, int64_t n, int64_t k, const A *lines, int64_t line,           \
      int64_t element, A *q) {                                                               \
    for (int64_t j = 0; j < n; j += wide, q += apart) {                                      \
      int64_t w = n - j < wide ? n - j : wide;                                               \
      const A *from = lines + j * line;                                                      \
      if (w == wide && line == 1)                                                            \
        for (int64_t p = 0; p < k; p++)                                                      \
          memcpy(q + p * wide, from + p * element, (size_t)wide * sizeof(A));                \
      else if (w == wide && element == 1)                                                    \
        gk_turn(sizeof(A), k, wide, q, wide, from, line);                                    \
      else                                                                                   \
        for (int64_t p = 0; p < k; p++) {                                                    \
          for (int64_t x = 0; x < w; x++) q[p * wide + x] = from[x * line + p * element];    \
          for (int64_t x = w; x < wide; x++) q[p * wide + x] = 0;                            \
        }                                                                                    \
    }                                                                                        \
  }                                                                                          \
  /** Panels of NR columns of B, each row by row. */                                         \
  static void NP(panels, d)(int64_t n, int64_t k, const void *b, int64_t rsb, int64_t csb,   \
                            void *out) {                                                     \
    NP(strips, d)(NP(NR, d), NP(NR, d) * k, n, k, b, csb, rsb, out);                         \
  }                                                                                          \
  /** m rows of A side by side, GK_APART apart, or, where its columns are side by side, these in  \
      tiles of MR, each MR·GK_APART elements long; zeros make the last tile whole. */        \
  static void NP(pack, d)(int64_t m, int64_t k, const void *va, int64_t rsa, int64_t csa,    \
                          void *vo) {                                                        \
    const A *a = va;                                                                         \
    A *q = vo;                                                                               \
    if (csa != 1) {                                                                          \
      NP(strips, d)(MR, MR * GK_APART, m, k, a, rsa, csa, q);                                \
      return;                                                                                \
    }                                                                                        \
    for (int64_t i = 0; i < m; i++)                                                          \
      memcpy(q + i * GK_APART, a + i * rsa, (size_t)k * sizeof(A));                          \
    for (int64_t i = m; i % MR; i++) memset(q + i * GK_APART, 0, (size_t)k * sizeof(A));     \
  }                                                                                          \
  /** m rows of A, `step_a` apart, times panels of B, `step_b` apart, whose rows are `ldb` apart.  \
      `lda` 0: rows of A are side by side; else its columns are, `lda` apart. The rows below the last \
      whole tile are those of `rest`, if any, laid out as `pack` does. */                    \
  static void NP(tiles, d)(int64_t m, int64_t n, int64_t k, const void *va, int64_t step_a,  \
                           int64_t lda, const void *rest, const void *vb, int64_t step_b,    \
                           int64_t ldb, void *vc, int64_t ldc, bool first) {                 \
    enum { NR = VW * NV };                                                                   \
    const A *a = va, *b = vb;                                                                \
    A *c = vc, edge[MR * NR];                                                                \
    for (int64_t j = 0; j < n; j += NR)                                                      \
      for (int64_t i = 0; i < m; i += MR) {                                                  \
        int64_t h = m - i < MR ? m - i : MR, w = n - j < NR ? n - j : NR;                    \
        bool is_rest = h < MR && rest != NULL, fits = w == NR && (h == MR || h == M2 || h == M1);   \
        const A *x = is_rest ? rest : a + i * step_a, *y = b + j / NR * step_b;              \
        int64_t ldx = lda == 0 ? (is_rest ? GK_APART : step_a) : is_rest ? MR : lda;         \
        A *to = c + i * ldc + j, *t = fits ? to : edge;                                      \
        int64_t ldt = fits ? ldc : NR;                                                       \
        if (!fits && !first) for (int64_t r = 0; r < h; r++)                                 \
          memcpy(edge + r * NR, to + r * ldc, (size_t)w * sizeof(A));                        \
        if (lda == 0)                                                                        \
          (h > M2 ? NP(rows_3, d) : h > M1 ? NP(rows_2, d)                                   \
                  : NP(rows_1, d))(k, x, ldx, y, ldb, t, ldt, first);                        \
        else                                                                                 \
          (h > M2 ? NP(columns_3, d) : h > M1 ? NP(columns_2, d)                             \
                  : NP(columns_1, d))(k, x, ldx, y, ldb, t, ldt, first);                     \
        if (!fits) for (int64_t r = 0; r < h; r++)                                           \
          memcpy(to + r * ldc, edge + r * NR, (size_t)w * sizeof(A));                        \
      }                                                                                      \
  }                                                                                          \
  /** The dot products of four rows of A with b, each as `dot` adds it up; four streams of memory \
      are read faster than one. */                                                           \
  GK_WIDE static void NP(dots, d)(int64_t n, const A *a, int64_t rsa, const A *b, A *o) {    \
    typedef A V __attribute__((ext_vector_type(16)));                                        \
    double total[4] = {0};                                                                   \
    for (int64_t at = 0; at < n; at += 1024) {                                               \
      int64_t m = n - at < 1024 ? n - at : 1024, i = 0;                                      \
      V lanes[4] = {0};                                                                      \
      for (; i + 16 <= m; i += 16) {                                                         \
        V x, y;                                                                              \
        __builtin_memcpy(&y, b + at + i, sizeof(V));                                         \
        GK_UNROLL for (int r = 0; r < 4; r++) {                                              \
          __builtin_memcpy(&x, a + r * rsa + at + i, sizeof(V));                             \
          lanes[r] = __builtin_elementwise_fma(x, y, lanes[r]);                              \
        }                                                                                    \
      }                                                                                      \
      GK_UNROLL for (int r = 0; r < 4; r++) {                                                \
        A lane[16];                                                                          \
        __builtin_memcpy(lane, &lanes[r], sizeof(V));                                        \
        for (int64_t p = i; p < m; p++)                                                      \
          lane[p & 15] = FMA(a[r * rsa + at + p], b[at + p], lane[p & 15]);                  \
        for (int w = 8; w; w >>= 1) for (int j = 0; j < w; j++) lane[j] += lane[j + w];      \
        total[r] += (double)lane[0];                                                         \
      }                                                                                      \
    }                                                                                        \
    for (int r = 0; r < 4; r++) o[r] = (A)total[r];                                          \
  }                                                                                          \
  /** Few elements, each a chain by itself. */                                               \
  static int NP(matmul, d)(int64_t m, int64_t n, int64_t k, const void *va, int64_t rsa,     \
                           int64_t csa, const void *vb, int64_t rsb, int64_t csb, void *vo) { \
    const A *a = va, *b = vb;                                                                \
    A *o = vo;                                                                               \
    if (n == 1 && csa == 1 && rsb == 1) {                                                    \
      int64_t i = 0;                                                                         \
      for (; i + 4 <= m; i += 4) NP(dots, d)(k, a + i * rsa, rsa, b, o + i);                 \
      for (; i < m; i++) NP(dot, d)(k, a + i * rsa, 1, b, 1, o + i);                         \
      return 0;                                                                              \
    }                                                                                        \
    for (int64_t i = 0; i < m; i++)                                                          \
      for (int64_t j = 0; j < n; j++) {                                                      \
        A t = 0;                                                                             \
        for (int64_t p = 0; p < k; p++)                                                      \
          t = FMA(a[i * rsa + p * csa], b[p * rsb + j * csb], t);                            \
        o[i * n + j] = t;                                                                    \
      }                                                                                      \
    return 0;                                                                                \
  }
MATMUL_TILED(f32, float, GK_LANES, GK_ROWS, GK_ROWS_2, GK_ROWS_1, 2, __builtin_fmaf)
MATMUL_TILED(f64, double, (GK_LANES / 2), GK_ROWS, GK_ROWS_2, GK_ROWS_1, 2, __builtin_fma)

#define MATMUL_PLAIN(d, A, STEP, OUT)                                                        \
  static int NP(matmul, d)(int64_t m, int64_t n, int64_t k, const void *va, int64_t rsa,     \
                           int64_t csa, const void *vb, int64_t rsb, int64_t csb, void *vo) { \
    const S_##d *a = va, *b = vb;                                                            \
    S_##d *o = vo;                                                                           \
    A *row = calloc((size_t)(n > 0 ? n : 1), sizeof(A));                                     \
    if (!row) return 3;                                                                      \
    for (int64_t i = 0; i < m; i++) {                                                        \
      for (int64_t j = 0; j < n; j++) row[j] = 0;                                            \
      for (int64_t p = 0; p < k; p++) {                                                      \
        A x = (A)L_##d(a[i * rsa + p * csa]);                                                \
        for (int64_t j = 0; j < n; j++) { A y = (A)L_##d(b[p * rsb + j * csb]), t = row[j]; row[j] = STEP; } \
      }                                                                                      \
      for (int64_t j = 0; j < n; j++) o[i * n + j] = OUT(row[j]);                            \
    }                                                                                        \
    free(row);                                                                               \
    return 0;                                                                                \
  }
#define MATMUL_INT(d, _) MATMUL_PLAIN(d, U_##d, t + x * y, W_##d)
GK_INTEGERS(MATMUL_INT, _)
MATMUL_PLAIN(f16, float, __builtin_fmaf(x, y, t), W_f16)
MATMUL_PLAIN(bf16, float, __builtin_fmaf(x, y, t), W_bf16)

#define NUMS(name)                                                                           \
  {[GK_U8] = NP(name, u8), [GK_I8] = NP(name, i8), [GK_I16] = NP(name, i16),                 \
   [GK_I32] = NP(name, i32), [GK_I64] = NP(name, i64), [GK_F16] = NP(name, f16),             \
   [GK_BF16] = NP(name, bf16), [GK_F32] = NP(name, f32), [GK_F64] = NP(name, f64)}
const gk_product_table GK_CAT(gk_product, GK_PATH) = {
    .matmul = NUMS(matmul), .dot = NUMS(dot),
    .tiled = {[GK_F32] = {GK_ROWS, NP(NR, f32), NP(panels, f32), NP(pack, f32), NP(tiles, f32)},
              [GK_F64] = {GK_ROWS, NP(NR, f64), NP(panels, f64), NP(pack, f64), NP(tiles, f64)}}};

#undef NP
#undef GK_WIDE
#undef GK_UNROLL
#undef DOT_FLOAT
#undef DOT_INT
#undef MATMUL_TILED
#undef TILE
#undef MATMUL_PLAIN
#undef MATMUL_INT
#undef NUMS
#undef GK_LANES
#undef GK_ROWS
#undef GK_ROWS_2
#undef GK_ROWS_1
