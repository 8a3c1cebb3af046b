#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "include/GradusKernels.h"

#pragma STDC FP_CONTRACT OFF

static inline uint32_t gk_bits(float x) { uint32_t u; memcpy(&u, &x, 4); return u; }
static inline float gk_float(uint32_t u) { float x; memcpy(&x, &u, 4); return x; }
static inline uint64_t gk_bits64(double x) { uint64_t u; memcpy(&u, &x, 8); return u; }
static inline double gk_double(uint64_t u) { double x; memcpy(&x, &u, 8); return x; }

// Bit arithmetic instead of the processor's conversions: the same bits with and without F16C.
static inline float gk_h2f(uint16_t h) {
  uint32_t em = h & 0x7fffu, s = (uint32_t)(h & 0x8000u) << 16;
  float f = gk_float(em << 13) * 0x1p112f;
  uint32_t u = em >= 0x7c00u ? (em << 13) | 0x7f800000u : gk_bits(f);
  return gk_float(u | s);
}
static inline uint16_t gk_f2h(float f) {
  uint32_t x = gk_bits(f), s = (x >> 16) & 0x8000u;
  x &= 0x7fffffffu;
  uint32_t r = x - 0x38000000u;
  r = (r + 0xfffu + ((r >> 13) & 1u)) >> 13;
  uint32_t d = gk_bits(gk_float(x) + 0.5f) - 0x3f000000u;
  uint32_t v = x < 0x38800000u ? d : r;
  v = x >= 0x477ff000u ? 0x7c00u : v;
  v = x > 0x7f800000u ? 0x7e00u : v;
  return (uint16_t)(v | s);
}
static inline float gk_b2f(uint16_t b) { return gk_float((uint32_t)b << 16); }
static inline uint16_t gk_f2b(float f) {
  uint32_t x = gk_bits(f);
  uint32_t r = (x + 0x7fffu + ((x >> 16) & 1u)) >> 16;
  return (uint16_t)((x & 0x7fffffffu) > 0x7f800000u ? ((x >> 16) | 0x0040u) : r);
}
// Out of range and NaN give the most negative value, as the x86 instruction does.
static inline int64_t gk_d2l(double x) {
  return x >= -0x1p63 && x < 0x1p63 ? (int64_t)x : INT64_MIN;
}
static inline int32_t gk_d2i(double x) {
  return x > -2147483649.0 && x < 2147483648.0 ? (int32_t)x : INT32_MIN;
}

// S: stored type, C: type computed in, U: unsigned type in which integers wrap.
typedef uint8_t S_u8;   typedef uint8_t C_u8;   typedef uint32_t U_u8;
typedef int8_t S_i8;    typedef int8_t C_i8;    typedef uint32_t U_i8;
typedef int16_t S_i16;  typedef int16_t C_i16;  typedef uint32_t U_i16;
typedef int32_t S_i32;  typedef int32_t C_i32;  typedef uint32_t U_i32;
typedef int64_t S_i64;  typedef int64_t C_i64;  typedef uint64_t U_i64;
typedef uint16_t S_f16; typedef float C_f16;
typedef uint16_t S_bf16; typedef float C_bf16;
typedef float S_f32;    typedef float C_f32;
typedef double S_f64;   typedef double C_f64;
typedef uint8_t S_b8; typedef uint8_t C_b8;

#define L_u8(x) (x)
#define L_i8(x) (x)
#define L_i16(x) (x)
#define L_i32(x) (x)
#define L_i64(x) (x)
#define L_f16(x) gk_h2f(x)
#define L_bf16(x) gk_b2f(x)
#define L_f32(x) (x)
#define L_f64(x) (x)
#define L_b8(x) (x)
#define W_u8(x) ((uint8_t)(x))
#define W_i8(x) ((int8_t)(x))
#define W_i16(x) ((int16_t)(x))
#define W_i32(x) ((int32_t)(x))
#define W_i64(x) ((int64_t)(x))
#define W_f16(x) gk_f2h(x)
#define W_bf16(x) gk_f2b(x)
#define W_f32(x) (x)
#define W_f64(x) (x)
#define W_b8(x) ((uint8_t)((x) != 0))

#define GK_INTEGERS(M, ...) \
  M(u8, __VA_ARGS__) M(i8, __VA_ARGS__) M(i16, __VA_ARGS__) M(i32, __VA_ARGS__) M(i64, __VA_ARGS__)
