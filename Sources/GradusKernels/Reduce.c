#include "Functions.h"

#define GK_SUBJECT "ReduceLoops.h"
#include "Paths.h"

int gk_reduced_type(int op, int dtype) {
  switch (op) {
    case GK_SUM: case GK_PROD: case GK_NAN_SUM:
      return dtype >= GK_F16 && dtype <= GK_F64 ? dtype : GK_I64;
    case GK_ALL: case GK_ANY: return GK_BOOL;
    case GK_COUNT_NONZERO: return GK_I64;
    default: return dtype;
  }
}
int gk_reduce(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *in, void *out,
              int64_t *index) {
  gk_reduce_loop f = GK_PICK(gk_reduce)->reduce[op][dtype];
  return f ? f(outer, n, inner, in, out, index) : 2;
}
int gk_scan(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *in, void *out,
            int64_t *index) {
  gk_reduce_loop f = GK_PICK(gk_reduce)->scan[op][dtype];
  return f ? f(outer, n, inner, in, out, index) : 2;
}
int gk_softmax(bool logarithm, int dtype, int64_t rows, int64_t n, const void *in, void *out) {
  gk_softmax_loop f = GK_PICK(gk_reduce)->softmax[dtype];
  return f ? f(logarithm, rows, n, in, out) : 2;
}
