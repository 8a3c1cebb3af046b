#pragma once
#include "Types.h"

#define GK_INLINE static inline __attribute__((always_inline))
#define gk_fma(a, b, c) __builtin_fmaf(a, b, c)

/// e^x / 2ⁿ for the whole number n next to x / ln 2: Cody and Waite's reduction by ln 2 and a
/// polynomial of degree 6. `gk_exp_f32` scales in two steps, so that subnormal results round once.
GK_INLINE float gk_exp_part(float x, float n) {
  float r = gk_fma(n, -0x1.62e400p-1f, x);
  r = gk_fma(n, -0x1.7f7d1cp-20f, r);
  float p = 1.9875691500e-4f;
  p = gk_fma(p, r, 1.3981999507e-3f);
  p = gk_fma(p, r, 8.3334519073e-3f);
  p = gk_fma(p, r, 4.1665795894e-2f);
  p = gk_fma(p, r, 1.6666665459e-1f);
  p = gk_fma(p, r, 5.0000001201e-1f);
  return gk_fma(r * r, p, r) + 1.0f;
}
GK_INLINE float gk_exp_f32(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -105.0f ? -105.0f : x;
  float t = gk_fma(x, 0x1.715476p0f, 0x1.8p23f);
  float e = gk_exp_part(x, t - 0x1.8p23f);
  int32_t k = (int32_t)(gk_bits(t) - gk_bits(0x1.8p23f));
  int32_t h = k >> 1;
  uint32_t s1 = (uint32_t)(h + 127) << 23, s2 = (uint32_t)(k - h + 127) << 23;
  return e * gk_float(s1) * gk_float(s2);
}

/// e^x for x ≤ 0, scaled in one step: results below 2^-126 count as 0.
GK_INLINE float gk_exp_below_f32(float x) {
  float y = x < -87.0f ? -87.0f : x;
  float t = gk_fma(y, 0x1.715476p0f, 0x1.8p23f);
  float e = gk_exp_part(y, t - 0x1.8p23f) * gk_float((gk_bits(t) + 127u) << 23);
  return x < -87.0f ? 0.0f : e;
}

/// ln x: the significand in [√½, √2), a polynomial of degree 9 around 1, plus k · ln 2 in two parts.
GK_INLINE float gk_log_f32(float x) {
  float y = x < 0x1p-126f ? x * 0x1p25f : x;
  uint32_t u = gk_bits(y) - 0x3f3504f3u;
  float e = (float)((int32_t)u >> 23) + (x < 0x1p-126f ? -25.0f : 0.0f);
  float f = gk_float((u & 0x7fffffu) + 0x3f3504f3u) - 1.0f;
  float z = f * f;
  float p = 7.0376836292e-2f;
  p = gk_fma(p, f, -1.1514610310e-1f);
  p = gk_fma(p, f, 1.1676998740e-1f);
  p = gk_fma(p, f, -1.2420140846e-1f);
  p = gk_fma(p, f, 1.4249322787e-1f);
  p = gk_fma(p, f, -1.6668057665e-1f);
  p = gk_fma(p, f, 2.0000714765e-1f);
  p = gk_fma(p, f, -2.4999993993e-1f);
  p = gk_fma(p, f, 3.3333331174e-1f);
  float r = p * f * z;
  r = gk_fma(e, -2.12194440e-4f, r);
  r = gk_fma(-0.5f, z, r);
  r = f + r;
  r = gk_fma(e, 0.693359375f, r);
  r = x == INFINITY ? x : r;
  r = x == 0.0f ? -INFINITY : r;
  return x < 0.0f || x != x ? NAN : r;
}

/// 1 / (1 + e^-x). The exponential is scaled in one step, since results below 2^-126 count as 0.
GK_INLINE float gk_sigmoid_f32(float x) {
  float y = -x;
  y = y > 88.0f ? 88.0f : y;
  y = y < -87.0f ? -87.0f : y;
  float t = gk_fma(y, 0x1.715476p0f, 0x1.8p23f);
  float e = gk_exp_part(y, t - 0x1.8p23f) * gk_float((gk_bits(t) + 127u) << 23);
  return 1.0f / (1.0f + e);
}

