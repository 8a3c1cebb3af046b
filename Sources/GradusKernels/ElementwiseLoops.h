// Element-wise loops of one dispatch path. Contiguous operands and a repeated scalar have loops of
// their own; `assume_safety` holds because an operand is either the result itself or apart from it.

#define N2(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _2)
#define N1(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _1)

#define LOOP2(LA, LB, SO, SA, SB, BODY, RT)                             \
  for (int64_t i = 0; i < n; i++) {                                     \
    C x = LA(a[SA]), y = LB(b[SB]);                                     \
    (void)x; (void)y;                                                   \
    o[SO] = RT(BODY);                                                   \
  }
#define FAST2(name, d, R, WR, BODY)                                     \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va, *b = vb;                            \
    if (so == 1 && sa == 1 && sb == 1) {                                \
      GK_VECTOR LOOP2(L_##d, L_##d, i, i, i, BODY, WR)                  \
    } else if (so == 1 && sa == 1 && sb == 0) {                         \
      const S_##d b0 = b[0]; b = &b0;                                   \
      GK_VECTOR LOOP2(L_##d, L_##d, i, i, 0, BODY, WR)                  \
    } else if (so == 1 && sa == 0 && sb == 1) {                         \
      const S_##d a0 = a[0]; a = &a0;                                   \
      GK_VECTOR LOOP2(L_##d, L_##d, i, 0, i, BODY, WR)                  \
    } else {                                                            \
      LOOP2(L_##d, L_##d, i * so, i * sa, i * sb, BODY, WR)             \
    }                                                                   \
    return 0;                                                           \
  }
#define SLOW2(name, d, R, WR, BODY)                                     \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va, *b = vb;                            \
    LOOP2(L_##d, L_##d, i * so, i * sa, i * sb, BODY, WR)               \
    return 0;                                                           \
  }
#define DIVIDE2(name, d, BODY)                                          \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    S_##d *o = vo; const S_##d *a = va, *b = vb;                        \
    for (int64_t i = 0; i < n; i++) {                                   \
      int64_t x = a[i * sa], y = b[i * sb];                             \
      if (y == 0) return 1;                                             \
      o[i * so] = (S_##d)(BODY);                                        \
    }                                                                   \
    return 0;                                                           \
  }
#define FAST1(name, d, R, WR, BODY)                                     \
  static int N1(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa) {      \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va;                                     \
    if (so == 1 && sa == 1) {                                           \
      GK_VECTOR for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i]); o[i] = WR(BODY); }      \
    } else {                                                            \
      for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i * sa]); o[i * so] = WR(BODY); }      \
    }                                                                   \
    return 0;                                                           \
  }
