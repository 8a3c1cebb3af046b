#include "Functions.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "Scratch.h"
#include "Threads.h"
#include "Transpose.h"

#define GK_SUBJECT "ProductLoops.h"
#include "Paths.h"

int gk_dot(int dtype, int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
  gk_dot_loop f = GK_PICK(gk_product)->dot[dtype];
  return f ? f(n, a, sa, b, sb, out) : 2;
}

/// A block of B: its first row and column, its size, and copies of its panels if there are any.
typedef struct {
  int64_t row, rows, column, columns;
  char *panels;
} gk_block;

/// A matrix product whose parts are ranges of rows or of panels of the result.
typedef struct {
  gk_matmul_loop loop;
  const gk_tiled_product *tiled;
  int64_t m, n, k, rsa, csa, rsb, csb;
  int width;
  const char *a, *b;
  char *out;
  int64_t depth;        // rows of B that all of A's rows are multiplied by at a time
  bool shares, copies;  // whether threads share the work, and whether panels of B are copied
  gk_block block;       // what is at work where all threads share the panels
  _Atomic int failed;
} gk_matmul_job;

// Rows of a tile on every path and of a block of them; multiplications worth a part; fewer than a
// tile's; columns of a block of B; panels for which rows are not worth copying; bytes of A that stay in
// the cache from panel to panel.
enum {
  ROWS = 12, BLOCK = 8 * ROWS, FEWEST = 128 * 1024, FEW = 512, COLUMNS = 1024, FEW_PANELS = 4, SHALLOWEST = 128,
  NEAR = 512 * 1024
};

static void run(const gk_matmul_job *p, int64_t units, int64_t work, gk_part part) {
  int64_t fewest = work >= FEWEST ? 1 : FEWEST / (work > 0 ? work : 1);
  if (p->shares) gk_parallel(units, fewest, part, (void *)p);
  else part((void *)p, 0, units);
}
static int64_t lesser(int64_t a, int64_t b) { return a < b ? a : b; }

static const char *at_a(const gk_matmul_job *p, int64_t row, int64_t column) {
  return p->a + (row * p->rsa + column * p->csa) * p->width;
}
static const char *at_b(const gk_matmul_job *p, int64_t row, int64_t column) {
  return p->b + (row * p->rsb + column * p->csb) * p->width;
}

/// Elements one by one.
static void loop_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  int64_t from = begin * ROWS, to = lesser(end * ROWS, p->m);
  int failed = p->loop(to - from, p->n, p->k, at_a(p, from, 0), p->rsa, p->csa, p->b, p->rsb, p->csb,
                       p->out + from * p->n * p->width);
  if (failed) atomic_store(&p->failed, failed);
}

/// Whether A is multiplied where it is: side by side in one direction, and in the other not so far
/// apart that a tile's rows fall into a few sets of the cache.
static bool lies_well(const gk_matmul_job *p) {
  if (p->csa != 1) return p->rsa == 1;
  int64_t apart = p->rsa * p->width % 4096;
  return p->m <= ROWS || (apart >= 256 && apart <= 4096 - 256);
}

/// Rows of A: the first, `step` apart; `lda` 0 where they are side by side, else the distance of its
/// columns; copies of those below the last whole tile, where the tiles below do not fit them.
typedef struct {
  int64_t from, to;
  const char *first;
  int64_t step, lda;
  const char *rest;
} gk_rows;

static void multiply_block(const gk_matmul_job *p, const gk_rows *a, const gk_block *b) {
  int64_t wide = p->tiled->columns;
  bool copied = b->panels != NULL;
  p->tiled->tiles(a->to - a->from, b->columns, b->rows, a->first, a->step, a->lda, a->rest,
                  copied ? b->panels : at_b(p, b->row, b->column), copied ? wide * b->rows : wide,
                  copied ? wide : p->rsb, p->out + (a->from * p->n + b->column) * p->width, p->n,
                  b->row == 0);
}

/// A's rows where they are, but for the rest, for which there is `room`.
static gk_rows in_place(const gk_matmul_job *p, int64_t from, int64_t to, const gk_block *b, char *room) {
  gk_rows rows = {from, to, at_a(p, from, b->row), p->csa == 1 ? p->rsa : 1,
                  p->csa == 1 ? 0 : p->csa, NULL};
  int64_t rest = (to - from) % p->tiled->rows;
  if (rest != 0) {
    p->tiled->pack(rest, b->rows, at_a(p, to - rest, b->row), p->rsa, p->csa, room);
    rows.rest = room;
  }
  return rows;
}
static gk_rows packed(const gk_matmul_job *p, int64_t from, int64_t to, const gk_block *b, char *room) {
  p->tiled->pack(to - from, b->rows, at_a(p, from, b->row), p->rsa, p->csa, room);
  return (gk_rows){from, to, room, GK_APART, p->csa == 1 ? 0 : p->tiled->rows, NULL};
}

