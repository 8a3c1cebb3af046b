// The element-wise loops of one dispatch path.
#include "ElementwiseTemplates.h"

// Arithmetic.
#define INT_ARITHMETIC(d, _)                                            \
  FAST2(add, d, S_##d, W_##d, (U_##d)x + (U_##d)y)                      \
  FAST2(sub, d, S_##d, W_##d, (U_##d)x - (U_##d)y)                      \
  FAST2(mul, d, S_##d, W_##d, (U_##d)x * (U_##d)y)                      \
  FAST2(maximum, d, S_##d, W_##d, x > y ? x : y)                        \
  FAST2(minimum, d, S_##d, W_##d, x < y ? x : y)                        \
  FAST2(and, d, S_##d, W_##d, x & y)                                    \
  FAST2(or, d, S_##d, W_##d, x | y)                                     \
  FAST2(xor, d, S_##d, W_##d, x ^ y)                                    \
  SLOW2(shl, d, S_##d, W_##d,                                           \
        y < 0 || (uint64_t)y >= 8 * sizeof(x) ? 0 : (U_##d)x << y)      \
  SLOW2(shr, d, S_##d, W_##d,                                           \
        y < 0 || (uint64_t)y >= 8 * sizeof(x) ? (x < 0 ? -1 : 0) : x >> y)                   \
  DIVIDE2(floor_div, d, y == -1 ? (int64_t)(0 - (uint64_t)x)            \
                                : x / y - (x % y != 0 && (x % y < 0) != (y < 0)))            \
  DIVIDE2(trunc_div, d, y == -1 ? (int64_t)(0 - (uint64_t)x) : x / y)   \
  DIVIDE2(remainder, d, y == -1 ? 0                                     \
                                : x % y + ((x % y != 0 && (x % y < 0) != (y < 0)) ? y : 0))  \
  DIVIDE2(fmod, d, y == -1 ? 0 : x % y)                                 \
  SLOW2(pow, d, S_##d, W_##d, gk_integer_power(x, y))                   \
  FAST1(neg, d, S_##d, W_##d, 0 - (U_##d)x)                             \
  FAST1(abs, d, S_##d, W_##d, x < 0 ? 0 - (U_##d)x : (U_##d)x)          \
  FAST1(sign, d, S_##d, W_##d, (x > 0) - (x < 0))                       \
  FAST1(square, d, S_##d, W_##d, (U_##d)x * (U_##d)x)                   \
  FAST1(not, d, S_##d, W_##d, ~x)                                       \
  FAST1(relu, d, S_##d, W_##d, x > 0 ? x : 0)                           \
  FAST1(identity, d, S_##d, W_##d, x)
GK_INTEGERS(INT_ARITHMETIC, _)

FAST2(add, b8, S_b8, W_b8, x | y)
FAST2(mul, b8, S_b8, W_b8, x & y)
FAST2(maximum, b8, S_b8, W_b8, x | y)
FAST2(minimum, b8, S_b8, W_b8, x & y)
FAST2(xor, b8, S_b8, W_b8, x ^ y)
FAST1(not, b8, S_b8, W_b8, !x)
FAST1(identity, b8, S_b8, W_b8, x)

#define F64(f) (C)f((double)x)
#define G64(f) (C)f((double)x, (double)y)
#define FLOAT_ARITHMETIC(d, _)                                          \
  FAST2(add, d, S_##d, W_##d, x + y)                                    \
  FAST2(sub, d, S_##d, W_##d, x - y)                                    \
  FAST2(mul, d, S_##d, W_##d, x * y)                                    \
  FAST2(div, d, S_##d, W_##d, x / y)                                    \
  FAST2(maximum, d, S_##d, W_##d, x != x ? x : y != y ? y : x > y ? x : y)                   \
  FAST2(minimum, d, S_##d, W_##d, x != x ? x : y != y ? y : x < y ? x : y)                   \
  FAST2(fmax, d, S_##d, W_##d, x != x ? y : y != y ? x : x > y ? x : y)                      \
  FAST2(fmin, d, S_##d, W_##d, x != x ? y : y != y ? x : x < y ? x : y)                      \
  FAST2(trunc_div, d, S_##d, W_##d, __builtin_elementwise_trunc(x / y)) \
  SLOW2(copysign, d, S_##d, W_##d, (C)copysign((double)x, (double)y))   \
  SLOW2(fmod, d, S_##d, W_##d, G64(fmod))                               \
  SLOW2(pow, d, S_##d, W_##d, y == 2 ? x * x : y == 1 ? x : G64(pow))   \
  SLOW2(atan2, d, S_##d, W_##d, G64(atan2))                             \
  SLOW2(hypot, d, S_##d, W_##d, G64(hypot))                             \
  SLOW2(logaddexp, d, S_##d, W_##d, G64(gk_logaddexp_f64))              \
  SLOW2(xlogy, d, S_##d, W_##d, G64(gk_xlogy_f64))                      \
  FAST1(neg, d, S_##d, W_##d, -x)                                       \
  FAST1(abs, d, S_##d, W_##d, __builtin_elementwise_abs(x))             \
  FAST1(sign, d, S_##d, W_##d, x > 0 ? 1 : x < 0 ? -1 : 0)              \
  FAST1(floor, d, S_##d, W_##d, __builtin_elementwise_floor(x))         \
  FAST1(ceil, d, S_##d, W_##d, __builtin_elementwise_ceil(x))           \
  FAST1(round, d, S_##d, W_##d, __builtin_elementwise_roundeven(x))     \
  FAST1(trunc, d, S_##d, W_##d, __builtin_elementwise_trunc(x))         \
  FAST1(frac, d, S_##d, W_##d, x - __builtin_elementwise_trunc(x))      \
  FAST1(square, d, S_##d, W_##d, x * x)                                 \
  FAST1(relu, d, S_##d, W_##d, x < 0 ? 0 : x)                           \
  FAST1(sqrt, d, S_##d, W_##d, __builtin_elementwise_sqrt(x))           \
  FAST1(reciprocal, d, S_##d, W_##d, 1 / x)                             \
  FAST1(identity, d, S_##d, W_##d, x)                                   \
  SLOW1(exp2, d, S_##d, W_##d, F64(exp2))                               \
  SLOW1(expm1, d, S_##d, W_##d, F64(expm1))                             \
  SLOW1(log2, d, S_##d, W_##d, F64(log2))                               \
  SLOW1(log10, d, S_##d, W_##d, F64(log10))                             \
  SLOW1(log1p, d, S_##d, W_##d, F64(log1p))                             \
  SLOW1(tan, d, S_##d, W_##d, F64(tan))                                 \
  SLOW1(asin, d, S_##d, W_##d, F64(asin))                               \
  SLOW1(acos, d, S_##d, W_##d, F64(acos))                               \
  SLOW1(atan, d, S_##d, W_##d, F64(atan))                               \
  SLOW1(sinh, d, S_##d, W_##d, F64(sinh))                               \
  SLOW1(cosh, d, S_##d, W_##d, F64(cosh))                               \
  SLOW1(asinh, d, S_##d, W_##d, F64(asinh))                             \
  SLOW1(acosh, d, S_##d, W_##d, F64(acosh))                             \
  SLOW1(atanh, d, S_##d, W_##d, F64(atanh))                             \
  SLOW1(erf, d, S_##d, W_##d, F64(erf))                                 \
  SLOW1(erfc, d, S_##d, W_##d, F64(erfc))                               \
  SLOW1(erfinv, d, S_##d, W_##d, F64(gk_erfinv_f64))                    \
  SLOW1(lgamma, d, S_##d, W_##d, F64(gk_lgamma_f64))                    \
  SLOW1(digamma, d, S_##d, W_##d, F64(gk_digamma_f64))                  \
  SLOW1(trigamma, d, S_##d, W_##d, F64(gk_trigamma_f64))                \
  SLOW1(gelu, d, S_##d, W_##d, F64(gk_gelu_f64))                        \
  SLOW1(silu, d, S_##d, W_##d, F64(gk_silu_f64))
GK_FLOATS(FLOAT_ARITHMETIC, _)

/// Blocks in which the fast form holds everywhere take it; others go element by element. Which it is
/// does not show: both round the same value, computed in double.
#define SINE1(name, d, QUARTER)                                         \
  static int N1(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa) {      \
    S_##d *o = vo; const S_##d *a = va;                                 \
    for (int64_t at = 0; at < n; at += 64) {                            \
      int64_t m = n - at < 64 ? n - at : 64;                            \
      float x[64]; bool holds = true;                                   \
      for (int64_t i = 0; i < m; i++) x[i] = L_##d(a[(at + i) * sa]);   \
      for (int64_t i = m; i < 64; i++) x[i] = 0;                        \
      for (int i = 0; i < 64; i++) holds &= gk_sine_holds(x[i]);        \
      if (holds) for (int i = 0; i < 64; i++) x[i] = gk_sine_f32(x[i], QUARTER);             \
      else for (int i = 0; i < 64; i++)                                 \
        x[i] = gk_sine_holds(x[i]) ? gk_sine_f32(x[i], QUARTER) : (float)name((double)x[i]); \
      for (int64_t i = 0; i < m; i++) o[(at + i) * so] = W_##d(x[i]);   \
    }                                                                   \
    return 0;                                                           \
  }
#define SINGLE(d, _)                                                    \
  SINE1(sin, d, 0)                                                      \
  SINE1(cos, d, 1)                                                      \
  SLOW2(floor_div, d, S_##d, W_##d, gk_floor_div_f32(x, y))             \
  SLOW2(remainder, d, S_##d, W_##d, gk_remainder_f32(x, y))             \
  FAST1(rsqrt, d, S_##d, W_##d, (float)(1.0 / __builtin_elementwise_sqrt((double)x)))        \
  FAST1(exp, d, S_##d, W_##d, gk_exp_f32(x))                            \
  FAST1(log, d, S_##d, W_##d, gk_log_f32(x))                            \
  FAST1(sigmoid, d, S_##d, W_##d, gk_sigmoid_f32(x))                    \
  FAST1(tanh, d, S_##d, W_##d, gk_tanh_f32(x))
SINGLE(f16, _)
SINGLE(bf16, _)
SINGLE(f32, _)
SLOW2(floor_div, f64, double, W_f64, gk_floor_div_f64(x, y))
SLOW2(remainder, f64, double, W_f64, gk_remainder_f64(x, y))
SLOW2(nextafter, f64, double, W_f64, nextafter(x, y))
SLOW2(nextafter, f32, float, W_f32, nextafterf(x, y))
FAST1(rsqrt, f64, double, W_f64, 1 / __builtin_elementwise_sqrt(x))
SLOW1(sin, f64, double, W_f64, sin(x))
SLOW1(cos, f64, double, W_f64, cos(x))
FAST1(exp, f64, double, W_f64, gk_exp_f64(x))
FAST1(log, f64, double, W_f64, gk_log_f64(x))
FAST1(sigmoid, f64, double, W_f64, gk_sigmoid_f64(x))
FAST1(tanh, f64, double, W_f64, gk_tanh_f64(x))

// Comparisons and tests.
#define COMPARISONS(d, _)                                               \
  FAST2(eq, d, uint8_t, (uint8_t), x == y)                              \
  FAST2(ne, d, uint8_t, (uint8_t), x != y)                              \
  FAST2(lt, d, uint8_t, (uint8_t), x < y)                               \
  FAST2(le, d, uint8_t, (uint8_t), x <= y)                              \
  FAST2(gt, d, uint8_t, (uint8_t), x > y)                               \
  FAST2(ge, d, uint8_t, (uint8_t), x >= y)                              \
  FAST2(logical_and, d, uint8_t, (uint8_t), (x != 0) & (y != 0))        \
  FAST2(logical_or, d, uint8_t, (uint8_t), (x != 0) | (y != 0))         \
  FAST2(logical_xor, d, uint8_t, (uint8_t), (x != 0) ^ (y != 0))        \
  FAST1(logical_not, d, uint8_t, (uint8_t), x == 0)
GK_ALL_TYPES(COMPARISONS, _)
#define FLOAT_TESTS(d, _)                                               \
  FAST1(is_nan, d, uint8_t, (uint8_t), x != x)                          \
  FAST1(is_inf, d, uint8_t, (uint8_t), x == (C)INFINITY || x == -(C)INFINITY)                \
  FAST1(is_finite, d, uint8_t, (uint8_t), x - x == 0)                   \
  FAST1(sign_bit, d, uint8_t, (uint8_t), __builtin_signbit((double)x) != 0)
GK_FLOATS(FLOAT_TESTS, _)
#define INT_TESTS(d, _)                                                 \
  FAST1(is_nan, d, uint8_t, (uint8_t), (x & 0))                          \
  FAST1(is_inf, d, uint8_t, (uint8_t), (x & 0))                          \
  FAST1(is_finite, d, uint8_t, (uint8_t), ((x & 0) | 1))                       \
  FAST1(sign_bit, d, uint8_t, (uint8_t), x < 0)
GK_INTEGERS(INT_TESTS, _)
INT_TESTS(b8, _)

// Conversions. Floating to 8 and 16 bits passes through int32, as it does in PyTorch.
#define X_u8(x) ((uint8_t)gk_d2i((double)(x)))
#define X_i8(x) ((int8_t)gk_d2i((double)(x)))
#define X_i16(x) ((int16_t)gk_d2i((double)(x)))
#define X_i32(x) gk_d2i((double)(x))
#define X_i64(x) gk_d2l((double)(x))
#define X_b8(x) ((uint8_t)((x) != 0))
#define X_f16(x) gk_f2h((float)(x))
#define X_bf16(x) gk_f2b((float)(x))
#define X_f32(x) ((float)(x))
#define X_f64(x) ((double)(x))
#define Y_u8(x) ((uint8_t)(x))
#define Y_i8(x) ((int8_t)(x))
#define Y_i16(x) ((int16_t)(x))
#define Y_i32(x) ((int32_t)(x))
#define Y_i64(x) ((int64_t)(x))
#define Y_b8(x) ((uint8_t)((x) != 0))
#define Y_f16(x) gk_f2h((float)(x))
#define Y_bf16(x) gk_f2b((float)(x))
#define Y_f32(x) ((float)(x))
#define Y_f64(x) ((double)(x))
#define CAST_FLOAT(from, to) FAST1(to_##to, from, S_##to, X_##to, x)
#define CAST_INT(from, to) FAST1(to_##to, from, S_##to, Y_##to, x)
#define FROM_FLOAT(to, _)                                               \
  CAST_FLOAT(f16, to) CAST_FLOAT(bf16, to) CAST_FLOAT(f32, to) CAST_FLOAT(f64, to)
#define FROM_INT(to, _)                                                 \
  CAST_INT(u8, to) CAST_INT(i8, to) CAST_INT(i16, to) CAST_INT(i32, to) CAST_INT(i64, to)    \
  CAST_INT(b8, to)
GK_ALL_TYPES(FROM_FLOAT, _)
GK_ALL_TYPES(FROM_INT, _)

#include "ElementwiseTable.h"