#define SLOW1(name, d, R, WR, BODY)                                     \
  static int N1(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa) {      \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va;                                     \
    for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i * sa]); o[i * so] = WR(BODY); }        \
    return 0;                                                           \
  }

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
  SLOW1(sin, d, S_##d, W_##d, F64(sin))                                 \
  SLOW1(cos, d, S_##d, W_##d, F64(cos))                                 \
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

#define SINGLE(d, _)                                                    \
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
SLOW1(exp, f64, double, W_f64, exp(x))
SLOW1(log, f64, double, W_f64, log(x))
SLOW1(sigmoid, f64, double, W_f64, gk_sigmoid_f64(x))
SLOW1(tanh, f64, double, W_f64, tanh(x))

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

#define T2I(OP, name)                                                   \
  [OP] = {[GK_U8] = N2(name, u8), [GK_I8] = N2(name, i8), [GK_I16] = N2(name, i16),          \
          [GK_I32] = N2(name, i32), [GK_I64] = N2(name, i64)},
#define T2F(OP, name)                                                   \
  [OP] = {[GK_F16] = N2(name, f16), [GK_BF16] = N2(name, bf16), [GK_F32] = N2(name, f32),    \
          [GK_F64] = N2(name, f64)},
#define T2N(OP, name)                                                   \
  [OP] = {[GK_U8] = N2(name, u8), [GK_I8] = N2(name, i8), [GK_I16] = N2(name, i16),          \
          [GK_I32] = N2(name, i32), [GK_I64] = N2(name, i64), [GK_F16] = N2(name, f16),      \
          [GK_BF16] = N2(name, bf16), [GK_F32] = N2(name, f32), [GK_F64] = N2(name, f64)},
#define T2A(OP, name)                                                   \
  [OP] = {[GK_U8] = N2(name, u8), [GK_I8] = N2(name, i8), [GK_I16] = N2(name, i16),          \
          [GK_I32] = N2(name, i32), [GK_I64] = N2(name, i64), [GK_F16] = N2(name, f16),      \
          [GK_BF16] = N2(name, bf16), [GK_F32] = N2(name, f32), [GK_F64] = N2(name, f64),    \
          [GK_BOOL] = N2(name, b8)},
#define T2B(OP, name, isbool)                                           \
  [OP] = {[GK_U8] = N2(name, u8), [GK_I8] = N2(name, i8), [GK_I16] = N2(name, i16),          \
          [GK_I32] = N2(name, i32), [GK_I64] = N2(name, i64), [GK_BOOL] = N2(isbool, b8)},
#define T1I(OP, name, ...)                                              \
  [OP] = {[GK_U8] = N1(name, u8), [GK_I8] = N1(name, i8), [GK_I16] = N1(name, i16),          \
          [GK_I32] = N1(name, i32), [GK_I64] = N1(name, i64), __VA_ARGS__},
#define FLOATS1(name)                                                   \
  [GK_F16] = N1(name, f16), [GK_BF16] = N1(name, bf16), [GK_F32] = N1(name, f32),            \
  [GK_F64] = N1(name, f64)
#define T1F(OP, name) [OP] = {FLOATS1(name)},
#define T1A(OP, name) T1I(OP, name, FLOATS1(name), [GK_BOOL] = N1(name, b8))
#define TC(FROM, from)                                                  \
  [FROM] = {N1(to_u8, from), N1(to_i8, from), N1(to_i16, from), N1(to_i32, from),            \
            N1(to_i64, from), N1(to_f16, from), N1(to_bf16, from), N1(to_f32, from),         \
            N1(to_f64, from), N1(to_b8, from)},

const gk_elementwise_table GK_CAT(gk_elementwise, GK_PATH) = {
    .binary = {T2A(GK_ADD, add) T2N(GK_SUB, sub) T2A(GK_MUL, mul) T2F(GK_DIV, div)
               T2N(GK_FLOOR_DIV, floor_div) T2N(GK_TRUNC_DIV, trunc_div)
               T2N(GK_REMAINDER, remainder) T2N(GK_FMOD, fmod) T2N(GK_POW, pow)
               T2A(GK_MAXIMUM, maximum) T2A(GK_MINIMUM, minimum)
               T2F(GK_FMAX, fmax) T2F(GK_FMIN, fmin) T2F(GK_ATAN2, atan2) T2F(GK_HYPOT, hypot)
               T2F(GK_LOGADDEXP, logaddexp) T2F(GK_COPYSIGN, copysign) T2F(GK_XLOGY, xlogy)
               T2B(GK_AND, and, mul) T2B(GK_OR, or, add) T2B(GK_XOR, xor, xor)
               T2I(GK_SHL, shl) T2I(GK_SHR, shr)
               [GK_NEXTAFTER] = {[GK_F32] = N2(nextafter, f32), [GK_F64] = N2(nextafter, f64)}},
    .compare = {T2A(GK_EQ, eq) T2A(GK_NE, ne) T2A(GK_LT, lt) T2A(GK_LE, le) T2A(GK_GT, gt)
                T2A(GK_GE, ge) T2A(GK_LOGICAL_AND, logical_and) T2A(GK_LOGICAL_OR, logical_or)
                T2A(GK_LOGICAL_XOR, logical_xor)},
    .unary = {T1I(GK_NEG, neg, FLOATS1(neg)) T1I(GK_ABS, abs, FLOATS1(abs))
              T1I(GK_SIGN, sign, FLOATS1(sign), [GK_BOOL] = N1(identity, b8))
              T1I(GK_FLOOR, identity, FLOATS1(floor)) T1I(GK_CEIL, identity, FLOATS1(ceil))
              T1I(GK_ROUND, identity, FLOATS1(round)) T1I(GK_TRUNC, identity, FLOATS1(trunc))
              T1F(GK_FRAC, frac) T1I(GK_SQUARE, square, FLOATS1(square))
              T1I(GK_NOT, not, [GK_BOOL] = N1(not, b8)) T1I(GK_RELU, relu, FLOATS1(relu))
              T1F(GK_SQRT, sqrt) T1F(GK_RSQRT, rsqrt) T1F(GK_RECIPROCAL, reciprocal)
              T1F(GK_EXP, exp) T1F(GK_EXP2, exp2) T1F(GK_EXPM1, expm1) T1F(GK_LOG, log)
              T1F(GK_LOG2, log2) T1F(GK_LOG10, log10) T1F(GK_LOG1P, log1p) T1F(GK_SIN, sin)
              T1F(GK_COS, cos) T1F(GK_TAN, tan) T1F(GK_ASIN, asin) T1F(GK_ACOS, acos)
              T1F(GK_ATAN, atan) T1F(GK_SINH, sinh) T1F(GK_COSH, cosh) T1F(GK_TANH, tanh)
              T1F(GK_ASINH, asinh) T1F(GK_ACOSH, acosh) T1F(GK_ATANH, atanh)
              T1F(GK_SIGMOID, sigmoid) T1F(GK_ERF, erf) T1F(GK_ERFC, erfc) T1F(GK_ERFINV, erfinv)
              T1F(GK_LGAMMA, lgamma) T1F(GK_DIGAMMA, digamma)
              T1F(GK_TRIGAMMA, trigamma) T1F(GK_GELU, gelu)
              T1F(GK_SILU, silu)},
    .test = {T1A(GK_IS_NAN, is_nan) T1A(GK_IS_INF, is_inf) T1A(GK_IS_FINITE, is_finite)
             T1A(GK_SIGN_BIT, sign_bit) T1A(GK_LOGICAL_NOT, logical_not)},
    .cast = {TC(GK_U8, u8) TC(GK_I8, i8) TC(GK_I16, i16) TC(GK_I32, i32) TC(GK_I64, i64)
             TC(GK_F16, f16) TC(GK_BF16, bf16) TC(GK_F32, f32) TC(GK_F64, f64)
             TC(GK_BOOL, b8)},
};

#undef N2
#undef N1
#undef LOOP2
#undef FAST2
#undef SLOW2
#undef DIVIDE2
#undef FAST1
#undef SLOW1
#undef INT_ARITHMETIC
#undef F64
#undef G64
#undef FLOAT_ARITHMETIC
#undef SINGLE
#undef COMPARISONS
#undef FLOAT_TESTS
#undef INT_TESTS
#undef CAST_FLOAT
#undef CAST_INT
#undef FROM_FLOAT
#undef FROM_INT
#undef T2I
#undef T2F
#undef T2N
#undef T2A
#undef T2B
#undef T1I
#undef FLOATS1
#undef T1F
#undef T1A
#undef TC