/// sin and cos of a float in double, where a reduction by π/2 in two parts holds up to 2^30: the
/// polynomials of fdlibm on [-π/4, π/4]. `quarter` is 0 for the sine and 1 for the cosine.
GK_INLINE float gk_sine_f32(float f, int64_t quarter) {
  double x = (double)f;
  double t = __builtin_fma(x, 0x1.45f306dc9c883p-1, 0x1.8p52);
  double n = t - 0x1.8p52;
  double r = __builtin_fma(n, -0x1.921fb54442d18p0, x);
  r = __builtin_fma(n, -0x1.1a62633145c07p-54, r);
  uint64_t k = gk_bits64(t) + (uint64_t)quarter;
  double z = r * r;
  double s = 1.58969099521155010221e-10;
  s = __builtin_fma(s, z, -2.50507602534068634195e-08);
  s = __builtin_fma(s, z, 2.75573137070700676789e-06);
  s = __builtin_fma(s, z, -1.98412698298579493134e-04);
  s = __builtin_fma(s, z, 8.33333333332248946124e-03);
  s = __builtin_fma(s, z, -1.66666666666666324348e-01);
  s = __builtin_fma(s * z, r, r);
  double c = -1.13596475577881948265e-11;
  c = __builtin_fma(c, z, 2.08757232129817482790e-09);
  c = __builtin_fma(c, z, -2.75573143513906633035e-07);
  c = __builtin_fma(c, z, 2.48015872894767294178e-05);
  c = __builtin_fma(c, z, -1.38888888888741095749e-03);
  c = __builtin_fma(c, z, 4.16666666666666019037e-02);
  c = __builtin_fma(c * z, z, __builtin_fma(z, -0.5, 1.0));
  double y = k & 1 ? c : s;
  return (float)gk_double(gk_bits64(y) ^ (k & 2) << 62);
}
/// Whether the reduction holds; NaN and infinity are left to the C library too.
GK_INLINE bool gk_sine_holds(float x) { return __builtin_fabsf(x) <= 0x1p30f; }

/// tanh x: an odd polynomial near 0, else 1 - 2 / (e^2x + 1).
GK_INLINE float gk_tanh_f32(float x) {
  float a = __builtin_fabsf(x), z = x * x;
  float p = -5.70498872745e-3f;
  p = gk_fma(p, z, 2.06390887954e-2f);
  p = gk_fma(p, z, -5.37397155531e-2f);
  p = gk_fma(p, z, 1.33314422036e-1f);
  p = gk_fma(p, z, -3.33332819422e-1f);
  float small = gk_fma(p * z, x, x);
  float big = 1.0f - 2.0f / (gk_exp_f32(a > 10.0f ? 20.0f : a + a) + 1.0f);
  big = __builtin_copysignf(big, x);
  return a < 0.625f ? small : x != x ? x : big;
}

/// e^r - 1 for the rest r of x / ln 2 to the whole number n: Taylor's polynomial of degree 13.
GK_INLINE double gk_expm1_part(double x, double n) {
  double r = __builtin_fma(n, -0x1.62e42fefa39efp-1, x);
  r = __builtin_fma(n, -0x1.abc9e3b39803fp-56, r);
  double p = 1.0 / 6227020800;
  p = __builtin_fma(p, r, 1.0 / 479001600);
  p = __builtin_fma(p, r, 1.0 / 39916800);
  p = __builtin_fma(p, r, 1.0 / 3628800);
  p = __builtin_fma(p, r, 1.0 / 362880);
  p = __builtin_fma(p, r, 1.0 / 40320);
  p = __builtin_fma(p, r, 1.0 / 5040);
  p = __builtin_fma(p, r, 1.0 / 720);
  p = __builtin_fma(p, r, 1.0 / 120);
  p = __builtin_fma(p, r, 1.0 / 24);
  p = __builtin_fma(p, r, 1.0 / 6);
  p = __builtin_fma(p, r, 0.5);
  return __builtin_fma(r * r, p, r);
}
/// e^x, scaled in two steps so that subnormal results round once.
GK_INLINE double gk_exp_f64(double x) {
  x = x > 710.0 ? 710.0 : x;
  x = x < -746.0 ? -746.0 : x;
  double t = __builtin_fma(x, 0x1.71547652b82fep0, 0x1.8p52);
  double e = gk_expm1_part(x, t - 0x1.8p52) + 1.0;
  int64_t k = (int64_t)(gk_bits64(t) - gk_bits64(0x1.8p52));
  int64_t h = (k + 2048) / 2 - 1024;
  uint64_t s1 = (uint64_t)(h + 1023) << 52, s2 = (uint64_t)(k - h + 1023) << 52;
  return e * gk_double(s1) * gk_double(s2);
}

