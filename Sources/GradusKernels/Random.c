#include "Types.h"
#include "include/GradusRandom.h"

typedef struct {
  void (*twist)(uint32_t *, uint32_t *);
  void (*uniform24)(int64_t, const uint32_t *, float *);
  void (*uniform53)(int64_t, const uint32_t *, double *);
  void (*stretch)(int64_t, float *, float, float, float);
  void (*normal)(int64_t, const uint32_t *, float *, float, float);
  void (*count_less)(int64_t, const double *, int64_t, const double *, int64_t *);
} gk_random_table;

#define GK_SUBJECT "RandomLoops.h"
#include "Paths.h"

void gk_twist(uint32_t *words, uint32_t *outputs) { GK_PICK(gk_random)->twist(words, outputs); }
void gk_uniform24(int64_t n, const uint32_t *outputs, float *to) {
  GK_PICK(gk_random)->uniform24(n, outputs, to);
}
void gk_uniform53(int64_t n, const uint32_t *outputs, double *to) {
  GK_PICK(gk_random)->uniform53(n, outputs, to);
}
void gk_stretch(int64_t n, float *x, float low, float width, float high) {
  GK_PICK(gk_random)->stretch(n, x, low, width, high);
}
void gk_normal_blocks(int64_t blocks, const uint32_t *outputs, float *to, float mean,
                      float deviation) {
  GK_PICK(gk_random)->normal(blocks, outputs, to, mean, deviation);
}
void gk_count_less(int64_t n, const double *numbers, int64_t limits, const double *limit,
                   int64_t *to) {
  GK_PICK(gk_random)->count_less(n, numbers, limits, limit, to);
}
