#include "Types.h"
#include "include/GradusOptimizers.h"

#include <math.h>

typedef struct {
  void (*sgd_f32)(gk_sgd, int64_t, float *, const float *, float *);
  void (*sgd_f64)(gk_sgd, int64_t, double *, const double *, double *);
  void (*adam_f32)(gk_adam, int64_t, float *, const float *, float *, float *, float *);
  void (*adam_f64)(gk_adam, int64_t, double *, const double *, double *, double *, double *);
} gk_optimizer_table;

#define GK_SUBJECT "OptimizerLoops.h"
#include "Paths.h"

int gk_sgd_step(int dtype, gk_sgd how, int64_t n, void *x, const void *gradient, void *velocity) {
  switch (dtype) {
  case GK_F32: GK_PICK(gk_optimizers)->sgd_f32(how, n, x, gradient, velocity); return 0;
  case GK_F64: GK_PICK(gk_optimizers)->sgd_f64(how, n, x, gradient, velocity); return 0;
  default: return 1;
  }
}

int gk_adam_step(int dtype, gk_adam how, int64_t n, void *x, const void *gradient, void *first,
                 void *second, void *largest) {
  switch (dtype) {
  case GK_F32:
    GK_PICK(gk_optimizers)->adam_f32(how, n, x, gradient, first, second, largest);
    return 0;
  case GK_F64:
    GK_PICK(gk_optimizers)->adam_f64(how, n, x, gradient, first, second, largest);
    return 0;
  default: return 1;
  }
}
