#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Element types, in the order of `DType` in GradusTensors.
enum {
  GK_U8, GK_I8, GK_I16, GK_I32, GK_I64, GK_F16, GK_BF16, GK_F32, GK_F64, GK_BOOL, GK_DTYPES
};

/// Operations of two operands of one type whose result has that type.
enum {
  GK_ADD, GK_SUB, GK_MUL, GK_DIV, GK_FLOOR_DIV, GK_TRUNC_DIV, GK_REMAINDER, GK_FMOD, GK_POW,
  GK_MAXIMUM, GK_MINIMUM, GK_FMAX, GK_FMIN, GK_ATAN2, GK_HYPOT, GK_LOGADDEXP, GK_COPYSIGN,
  GK_XLOGY, GK_AND, GK_OR, GK_XOR, GK_SHL, GK_SHR, GK_NEXTAFTER, GK_BINARIES
};

/// Operations of two operands of one type whose result is bool.
enum {
  GK_EQ, GK_NE, GK_LT, GK_LE, GK_GT, GK_GE, GK_LOGICAL_AND, GK_LOGICAL_OR, GK_LOGICAL_XOR,
  GK_COMPARISONS
};

/// Operations of one operand whose result has its type.
enum {
  GK_NEG, GK_ABS, GK_SIGN, GK_FLOOR, GK_CEIL, GK_ROUND, GK_TRUNC, GK_FRAC, GK_SQUARE, GK_NOT,
  GK_RELU, GK_SQRT, GK_RSQRT, GK_RECIPROCAL, GK_EXP, GK_EXP2, GK_EXPM1, GK_LOG, GK_LOG2, GK_LOG10,
  GK_LOG1P, GK_SIN, GK_COS, GK_TAN, GK_ASIN, GK_ACOS, GK_ATAN, GK_SINH, GK_COSH, GK_TANH, GK_ASINH,
  GK_ACOSH, GK_ATANH, GK_SIGMOID, GK_ERF, GK_ERFC, GK_ERFINV, GK_LGAMMA, GK_DIGAMMA, GK_TRIGAMMA,
  GK_GELU,
  GK_SILU, GK_UNARIES
};

/// Tests of one operand; the result is bool.
enum { GK_IS_NAN, GK_IS_INF, GK_IS_FINITE, GK_SIGN_BIT, GK_LOGICAL_NOT, GK_TESTS };

/// Reductions. The result type is that of `gk_reduced_type`.
enum {
  GK_SUM, GK_PROD, GK_MAX, GK_MIN, GK_ALL, GK_ANY, GK_NAN_SUM, GK_COUNT_NONZERO, GK_SUM_ABS,
  GK_SUM_SQUARES, GK_ARGMAX, GK_ARGMIN, GK_REDUCTIONS
};

/// Scans along an axis.
enum { GK_CUMSUM, GK_CUMPROD, GK_CUMMAX, GK_CUMMIN, GK_LOGCUMSUMEXP, GK_SCANS };

/// The strided operand of an element-wise loop: strides count elements, 0 repeats one.
typedef struct {
  void *_Nullable data;
  const int64_t *_Nonnull strides;
} gk_operand;

/// Element-wise loops over `rank` dimensions. They return 0, or 1 after an integer division by zero
/// and 2 where the operation is not defined for the type.
int gk_binary(int op, int dtype, int rank, const int64_t *_Nonnull sizes, gk_operand out,
              gk_operand a, gk_operand b);
int gk_compare(int op, int dtype, int rank, const int64_t *_Nonnull sizes, gk_operand out,
               gk_operand a, gk_operand b);
int gk_unary(int op, int dtype, int rank, const int64_t *_Nonnull sizes, gk_operand out,
             gk_operand a);
int gk_test(int op, int dtype, int rank, const int64_t *_Nonnull sizes, gk_operand out,
            gk_operand a);
void gk_cast(int from, int to, int rank, const int64_t *_Nonnull sizes, gk_operand out,
             gk_operand a);
/// `out = condition ? a : b` for elements of `width` bytes.
void gk_where(int width, int rank, const int64_t *_Nonnull sizes, gk_operand out,
              gk_operand condition, gk_operand a, gk_operand b);

/// The same over `n` elements side by side; an operand of step 0 repeats its one element.
int gk_binary_flat(int op, int dtype, int64_t n, void *_Nullable out, const void *_Nullable a,
                   int64_t step_a, const void *_Nullable b, int64_t step_b);
int gk_compare_flat(int op, int dtype, int64_t n, void *_Nullable out, const void *_Nullable a,
                    int64_t step_a, const void *_Nullable b, int64_t step_b);
int gk_unary_flat(int op, int dtype, int64_t n, void *_Nullable out, const void *_Nullable a);

/// Whether the operation is defined for the type.
bool gk_has_binary(int op, int dtype);
bool gk_has_unary(int op, int dtype);

/// `out[o][i] = reduce(in[o][0...n][i])`; `index` receives positions for argmax and argmin.
int gk_reduce(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *_Nullable in,
              void *_Nullable out, int64_t *_Nullable index);
int gk_reduced_type(int op, int dtype);

/// `out[o][k][i] = scan(in[o][0...k][i])`; `index` receives positions for cummax and cummin.
int gk_scan(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *_Nullable in,
            void *_Nullable out, int64_t *_Nullable index);

