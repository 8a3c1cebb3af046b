#include "Functions.h"

#include <stdlib.h>

#define GK_SUBJECT "ProductLoops.h"
#include "Paths.h"

int gk_dot(int dtype, int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
  gk_dot_loop f = GK_PICK(gk_product)->dot[dtype];
  return f ? f(n, a, sa, b, sb, out) : 2;
}
int gk_matmul(int dtype, int64_t m, int64_t n, int64_t k, const void *a, int64_t rsa, int64_t csa,
              const void *b, int64_t rsb, int64_t csb, void *out) {
  gk_matmul_loop f = GK_PICK(gk_product)->matmul[dtype];
  return f ? f(m, n, k, a, rsa, csa, b, rsb, csb, out) : 2;
}