#define GK_FLOATS(M, ...) \
  M(f16, __VA_ARGS__) M(bf16, __VA_ARGS__) M(f32, __VA_ARGS__) M(f64, __VA_ARGS__)
#define GK_NUMBERS(M, ...) GK_INTEGERS(M, __VA_ARGS__) GK_FLOATS(M, __VA_ARGS__)
#define GK_ALL_TYPES(M, ...) GK_NUMBERS(M, __VA_ARGS__) M(b8, __VA_ARGS__)

static const int64_t gk_width[GK_DTYPES] = {1, 1, 2, 4, 8, 2, 2, 4, 8, 1};

#define GK_CAT(a, b) GK_CAT_(a, b)
#define GK_CAT_(a, b) a##b
#define GK_VECTOR _Pragma("clang loop vectorize(assume_safety)")

typedef int (*gk_loop1)(int64_t n, void *o, int64_t so, const void *a, int64_t sa);
typedef int (*gk_loop2)(int64_t n, void *o, int64_t so, const void *a, int64_t sa, const void *b,
                        int64_t sb);
/// `step` elements lie between rows of `inner` columns; more than one outer line has `inner` of them.
typedef int (*gk_reduce_loop)(int64_t outer, int64_t n, int64_t inner, int64_t step, const void *in,
                              void *out, int64_t *index);
typedef int (*gk_matmul_loop)(int64_t m, int64_t n, int64_t k, const void *a, int64_t rsa,
                              int64_t csa, const void *b, int64_t rsb, int64_t csb, void *out);
typedef int (*gk_dot_loop)(int64_t n, const void *a, int64_t sa, const void *b, int64_t sb,
                           void *out);
typedef int (*gk_softmax_backward_loop)(bool logarithm, int64_t rows, int64_t n, const void *g,
                                        const void *y, void *out);
typedef int (*gk_softmax_loop)(bool logarithm, int64_t rows, int64_t n, const void *in, void *out);

/// Everything one dispatch path offers; a null entry is an operation the type does not have.
typedef struct {
  gk_loop2 binary[GK_BINARIES][GK_DTYPES];
  gk_loop2 compare[GK_COMPARISONS][GK_DTYPES];
  gk_loop1 unary[GK_UNARIES][GK_DTYPES];
  gk_loop1 test[GK_TESTS][GK_DTYPES];
  gk_loop1 cast[GK_DTYPES][GK_DTYPES];
} gk_elementwise_table;
typedef struct {
  gk_reduce_loop reduce[GK_REDUCTIONS][GK_DTYPES];
  gk_reduce_loop scan[GK_SCANS][GK_DTYPES];
  gk_softmax_loop softmax[GK_DTYPES];
  gk_softmax_backward_loop softmax_backward[GK_DTYPES];
} gk_reduce_table;
/// A matrix product by tiles of `rows` × `columns`: panels of `columns` columns of B are copied, rows
/// of A too where they do not lie well, and then multiplied.
typedef struct {
  int rows, columns;
  void (*panels)(int64_t n, int64_t k, const void *b, int64_t rsb, int64_t csb, void *out);
  void (*pack)(int64_t m, int64_t k, const void *a, int64_t rsa, int64_t csa, void *out);
  void (*tiles)(int64_t m, int64_t n, int64_t k, const void *a, int64_t step_a, int64_t lda,
                const void *rest, const void *panels, int64_t step_b, int64_t ldb, void *c,
                int64_t ldc, bool first);
} gk_tiled_product;
typedef struct {
  gk_matmul_loop matmul[GK_DTYPES];
  gk_dot_loop dot[GK_DTYPES];
  gk_tiled_product tiled[GK_DTYPES];
} gk_product_table;

// Rows of B that a tile goes through at a time, and how far copies of A's rows are apart, so that they
// fall into different sets of the cache.
enum { GK_DEPTH = 512, GK_APART = GK_DEPTH + 16 };

extern const gk_elementwise_table gk_elementwise_base, gk_elementwise_v3, gk_elementwise_v4;
extern const gk_reduce_table gk_reduce_base, gk_reduce_v3, gk_reduce_v4;
extern const gk_product_table gk_product_base, gk_product_v3, gk_product_v4;
extern int gk_active_path;

#if defined(__x86_64__)
#define GK_PATHS 3
#define GK_PICK(name) \
  (gk_active_path == 2 ? &name##_v4 : gk_active_path == 1 ? &name##_v3 : &name##_base)
#else
#define GK_PATHS 1
#define GK_PICK(name) (&name##_base)
#endif
