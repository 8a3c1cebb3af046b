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

static inline float RN(log)(float x) {
  uint32_t u = gk_bits(x);
  float e = (float)((int32_t)(u >> 23) - 126);
  float m = gk_float((u & 0x7fffffu) | 0x3f000000u);
  int small = m < 0.707106781186547524f;
  float y = m - 1.0f;
  float x1 = small ? y + m : y;
  e = small ? e - 1.0f : e;
  float z = x1 * x1;
  float p = 7.0376836292e-2f;
  p = RN(fma)(p, x1, -1.1514610310e-1f);
  p = RN(fma)(p, x1, 1.1676998740e-1f);
  p = RN(fma)(p, x1, -1.2420140846e-1f);
  p = RN(fma)(p, x1, 1.4249322787e-1f);
  p = RN(fma)(p, x1, -1.6668057665e-1f);
  p = RN(fma)(p, x1, 2.0000714765e-1f);
  p = RN(fma)(p, x1, -2.4999993993e-1f);
  p = RN(fma)(p, x1, 3.3333331174e-1f);
  p = p * x1;
  p = RN(fma)(p, z, e * -2.12194440e-4f);
  p = RN(fma)(-z, 0.5f, p);
  return RN(fma)(e, 0.693359375f, x1 + p);
}

static void RN(normal_pairs)(int n, float *a, float *b, float mean, float deviation) {
  GK_VECTOR for (int i = 0; i < n; i++) {
    float r = __builtin_elementwise_sqrt(-2.0f * RN(log)(1.0f - a[i]));
    float t = b[i] * 6.28318530717958648f;
    int32_t j = (int32_t)(t * 1.27323954473516f);
    j = (j + 1) & ~1;
    float y = (float)j;
    t = RN(fma)(y, -0.78515625f, t);
    t = RN(fma)(y, -2.4187564849853515625e-4f, t);
    t = RN(fma)(y, -3.77489497744594108e-8f, t);
    float z = t * t;
    float c = 2.443315711809948e-5f;
    c = RN(fma)(c, z, -1.388731625493765e-3f);
    c = RN(fma)(c, z, 4.166664568298827e-2f);
    c = RN(fma)(c * z, z, -(z * 0.5f)) + 1.0f;
    float s = -1.9515295891e-4f;
    s = RN(fma)(s, z, 8.3321608736e-3f);
    s = RN(fma)(s, z, -1.6666654611e-1f);
    s = RN(fma)(s * z, t, t);
    int swapped = (j & 2) != 0;
    float sine = swapped ? c : s, cosine = swapped ? s : c;
    // A sign bit each: negation without a branch.
    sine = gk_float(gk_bits(sine) ^ ((uint32_t)(j & 4) << 29));
    cosine = gk_float(gk_bits(cosine) ^ ((uint32_t)(~(j - 2) & 4) << 29));
    a[i] = RN(fma)(r * cosine, deviation, mean);
    b[i] = RN(fma)(r * sine, deviation, mean);
  }
}

// Two blocks of 16 as their first and last halves, and back.
#define FIRST_HALVES(x, y) \
  __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define LAST_HALVES(x, y) \
  __builtin_shufflevector(x, y, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)

static void RN(normal)(int64_t blocks, float *x, float mean, float deviation) {
  typedef float sixteen __attribute__((ext_vector_type(16)));
  // Eight blocks at a time, their halves apart: long enough for every vector. They are moved by as
  // much as is read afterwards, since the processor cannot hand on stores that a load spans.
  float a[64], b[64];
  int64_t start = 0;
  for (; start + 8 <= blocks; start += 8) {
    for (int i = 0; i < 8; i += 2) {
      sixteen p, q;
      memcpy(&p, x + 16 * (start + i), sizeof p);
      memcpy(&q, x + 16 * (start + i) + 16, sizeof q);
      sixteen first = FIRST_HALVES(p, q), last = LAST_HALVES(p, q);
      memcpy(a + 8 * i, &first, sizeof first);
      memcpy(b + 8 * i, &last, sizeof last);
    }
    RN(normal_pairs)(64, a, b, mean, deviation);
    for (int i = 0; i < 8; i += 2) {
      sixteen first, last;
      memcpy(&first, a + 8 * i, sizeof first);
      memcpy(&last, b + 8 * i, sizeof last);
      sixteen p = FIRST_HALVES(first, last), q = LAST_HALVES(first, last);
      memcpy(x + 16 * (start + i), &p, sizeof p);
      memcpy(x + 16 * (start + i) + 16, &q, sizeof q);
    }
  }
  for (; start < blocks; start++) {
    float *block = x + 16 * start;
    memcpy(a, block, 32);
    memcpy(b, block + 8, 32);
    RN(normal_pairs)(8, a, b, mean, deviation);
    memcpy(block, a, 32);
    memcpy(block + 8, b, 32);
  }
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
#undef FIRST_HALVES
#undef LAST_HALVES
