// Random numbers of one dispatch path. The recorded streams hold the last bits of these
// polynomials (S. Moshier, Cephes Mathematical Library, single precision), so every fused step is
// written as one and no other is fused.

#define RN(name) GK_CAT(gk_random_##name, GK_PATH)
#if GK_PATH_LEVEL == 0 && !defined(__FMA__) && defined(__x86_64__)
// The exact product and sum of floats in double, rounded to odd, so that the second rounding sees
// which side it is on: the library's fmaf without a call.
static inline float RN(fma)(float a, float b, float c) {
  double p = (double)a * (double)b, s = p + (double)c;
  double t = s - p, e = (p - (s - t)) + ((double)c - t);
  uint64_t u = gk_bits64(s);
  uint64_t odd = u + ((e > 0) == (s > 0) ? 0 : (uint64_t)-1);
  u = e != 0 && (u & 1) == 0 ? (odd | 1) : u;
  return (float)gk_double(u);
}
#else
static inline float RN(fma)(float a, float b, float c) { return __builtin_elementwise_fma(a, b, c); }
#endif

static inline uint32_t RN(mix)(uint32_t upper, uint32_t lower) {
  uint32_t y = (upper & 0x80000000u) | (lower & 0x7fffffffu);
  return (y >> 1) ^ ((0u - (lower & 1u)) & 0x9908b0dfu);
}

static inline uint32_t RN(temper)(uint32_t y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ y >> 18;
}

static void RN(twist)(uint32_t *restrict w, uint32_t *restrict o) {
#define NEXT(i, from) o[i] = RN(temper)(w[i] = w[from] ^ RN(mix)(w[i], w[(i) + 1]))
  GK_VECTOR for (int i = 0; i < 227; i++) NEXT(i, i + 397);
  GK_VECTOR for (int i = 227; i < 454; i++) NEXT(i, i - 227);
  GK_VECTOR for (int i = 454; i < 623; i++) NEXT(i, i - 227);
#undef NEXT
  w[623] = w[396] ^ RN(mix)(w[623], w[0]);
  o[623] = RN(temper)(w[623]);
}

static void RN(uniform24)(int64_t n, const uint32_t *o, float *to) {
  GK_VECTOR for (int64_t i = 0; i < n; i++) to[i] = (float)(int32_t)(o[i] & 0xffffffu) * 0x1p-24f;
}

static void RN(uniform53)(int64_t n, const uint32_t *o, double *to) {
  GK_VECTOR for (int64_t i = 0; i < n; i++) {
    // Both parts are exact, and so is their sum.
    double high = (double)(int32_t)(o[2 * i] & 0x1fffffu);
    uint32_t low = o[2 * i + 1];
    double rest = (double)(int32_t)(low >> 31) * 0x1p31 + (double)(int32_t)(low & 0x7fffffffu);
    to[i] = (high * 0x1p32 + rest) * 0x1p-53;
  }
}

static void RN(stretch)(int64_t n, float *x, float low, float width, float high) {
  GK_VECTOR for (int64_t i = 0; i < n; i++) {
    float v = RN(fma)(x[i], width, low);
    x[i] = v == high ? low : v;
  }
}

// Numbers of the transform: a vector of them, or one where the exact multiply-add is not an instruction
// and the compiler does better with a loop.
#if GK_PATH_LEVEL == 2
#define LANES 16
#elif GK_PATH_LEVEL == 1
#define LANES 8
#else
#define LANES 1
#endif
#if LANES == 1
typedef float RN(F);
typedef int32_t RN(I);
#define TO_FLOATS(x) ((float)(x))
#define TO_WHOLE(x) ((int32_t)(x))
#else
typedef float RN(F) __attribute__((ext_vector_type(LANES)));
typedef int32_t RN(I) __attribute__((ext_vector_type(LANES)));
#define TO_FLOATS(x) __builtin_convertvector(x, F)
#define TO_WHOLE(x) __builtin_convertvector(x, I)
#endif
#define FMA(x, y, z) RN(fmas)((F)(x), (F)(y), (F)(z))
#define INLINE static inline __attribute__((always_inline, min_vector_width(32 * LANES)))
#define F RN(F)
#define I RN(I)

INLINE F RN(fmas)(F a, F b, F c) {
#if LANES == 1
  return RN(fma)(a, b, c);
#else
  return __builtin_elementwise_fma(a, b, c);
#endif
}
INLINE I RN(as_bits)(F x) { I u; memcpy(&u, &x, sizeof u); return u; }
INLINE F RN(as_float)(I u) { F x; memcpy(&x, &u, sizeof x); return x; }

