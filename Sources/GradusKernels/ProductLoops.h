// Products of one dispatch path. Every element of a matrix product is one chain of fused
// multiply-adds in the order of k, so that tiling and vector width do not change its bits.

// Tile shape by path: lanes of a vector and rows of a tile.
#if GK_PATH_LEVEL == 2
#define GK_LANES 16
#define GK_ROWS 12
#elif GK_PATH_LEVEL == 1
#define GK_LANES 8
#define GK_ROWS 6
#else
#define GK_LANES 4
#define GK_ROWS 4
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

/// Packs panels of A (MR rows) and B (NR columns) and multiplies them tile by tile; the running
/// sums stay in registers over a block of k and continue from C in the next.
#define MATMUL_TILED(d, A, VW, MR, NV, FMA, POW)                                             \
  typedef A NP(vec, d) __attribute__((ext_vector_type(VW)));                                 \
  GK_WIDE static void NP(tile, d)(int64_t k, const A *restrict pa, const A *restrict pb, A *c,\
                          int64_t ldc, bool first) {                                         \
    typedef NP(vec, d) V;                                                                    \
    V acc[MR][NV];                                                                           \
    GK_UNROLL for (int i = 0; i < MR; i++)                                                   \
      GK_UNROLL for (int j = 0; j < NV; j++) {                                               \
        if (first) acc[i][j] = (V)0;                                                         \
        else __builtin_memcpy(&acc[i][j], c + i * ldc + j * VW, sizeof(V));                  \
      }                                                                                      \
    for (int64_t p = 0; p < k; p++) {                                                        \
      V b[NV];                                                                               \
      GK_UNROLL for (int j = 0; j < NV; j++)                                                 \
        __builtin_memcpy(&b[j], pb + p * VW * NV + j * VW, sizeof(V));                       \
      GK_UNROLL for (int i = 0; i < MR; i++) {                                               \
        V x = pa[p * MR + i];                                                                \
        GK_UNROLL for (int j = 0; j < NV; j++)                                               \
          acc[i][j] = __builtin_elementwise_fma(x, b[j], acc[i][j]);                         \
      }                                                                                      \
    }                                                                                        \
    GK_UNROLL for (int i = 0; i < MR; i++)                                                   \
      GK_UNROLL for (int j = 0; j < NV; j++)                                                 \
        __builtin_memcpy(c + i * ldc + j * VW, &acc[i][j], sizeof(V));                       \
  }                                                                                          \
  static int NP(matmul, d)(int64_t m, int64_t n, int64_t k, const void *va, int64_t rsa,     \
                           int64_t csa, const void *vb, int64_t rsb, int64_t csb, void *vo) { \
    enum { NR = VW * NV, KC = 256, MC = MR * 16, NC = NR * 64 };                             \
    const A *a = va, *b = vb;                                                                \
    A *o = vo;                                                                               \
    if (k == 0) { memset(o, 0, (size_t)(m * n) * sizeof(A)); return 0; }                     \
    if (n == 1 && csa == 1 && rsb == 1) {                                                    \
      for (int64_t i = 0; i < m; i++) NP(dot, d)(k, a + i * rsa, 1, b, 1, o + i);            \
      return 0;                                                                              \
    }                                                                                        \
    if (m * n * k <= 4096) {                                                                 \
      for (int64_t i = 0; i < m; i++)                                                        \
        for (int64_t j = 0; j < n; j++) {                                                    \
          A t = 0;                                                                           \
          for (int64_t p = 0; p < k; p++)                                                    \
            t = FMA(a[i * rsa + p * csa], b[p * rsb + j * csb], t);                          \
          o[i * n + j] = t;                                                                  \
        }                                                                                    \
      return 0;                                                                              \
    }                                                                                        \
    int64_t nc = n < NC ? (n + NR - 1) / NR * NR : NC, mc = m < MC ? (m + MR - 1) / MR * MR : MC; \
    int64_t kc = k < KC ? k : KC;                                                            \
    A *room = aligned_alloc(64, (size_t)(((nc + mc) * kc + MR * NR) * (int64_t)sizeof(A) + 127) / 64 * 64); \
    if (!room) return 3;                                                                     \
    A *pb = room, *pa = room + nc * kc, *edge = pa + mc * kc;                                \
    for (int64_t jc = 0; jc < n; jc += NC) {                                                 \
      int64_t nb = n - jc < NC ? n - jc : NC;                                                \
      for (int64_t pc = 0; pc < k; pc += KC) {                                               \
        int64_t kb = k - pc < KC ? k - pc : KC;                                              \
        for (int64_t j = 0; j < nb; j += NR) {                                               \
          int64_t w = nb - j < NR ? nb - j : NR;                                             \
          A *q = pb + j * kb;                                                                \
          const A *from = b + pc * rsb + (jc + j) * csb;                                     \
          for (int64_t p = 0; p < kb; p++, q += NR) {                                        \
            if (csb == 1) for (int64_t x = 0; x < w; x++) q[x] = from[p * rsb + x];          \
            else for (int64_t x = 0; x < w; x++) q[x] = from[p * rsb + x * csb];             \
            for (int64_t x = w; x < NR; x++) q[x] = 0;                                       \
          }                                                                                  \
        }                                                                                    \
        for (int64_t ic = 0; ic < m; ic += MC) {                                             \
          int64_t mb = m - ic < MC ? m - ic : MC;                                            \
          for (int64_t i = 0; i < mb; i += MR) {                                             \
            int64_t h = mb - i < MR ? mb - i : MR;                                           \
            A *q = pa + i * kb;                                                              \
            const A *from = a + (ic + i) * rsa + pc * csa;                                   \
            for (int64_t p = 0; p < kb; p++, q += MR) {                                      \
              for (int64_t x = 0; x < h; x++) q[x] = from[x * rsa + p * csa];                \
              for (int64_t x = h; x < MR; x++) q[x] = 0;                                     \
            }                                                                                \
          }                                                                                  \
          for (int64_t j = 0; j < nb; j += NR)                                               \
            for (int64_t i = 0; i < mb; i += MR) {                                           \
              int64_t h = mb - i < MR ? mb - i : MR, w = nb - j < NR ? nb - j : NR;          \
              A *c = o + (ic + i) * n + jc + j;                                              \
              if (h == MR && w == NR) {                                                      \
                NP(tile, d)(kb, pa + i * kb, pb + j * kb, c, n, pc == 0);                    \
              } else {                                                                       \
                if (pc) for (int64_t y = 0; y < h; y++)                                      \
                  memcpy(edge + y * NR, c + y * n, (size_t)w * sizeof(A));                   \
                NP(tile, d)(kb, pa + i * kb, pb + j * kb, edge, NR, pc == 0);                \
                for (int64_t y = 0; y < h; y++)                                              \
                  memcpy(c + y * n, edge + y * NR, (size_t)w * sizeof(A));                   \
              }                                                                              \
            }                                                                                \
        }                                                                                    \
      }                                                                                      \
    }                                                                                        \
    free(room);                                                                              \
    return 0;                                                                                \
  }
MATMUL_TILED(f32, float, GK_LANES, GK_ROWS, 2, __builtin_fmaf, _)
MATMUL_TILED(f64, double, (GK_LANES / 2), GK_ROWS, 2, __builtin_fma, _)

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
const gk_product_table GK_CAT(gk_product, GK_PATH) = {.matmul = NUMS(matmul), .dot = NUMS(dot)};

#undef NP
#undef GK_WIDE
#undef GK_UNROLL
#undef DOT_FLOAT
#undef DOT_INT
#undef MATMUL_TILED
#undef MATMUL_PLAIN
#undef MATMUL_INT
#undef NUMS
#undef GK_LANES
#undef GK_ROWS
