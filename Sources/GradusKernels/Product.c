#include "Functions.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "Threads.h"
#include "Transpose.h"

#define GK_SUBJECT "ProductLoops.h"
#include "Paths.h"

int gk_dot(int dtype, int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
  gk_dot_loop f = GK_PICK(gk_product)->dot[dtype];
  return f ? f(n, a, sa, b, sb, out) : 2;
}

/// A matrix product whose parts are ranges of rows of the result.
typedef struct {
  gk_matmul_loop loop;
  const gk_tiled_product *tiled;
  int64_t m, n, k, rsa, csa, rsb, csb;
  int width;
  const char *a, *b;
  char *out;
  bool shares;
  // The block of B at work: its first column and row, its size, and its panels.
  int64_t column, row, columns, rows;
  char *panels;
  _Atomic int failed;
} gk_matmul_job;

// Rows of a tile on every path; multiplications worth a part; fewer than a tile's.
enum { ROWS = 12, FEWEST = 128 * 1024, FEW = 512, COLUMNS = 2048 };

static void run(const gk_matmul_job *p, int64_t units, int64_t work, gk_part part) {
  int64_t least = work >= FEWEST ? 1 : FEWEST / (work > 0 ? work : 1);
  if (p->shares) gk_parallel(units, least, part, (void *)p);
  else part((void *)p, 0, units);
}

static void rows_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  int64_t from = begin * ROWS, to = end * ROWS < p->m ? end * ROWS : p->m;
  int failed = p->loop(to - from, p->n, p->k, p->a + from * p->rsa * p->width, p->rsa, p->csa, p->b,
                       p->rsb, p->csb, p->out + from * p->n * p->width);
  if (failed) atomic_store(&p->failed, failed);
}

static const char *block(const gk_matmul_job *p) {
  return p->b + (p->row * p->rsb + p->column * p->csb) * p->width;
}

static void panels_part(void *context, int64_t begin, int64_t end) {
  const gk_matmul_job *p = context;
  int64_t from = begin * p->tiled->columns, to = end * p->tiled->columns;
  if (to > p->columns) to = p->columns;
  p->tiled->panels(to - from, p->rows, block(p) + from * p->csb * p->width, p->rsb, p->csb,
                   p->panels + from * p->rows * p->width);
}

static void tiles_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  int64_t from = begin * ROWS, to = end * ROWS < p->m ? end * ROWS : p->m;
  bool copied = p->panels != NULL;
  int failed = p->tiled->tiles(
      to - from, p->columns, p->rows, p->a + (from * p->rsa + p->row * p->csa) * p->width, p->rsa,
      p->csa, copied ? p->panels : block(p), copied ? p->tiled->columns * p->rows : p->tiled->columns,
      copied ? p->tiled->columns : p->rsb, p->out + (from * p->n + p->column) * p->width, p->n,
      p->row == 0);
  if (failed) atomic_store(&p->failed, failed);
}

static int multiply(gk_matmul_job *p) {
  int64_t m = p->m, n = p->n, k = p->k, tiles = (m + ROWS - 1) / ROWS;
  if (k == 0) {
    memset(p->out, 0, (size_t)(m * n * p->width));
    return 0;
  }
  if (!p->tiled->tiles || m * n * k <= FEW || (n == 1 && p->csa == 1 && p->rsb == 1)) {
    run(p, tiles, n * k * ROWS, rows_part);
    return p->failed;
  }
  int64_t wide = p->tiled->columns;
  // Rows of a small B, and of one for a few rows of A, are read where they are.
  bool copies = p->csb != 1 || n % wide || (m > 2 * ROWS && p->rsb * k * p->width > 32 * 1024);
  if (copies) {
    int64_t columns = n < COLUMNS ? (n + wide - 1) / wide * wide : COLUMNS;
    p->panels = aligned_alloc(64, (size_t)(columns * (k < GK_DEPTH ? k : GK_DEPTH) * p->width + 63) / 64 * 64);
    if (!p->panels) return 3;
  }
  for (p->column = 0; p->column < n; p->column += COLUMNS)
    for (p->row = 0; p->row < k; p->row += GK_DEPTH) {
      p->columns = n - p->column < COLUMNS ? n - p->column : COLUMNS;
      p->rows = k - p->row < GK_DEPTH ? k - p->row : GK_DEPTH;
      // Copying an element costs about as much as eight multiplications.
      if (copies) run(p, (p->columns + wide - 1) / wide, wide * p->rows * 8, panels_part);
      run(p, tiles, p->columns * p->rows * ROWS, tiles_part);
    }
  free(p->panels);
  return p->failed;
}

static gk_matmul_job job(int dtype, int64_t m, int64_t n, int64_t k, const void *a, int64_t rsa,
                         int64_t csa, const void *b, int64_t rsb, int64_t csb, void *out) {
  const gk_product_table *table = GK_PICK(gk_product);
  return (gk_matmul_job){.loop = table->matmul[dtype], .tiled = &table->tiled[dtype], .m = m, .n = n,
                         .k = k, .rsa = rsa, .csa = csa, .rsb = rsb, .csb = csb,
                         .width = (int)gk_width[dtype], .a = a, .b = b, .out = out};
}

int gk_matmul(int dtype, int64_t m, int64_t n, int64_t k, const void *a, int64_t rsa, int64_t csa,
              const void *b, int64_t rsb, int64_t csb, void *out) {
  gk_matmul_job p = job(dtype, m, n, k, a, rsa, csa, b, rsb, csb, out);
  if (!p.loop) return 2;
  p.shares = m * n * k >= 2 * FEWEST;
  return multiply(&p);
}

/// Products of pairs of matrices; parts are ranges of pairs.
typedef struct {
  gk_matmul_job one;
  int64_t step_a, step_b;
  _Atomic int failed;
} gk_matmul_batch_job;

static void batch_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_batch_job *p = context;
  for (int64_t i = begin; i < end; i++) {
    gk_matmul_job one = p->one;
    one.a += i * p->step_a * one.width;
    one.b += i * p->step_b * one.width;
    one.out += i * one.m * one.n * one.width;
    int failed = multiply(&one);
    if (failed) atomic_store(&p->failed, failed);
  }
}
int gk_matmul_batch(int dtype, int64_t count, int64_t m, int64_t n, int64_t k, const void *a,
                    int64_t step_a, int64_t rsa, int64_t csa, const void *b, int64_t step_b,
                    int64_t rsb, int64_t csb, void *out) {
  gk_matmul_batch_job p = {job(dtype, m, n, k, a, rsa, csa, b, rsb, csb, out), step_a, step_b, 0};
  if (!p.one.loop) return 2;
  int64_t work = m * n * k;
  gk_parallel(count, work >= FEWEST ? 1 : FEWEST / (work > 0 ? work : 1), batch_part, &p);
  return p.failed;
}