/// ln x by fdlibm's polynomial in f / (2 + f), the significand 1 + f in [√½, √2).
GK_INLINE double gk_log_f64(double x) {
  double y = x < 0x1p-1022 ? x * 0x1p54 : x;
  uint64_t u = gk_bits64(y) - 0x3fe6a09e667f3bcdu;
  // The exponent without an arithmetic shift of 64 bits, which AVX2 lacks.
  double e = gk_double((u >> 52 ^ 0x800u) | 0x4330000000000000u) - 0x1.00000000008p52;
  e = e < -1024.0 ? e + 4096.0 : e;
  e = e > 1024.0 ? e - 4096.0 : e;
  e = x < 0x1p-1022 ? e - 54.0 : e;
  double f = gk_double((u & 0xfffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
  double s = f / (2.0 + f), z = s * s;
  double p = 1.479819860511658591e-01;
  p = __builtin_fma(p, z, 1.531383769920937332e-01);
  p = __builtin_fma(p, z, 1.818357216161805012e-01);
  p = __builtin_fma(p, z, 2.222219843214978396e-01);
  p = __builtin_fma(p, z, 2.857142874366239149e-01);
  p = __builtin_fma(p, z, 3.999999999940941908e-01);
  p = __builtin_fma(p, z, 6.666666666666735130e-01);
  double half = 0.5 * f * f;
  double r = __builtin_fma(e, 1.90821492927058770002e-10, s * (half + p * z));
  r = __builtin_fma(e, 6.93147180369123816490e-01, f - (half - r));
  r = x == (double)INFINITY ? x : r;
  r = x == 0.0 ? -(double)INFINITY : r;
  return x < 0.0 || x != x ? (double)NAN : r;
}

GK_INLINE double gk_sigmoid_f64(double x) {
  double e = gk_exp_f64(-__builtin_fabs(x));
  double r = 1.0 / (1.0 + e);
  return x < 0.0 ? e * r : r;
}

/// tanh x = m / (m + 2) with m = e^2|x| - 1.
GK_INLINE double gk_tanh_f64(double x) {
  double a = __builtin_fabs(x), y = a > 22.0 ? 44.0 : a + a;
  double t = __builtin_fma(y, 0x1.71547652b82fep0, 0x1.8p52);
  double q = gk_expm1_part(y, t - 0x1.8p52);
  double scale = gk_double((gk_bits64(t) + 1023u) << 52);
  double m = __builtin_fma(scale, q, scale - 1.0);
  double r = __builtin_copysign(m / (m + 2.0), x);
  return x != x ? x : r;
}

static double gk_erfinv_f64(double y) {
  if (!(y >= -1 && y <= 1)) return NAN;
  if (y == 1) return INFINITY;
  if (y == -1) return -INFINITY;
  double w = -log((1 - y) * (1 + y)), x;
  if (w < 5) {
    w -= 2.5;
    x = 2.81022636e-08; x = 3.43273939e-07 + x * w; x = -3.5233877e-06 + x * w;
    x = -4.39150654e-06 + x * w; x = 0.00021858087 + x * w; x = -0.00125372503 + x * w;
    x = -0.00417768164 + x * w; x = 0.246640727 + x * w; x = 1.50140941 + x * w;
  } else {
    w = sqrt(w) - 3;
    x = -0.000200214257; x = 0.000100950558 + x * w; x = 0.00134934322 + x * w;
    x = -0.00367342844 + x * w; x = 0.00573950773 + x * w; x = -0.0076224613 + x * w;
    x = 0.00943887047 + x * w; x = 1.00167406 + x * w; x = 2.83297682 + x * w;
  }
  x *= y;
  for (int i = 0; i < 2; i++) {
    double error = y >= 0 ? (1 - y) - erfc(x) : erf(x) - y;
    double slope = 2 / sqrt(M_PI) * exp(-x * x);
    if (slope == 0) break;
    x -= error / slope;
  }
  return x;
}

static double gk_digamma_f64(double x) {
  if (x == 0) return copysign(INFINITY, -x);
  double r = 0;
  if (x < 0) {
    if (x == trunc(x)) return NAN;
    double whole, part = modf(x, &whole);
    r = -M_PI / tan(M_PI * part);
    x = 1 - x;
  }
  while (x < 10) r -= 1 / x, x += 1;
  if (x == 10) return r + 2.25175258906672110764;
  double z = 1 / (x * x), p = 0;
  if (x < 1e17) {
    p = 8.33333333333333333333e-2; p = p * z - 2.10927960927960927961e-2;
    p = p * z + 7.57575757575757575758e-3; p = p * z - 4.16666666666666666667e-3;
    p = p * z + 3.96825396825396825397e-3; p = p * z - 8.33333333333333333333e-3;
    p = p * z + 8.33333333333333333333e-2; p *= z;
  }
  return r + log(x) - 0.5 / x - p;
}

/// The derivative of digamma: reflected to x ≥ ½, moved up by 6, then the asymptotic series to x⁻⁷;
/// the terms are those of PyTorch's polygamma(1), so that gradients agree with its to the last bits.
static double gk_trigamma_f64(double x) {
  double sign = 1, r = 0;
  if (x < 0.5) {
    double s = sin(M_PI * x);
    sign = -1;
    r -= M_PI * M_PI / (s * s);
    x = 1 - x;
  }
  for (int i = 0; i < 6; i++) r += 1 / (x * x), x += 1;
  double z = 1 / (x * x);
  r += (1 + 1 / (2 * x) + z * (1.0 / 6 - z * (1.0 / 30 - z * (1.0 / 42)))) / x;
  return sign * r;
}

static double gk_lgamma_f64(double x) { int sign; return lgamma_r(x, &sign); }
static double gk_round_f64(double x) { return rint(x); }
static double gk_gelu_f64(double x) { return 0.5 * x * (1 + erf(x * M_SQRT1_2)); }
static double gk_silu_f64(double x) { return x / (1 + exp(-x)); }

static double gk_logaddexp_f64(double a, double b) {
  if (isinf(a) && a == b) return a;
  double m = a > b || a != a ? a : b;
  return b != b ? b : m + log1p(exp(-fabs(a - b)));
}
static double gk_xlogy_f64(double a, double b) { return b != b ? NAN : a == 0 ? 0 : a * log(b); }

GK_INLINE double gk_remainder_f64(double a, double b) {
  double r = fmod(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
GK_INLINE float gk_remainder_f32(float a, float b) {
  float r = fmodf(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
// As Python divides: the quotient of the dividend less its remainder, made whole.
#define GK_FLOOR_DIV_FLOAT(T, MOD, FLOOR, COPYSIGN)                \
  if (b == 0) return a / b;                                        \
  T m = MOD(a, b), d = (a - m) / b;                                \
  if (m != 0 && (b < 0) != (m < 0)) d -= 1;                        \
  if (d == 0) return COPYSIGN((T)0, a / b);                        \
  T f = FLOOR(d);                                                  \
  return d - f > (T)0.5 ? f + 1 : f;
GK_INLINE double gk_floor_div_f64(double a, double b) {
  GK_FLOOR_DIV_FLOAT(double, fmod, floor, copysign)
}
GK_INLINE float gk_floor_div_f32(float a, float b) {
  GK_FLOOR_DIV_FLOAT(float, fmodf, floorf, copysignf)
}
static inline int64_t gk_integer_power(int64_t base, int64_t exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
  uint64_t r = 1, b = (uint64_t)base;
  for (; exponent; exponent >>= 1, b *= b) if (exponent & 1) r *= b;
  return (int64_t)r;
}
