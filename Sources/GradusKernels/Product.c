#include "Functions.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "Threads.h"

#define GK_SUBJECT "ProductLoops.h"
#include "Paths.h"

int gk_dot(int dtype, int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
  gk_dot_loop f = GK_PICK(gk_product)->dot[dtype];
  return f ? f(n, a, sa, b, sb, out) : 2;
}
/// A matrix product whose parts are ranges of rows of the result.
typedef struct {
  gk_matmul_loop loop;
  int64_t m, n, k, rsa, csa, rsb, csb;
  int width;
  const char *a, *b;
  char *out;
  _Atomic int failed;
} gk_matmul_job;

enum { ROWS = 12, FEWEST = 128 * 1024 };  // rows of a tile; multiplications worth a part

static void matmul_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  int64_t from = begin * ROWS, to = end * ROWS < p->m ? end * ROWS : p->m;
  int failed = p->loop(to - from, p->n, p->k, p->a + from * p->rsa * p->width, p->rsa, p->csa, p->b,
                       p->rsb, p->csb, p->out + from * p->n * p->width);
  if (failed) atomic_store(&p->failed, failed);
}
int gk_matmul(int dtype, int64_t m, int64_t n, int64_t k, const void *a, int64_t rsa, int64_t csa,
              const void *b, int64_t rsb, int64_t csb, void *out) {
  gk_matmul_job p = {GK_PICK(gk_product)->matmul[dtype], m, n, k, rsa, csa, rsb, csb,
                     (int)gk_width[dtype], a, b, out, 0};
  if (!p.loop) return 2;
  int64_t work = n * k * ROWS;
  if (m * n * k < 2 * FEWEST) return p.loop(m, n, k, a, rsa, csa, b, rsb, csb, out);
  gk_parallel((m + ROWS - 1) / ROWS, work >= FEWEST ? 1 : FEWEST / (work > 0 ? work : 1), matmul_part,
              &p);
  return p.failed;
}

/// Products of pairs of matrices; parts are ranges of pairs.
typedef struct {
  gk_matmul_job one;
  int64_t step_a, step_b;
  _Atomic int failed;
} gk_matmul_batch_job;

static void batch_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_batch_job *p = context;
  const gk_matmul_job *o = &p->one;
  for (int64_t i = begin; i < end; i++) {
    int failed = o->loop(o->m, o->n, o->k, o->a + i * p->step_a * o->width, o->rsa, o->csa,
                         o->b + i * p->step_b * o->width, o->rsb, o->csb,
                         o->out + i * o->m * o->n * o->width);
    if (failed) atomic_store(&p->failed, failed);
  }
}
int gk_matmul_batch(int dtype, int64_t count, int64_t m, int64_t n, int64_t k, const void *a,
                    int64_t step_a, int64_t rsa, int64_t csa, const void *b, int64_t step_b,
                    int64_t rsb, int64_t csb, void *out) {
  gk_matmul_batch_job p = {{GK_PICK(gk_product)->matmul[dtype], m, n, k, rsa, csa, rsb, csb,
                            (int)gk_width[dtype], a, b, out, 0}, step_a, step_b, 0};
  if (!p.one.loop) return 2;
  int64_t work = m * n * k;
  gk_parallel(count, work >= FEWEST ? 1 : FEWEST / (work > 0 ? work : 1), batch_part, &p);
  return p.failed;
}