/// Soft maximum of each row of `n` elements, or its logarithm.
int gk_softmax(bool logarithm, int dtype, int64_t rows, int64_t n, const void *_Nullable in,
               void *_Nullable out);

/// The gradient of that for the gradient `g` of its result `y`; float32 and float64 only.
int gk_softmax_backward(bool logarithm, int dtype, int64_t rows, int64_t n,
                        const void *_Nullable g, const void *_Nullable y, void *_Nullable out);

/// `out = a · b` over `n` elements; the result has the type of the operands.
int gk_dot(int dtype, int64_t n, const void *_Nullable a, int64_t sa, const void *_Nullable b,
           int64_t sb, void *_Nonnull out);
/// `out[m][n] = Σ a[m][k] b[k][n]`, `out` row-major, operands with a row and a column stride.
int gk_matmul(int dtype, int64_t m, int64_t n, int64_t k, const void *_Nullable a, int64_t rsa,
              int64_t csa, const void *_Nullable b, int64_t rsb, int64_t csb,
              void *_Nullable out);

/// For each line of `n` elements the places of its elements in order, equal ones as they stand, NaN
/// after everything. Returns 3 where there is no memory.
int gk_order(int dtype, int64_t lines, int64_t n, bool descending, const void *_Nullable elements,
             int64_t *_Nullable places);
/// How many bytes of a mask are not 0, and where they stand.
int64_t gk_count_nonzero(int64_t n, const uint8_t *_Nullable mask);
void gk_nonzero(int64_t n, const uint8_t *_Nullable mask, int64_t count,
                int64_t *_Nullable places);
/// `out[o][k][i] = in[o][index[o][k][i]][i]` for elements of `width` bytes, with `n` elements along
/// the axis and `count` places. Returns the position of the first index that is out of range, or -1.
int64_t gk_gather_along(int width, int64_t outer, int64_t count, int64_t inner, int64_t n,
                        const int64_t *_Nullable index, const void *_Nullable in,
                        void *_Nullable out);

/// The products of `count` pairs of matrices, `step_a` and `step_b` elements apart.
int gk_matmul_batch(int dtype, int64_t count, int64_t m, int64_t n, int64_t k,
                    const void *_Nullable a, int64_t step_a, int64_t rsa, int64_t csa,
                    const void *_Nullable b, int64_t step_b, int64_t rsb, int64_t csb,
                    void *_Nullable out);

/// One element as double or int64 and back.
double gk_get_double(int dtype, const void *_Nonnull p);
int64_t gk_get_int(int dtype, const void *_Nonnull p);
void gk_set_double(int dtype, void *_Nonnull p, double v);
void gk_set_int(int dtype, void *_Nonnull p, int64_t v);
/// `out[i] = start + i · step`, computed in double for floating types.
void gk_arange(int dtype, int64_t n, double start, double step, int64_t istart, int64_t istep,
               void *_Nullable out);

uint16_t gk_half_from_float(float v);
float gk_float_from_half(uint16_t v);
uint16_t gk_bfloat_from_float(float v);
float gk_float_from_bfloat(uint16_t v);

/// Scalar functions, the same bits as the loops.
double gk_scalar_unary(int op, double x);
double gk_scalar_binary(int op, double x, double y);

/// printf's `%.*f` and `%.*e`, and `%.0f`; returns the length.
int gk_format(char *_Nonnull buffer, size_t size, bool scientific, int precision, double v);

/// The dispatch path in use: 0 plain, 1 AVX2 and FMA, 2 AVX-512. Setting one above what the
/// processor has is refused.
int gk_path(void);
int gk_best_path(void);
bool gk_set_path(int path);

/// How many threads share large pieces of work: the processors, or `GRADUS_THREADS`.
int gk_thread_count(void);
void gk_set_thread_count(int count);

/// State of the calling thread.
typedef struct {
  /// 1 where operations record for the gradient.
  int32_t recording;
  /// 1 while nodes wait to be released.
  int32_t draining;
  /// Head of the list of nodes to release.
  void *_Nullable pending;
} gk_thread;
extern _Thread_local gk_thread gk_current_thread __attribute__((tls_model("initial-exec")));
static inline gk_thread *_Nonnull gk_this_thread(void) { return &gk_current_thread; }

/// Gives memory back that the calling thread keeps for the copies of its next matrix product.
void gk_empty_scratch(void);

/// Elements at `outer[i] + at[j] + inner[k]` of one tensor, side by side in another; offsets count
/// elements of `width` bytes.
void gk_gather(int width, int64_t outers, const int64_t *_Nullable outer, int64_t n,
               const int64_t *_Nullable at, int64_t inners, const int64_t *_Nullable inner,
               const void *_Nullable from, void *_Nullable to);
/// The other way round: later elements overwrite earlier ones at the same place.
void gk_scatter(int width, int64_t outers, const int64_t *_Nullable outer, int64_t n,
                const int64_t *_Nullable at, int64_t inners, const int64_t *_Nullable inner,
                const void *_Nullable from, void *_Nullable to);
/// The other way round, adding.
void gk_scatter_add(int dtype, int64_t outers, const int64_t *_Nullable outer, int64_t n,
                    const int64_t *_Nullable at, int64_t inners, const int64_t *_Nullable inner,
                    const void *_Nullable from, void *_Nullable to);