static void copy_panels(const gk_matmul_job *p, const gk_block *b, int64_t from, int64_t to) {
  p->tiled->panels(to - from, b->rows, at_b(p, b->row, b->column + from), p->rsb, p->csb,
                   b->panels + from * b->rows * p->width);
}

/// Panels of the block for all threads.
static void panels_part(void *context, int64_t begin, int64_t end) {
  const gk_matmul_job *p = context;
  int64_t wide = p->tiled->columns;
  copy_panels(p, &p->block, begin * wide, lesser(end * wide, p->block.columns));
}

/// Room for a part's own copies; where there is none the product fails.
static char *own_room(gk_matmul_job *p, int64_t elements) {
  char *room = gk_scratch(GK_OWN_SCRATCH, (size_t)(elements * p->width));
  if (!room) atomic_store(&p->failed, 3);
  return room;
}

/// Tiles of rows times the block.
static void rows_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  char *room = own_room(p, BLOCK * GK_APART);
  if (!room) return;
  bool stays = lies_well(p) && p->block.columns <= FEW_PANELS * p->tiled->columns;
  int64_t stop = lesser(end * ROWS, p->m);
  for (int64_t from = begin * ROWS; from < stop; from += BLOCK) {
    int64_t to = lesser(from + BLOCK, stop);
    gk_rows a = (stays ? in_place : packed)(p, from, to, &p->block, room);
    multiply_block(p, &a, &p->block);
  }
}

/// All of A times panels of B that are copied for this part alone.
static void columns_part(void *context, int64_t begin, int64_t end) {
  gk_matmul_job *p = context;
  int64_t wide = p->tiled->columns, rest = ROWS * GK_APART * p->width;
  char *room = own_room(p, ROWS * GK_APART + wide * GK_DEPTH);
  if (!room) return;
  gk_block b = {0};
  for (b.row = 0; b.row < p->k; b.row += p->depth) {
    b.rows = lesser(p->k - b.row, p->depth);
    gk_rows a = in_place(p, 0, p->m, &b, room);
    for (b.column = begin * wide; b.column < lesser(end * wide, p->n); b.column += wide) {
      b.columns = lesser(p->n - b.column, wide);
      b.panels = p->copies || b.columns < wide ? room + rest : NULL;
      if (b.panels) copy_panels(p, &b, 0, b.columns);
      multiply_block(p, &a, &b);
    }
  }
}

static int multiply(gk_matmul_job *p) {
  int64_t m = p->m, n = p->n, k = p->k, tiles = (m + ROWS - 1) / ROWS;
  if (k == 0) {
    memset(p->out, 0, (size_t)(m * n * p->width));
    return 0;
  }
  if (!p->tiled->tiles || m * n * k <= FEW || (n == 1 && p->csa == 1 && p->rsb == 1)) {
    run(p, tiles, n * k * ROWS, loop_part);
    return p->failed;
  }
  int64_t wide = p->tiled->columns, panels = (n + wide - 1) / wide;
  // Rows of a small B, and of one for a few rows of A, are read where they are.
  p->copies = p->csb != 1 || (m > 2 * ROWS && p->rsb * k * p->width > 32 * 1024);
  p->depth = lesser(k, GK_DEPTH);
  while (p->depth > SHALLOWEST && m * p->depth * p->width > NEAR) p->depth /= 2;
  if (lies_well(p) && m * p->depth * p->width <= NEAR &&
      (!p->shares || panels >= 2 * gk_thread_count())) {
    run(p, panels, m * k * wide, columns_part);
    return p->failed;
  }
  p->copies |= n % wide != 0;
  if (p->copies) {
    int64_t room = lesser(panels * wide, COLUMNS) * lesser(k, GK_DEPTH) * p->width;
    p->block.panels = gk_scratch(GK_SHARED_SCRATCH, (size_t)room);
    if (!p->block.panels) return 3;
  }
  for (p->block.column = 0; p->block.column < n; p->block.column += COLUMNS)
    for (p->block.row = 0; p->block.row < k; p->block.row += GK_DEPTH) {
      p->block.columns = lesser(n - p->block.column, COLUMNS);
      p->block.rows = lesser(k - p->block.row, GK_DEPTH);
      // Copying an element costs about as much as eight multiplications.
      if (p->copies)
        run(p, (p->block.columns + wide - 1) / wide, wide * p->block.rows * 8, panels_part);
      run(p, tiles, p->block.columns * p->block.rows * ROWS, rows_part);
    }
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