/// log(v·2⁻²⁴) of a whole number v from 1 to 2²⁴.
INLINE F RN(log)(I v) {
  I u = RN(as_bits)(TO_FLOATS(v));
  F m = RN(as_float)((u & 0x7fffff) | 0x3f000000);
  I small = m < 0.707106781186547524f;
  I exponent = (u >> 23) - (126 + 24);
  F e = TO_FLOATS(small ? exponent - 1 : exponent);
  F y = m - 1.0f;
  F x = small ? y + m : y;
  F z = x * x;
  F p = 7.0376836292e-2f;
  p = FMA(p, x, -1.1514610310e-1f);
  p = FMA(p, x, 1.1676998740e-1f);
  p = FMA(p, x, -1.2420140846e-1f);
  p = FMA(p, x, 1.4249322787e-1f);
  p = FMA(p, x, -1.6668057665e-1f);
  p = FMA(p, x, 2.0000714765e-1f);
  p = FMA(p, x, -2.4999993993e-1f);
  p = FMA(p, x, 3.3333331174e-1f);
  p = p * x;
  p = FMA(p, z, e * -2.12194440e-4f);
  p = FMA(-z, 0.5f, p);
  return FMA(e, 0.693359375f, x + p);
}

/// The Box-Muller transform of the low 24 bits of two outputs.
INLINE void RN(normal_pair)(I u, I w, F *a, F *b, float mean, float deviation) {
  F r = __builtin_elementwise_sqrt(-2.0f * RN(log)(0x1000000 - (u & 0xffffff)));
  F t = TO_FLOATS(w & 0xffffff) * (0x1p-24f * 6.28318530717958648f);
  I j = TO_WHOLE(t * 1.27323954473516f);
  j = (j + 1) & ~1;
  F y = TO_FLOATS(j);
  t = FMA(y, -0.78515625f, t);
  t = FMA(y, -2.4187564849853515625e-4f, t);
  t = FMA(y, -3.77489497744594108e-8f, t);
  F z = t * t;
  F c = 2.443315711809948e-5f;
  c = FMA(c, z, -1.388731625493765e-3f);
  c = FMA(c, z, 4.166664568298827e-2f);
  c = FMA(c * z, z, -(z * 0.5f)) + 1.0f;
  F s = -1.9515295891e-4f;
  s = FMA(s, z, 8.3321608736e-3f);
  s = FMA(s, z, -1.6666654611e-1f);
  s = FMA(s * z, t, t);
  I swapped = (j & 2) != 0;
  F sine = swapped ? c : s, cosine = swapped ? s : c;
  // A sign bit each: negation without a branch.
  sine = RN(as_float)(RN(as_bits)(sine) ^ ((j & 4) << 29));
  cosine = RN(as_float)(RN(as_bits)(cosine) ^ ((~(j - 2) & 4) << 29));
  *a = FMA(r * cosine, deviation, mean);
  *b = FMA(r * sine, deviation, mean);
}

/// Blocks of 16: the first eight outputs and the last eight are pairs.
static __attribute__((min_vector_width(32 * LANES))) void RN(normal)(
    int64_t blocks, const uint32_t *from, float *to, float mean, float deviation) {
  I u, w;
  F a, b;
#if LANES == 16
  for (; blocks >= 2; blocks -= 2, from += 32, to += 32) {
    I p, q;
    memcpy(&p, from, sizeof p);
    memcpy(&q, from + 16, sizeof q);
    u = __builtin_shufflevector(p, q, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    w = __builtin_shufflevector(p, q, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    RN(normal_pair)(u, w, &a, &b, mean, deviation);
    F x = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    F y = __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    memcpy(to, &x, sizeof x);
    memcpy(to + 16, &y, sizeof y);
  }
  for (; blocks > 0; blocks--, from += 16, to += 16) {
    u = w = 0;
    memcpy(&u, from, sizeof u / 2);
    memcpy(&w, from + 8, sizeof w / 2);
    RN(normal_pair)(u, w, &a, &b, mean, deviation);
    memcpy(to, &a, sizeof a / 2);
    memcpy(to + 8, &b, sizeof b / 2);
  }
#elif LANES == 8
  for (; blocks > 0; blocks--, from += 16, to += 16) {
    memcpy(&u, from, sizeof u);
    memcpy(&w, from + 8, sizeof w);
    RN(normal_pair)(u, w, &a, &b, mean, deviation);
    memcpy(to, &a, sizeof a);
    memcpy(to + 8, &b, sizeof b);
  }
#else
  for (; blocks > 0; blocks--, from += 16, to += 16)
    GK_VECTOR for (int i = 0; i < 8; i++) {
      RN(normal_pair)((int32_t)from[i], (int32_t)from[i + 8], &a, &b, mean, deviation);
      to[i] = a;
      to[i + 8] = b;
    }
#endif
}

static void RN(count_less)(int64_t n, const double *x, int64_t limits, const double *limit,
                           int64_t *to) {
  int64_t i = 0;
  for (; i + 32 <= n; i += 32) {
    int64_t count[32] = {0};
    for (int64_t k = 0; k < limits; k++)
      GK_VECTOR for (int j = 0; j < 32; j++) count[j] += limit[k] < x[i + j];
    memcpy(to + i, count, sizeof count);
  }
  for (; i < n; i++) {
    to[i] = 0;
    for (int64_t k = 0; k < limits; k++) to[i] += limit[k] < x[i];
  }
}

static const gk_random_table GK_CAT(gk_random, GK_PATH) = {
    RN(twist), RN(uniform24), RN(uniform53), RN(stretch), RN(normal), RN(count_less)};
#undef RN
#undef LANES
#undef TO_FLOATS
#undef TO_WHOLE
#undef FMA
#undef INLINE
#undef F
#undef I
