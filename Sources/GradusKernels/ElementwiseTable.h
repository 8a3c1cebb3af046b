// The loops of one dispatch path by operation and type.

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
#undef SINE1
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
