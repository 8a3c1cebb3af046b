#include <stdatomic.h>
#include <stdlib.h>

#include "Functions.h"
#include "Threads.h"

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
/// A reduction whose parts are ranges of lines, or of columns where there is one line of them.
typedef struct {
  gk_reduce_loop loop;
  int64_t n, inner;
  int width_in, width_out;
  bool by_columns;
  const char *in;
  char *out;
  int64_t *index;
} gk_reduction;

static void reduce_part(void *context, int64_t begin, int64_t end) {
  const gk_reduction *r = context;
  char *out = r->out ? r->out + begin * (r->by_columns ? 1 : r->inner) * r->width_out : NULL;
  int64_t *index = r->index ? r->index + begin * (r->by_columns ? 1 : r->inner) : NULL;
  if (r->by_columns)
    r->loop(1, r->n, end - begin, r->inner, r->in + begin * r->width_in, out, index);
  else
    r->loop(end - begin, r->n, r->inner, r->inner, r->in + begin * r->n * r->inner * r->width_in,
            out, index);
}

// A chunk of a sum, whose bits do not depend on who adds it up; and columns whose rows are long runs
// of memory.
enum { LINE = 1024, COLUMNS = 2048 };

/// One long line in chunks, then over their results: the extremes, and the sums of float and double,
/// which hold their chunks' totals exactly.
static bool reduce_line(int op, int dtype, gk_reduce_loop loop, int64_t n, const char *in, void *out) {
  bool adds = op == GK_SUM || op == GK_NAN_SUM || op == GK_SUM_ABS || op == GK_SUM_SQUARES;
  bool is_extreme = op == GK_MAX || op == GK_MIN;
  if (!is_extreme && !(adds && (dtype == GK_F32 || dtype == GK_F64))) return false;
  int64_t lines = n / LINE, rest = n - lines * LINE, width = gk_width[dtype];
  char *totals = malloc((size_t)((lines + 1) * width));
  if (!totals) return false;
  gk_reduction r = {loop, LINE, 1, (int)width, (int)width, false, in, totals, NULL};
  gk_parallel(lines, gk_least(LINE), reduce_part, &r);
  if (rest) loop(1, rest, 1, 1, in + lines * LINE * width, totals + lines * width, NULL);
  int64_t count = lines + (rest > 0);
  if (is_extreme) {
    loop(1, count, 1, 1, totals, out, NULL);
  } else {
    double total = 0;
    for (int64_t i = 0; i < count; i++)
      total += dtype == GK_F32 ? (double)((float *)totals)[i] : ((double *)totals)[i];
    if (dtype == GK_F32) *(float *)out = (float)total;
    else *(double *)out = total;
  }
  free(totals);
  return true;
}

/// The extremes of columns panel by panel, whose rows are read in order, then over the panels' results.
static bool reduce_panels(int op, int dtype, gk_reduce_loop loop, int64_t n, int64_t inner,
                          const char *in, void *out) {
  enum { PANELS = 8 };
  if ((op != GK_MAX && op != GK_MIN) || n < 2 * PANELS || n * inner < 4 * GK_PART) return false;
  int64_t rows = n / PANELS, rest = n - rows * PANELS, width = gk_width[dtype];
  char *best = malloc((size_t)((PANELS + 1) * inner * width));
  if (!best) return false;
  gk_reduction r = {loop, rows, inner, (int)width, (int)width, false, in, best, NULL};
  gk_parallel(PANELS, gk_least(rows * inner), reduce_part, &r);
  if (rest)
    loop(1, rest, inner, inner, in + PANELS * rows * inner * width, best + PANELS * inner * width,
         NULL);
  loop(1, PANELS + (rest > 0), inner, inner, best, out, NULL);
  free(best);
  return true;
}

int gk_reduce(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *in, void *out,
              int64_t *index) {
  gk_reduce_loop loop = GK_PICK(gk_reduce)->reduce[op][dtype];
  if (!loop) return 2;
  if (outer * inner == 1 && n >= 2 * GK_PART && !index && reduce_line(op, dtype, loop, n, in, out))
    return 0;
  if (outer == 1 && inner > 1 && !index && reduce_panels(op, dtype, loop, n, inner, in, out))
    return 0;
  gk_reduction r = {loop, n, inner, (int)gk_width[dtype], (int)gk_width[gk_reduced_type(op, dtype)],
                    outer == 1 && inner > 1, in, out, index};
  if (r.by_columns) gk_parallel(inner, gk_least(n) < COLUMNS ? COLUMNS : gk_least(n), reduce_part, &r);
  else gk_parallel(outer, gk_least(n * inner), reduce_part, &r);
  return 0;
}
int gk_scan(int op, int dtype, int64_t outer, int64_t n, int64_t inner, const void *in, void *out,
            int64_t *index) {
  gk_reduce_loop f = GK_PICK(gk_reduce)->scan[op][dtype];
  return f ? f(outer, n, inner, inner, in, out, index) : 2;
}

typedef struct {
  gk_softmax_loop loop;
  bool logarithm;
  int64_t n;
  int width;
  const char *in;
  char *out;
} gk_softmax_job;

static void softmax_part(void *context, int64_t begin, int64_t end) {
  const gk_softmax_job *s = context;
  int64_t from = begin * s->n * s->width;
  s->loop(s->logarithm, end - begin, s->n, s->in + from, s->out + from);
}
int gk_softmax(bool logarithm, int dtype, int64_t rows, int64_t n, const void *in, void *out) {
  gk_softmax_job s = {GK_PICK(gk_reduce)->softmax[dtype], logarithm, n, (int)gk_width[dtype], in, out};
  if (!s.loop) return 2;
  gk_parallel(rows, gk_least(4 * n), softmax_part, &s);
  return 0;
}

typedef struct {
  gk_softmax_backward_loop loop;
  bool logarithm;
  int64_t n;
  int width;
  const char *g, *y;
  char *out;
} gk_softmax_backward_job;

static void softmax_backward_part(void *context, int64_t begin, int64_t end) {
  const gk_softmax_backward_job *s = context;
  int64_t from = begin * s->n * s->width;
  s->loop(s->logarithm, end - begin, s->n, s->g + from, s->y + from, s->out + from);
}
int gk_softmax_backward(bool logarithm, int dtype, int64_t rows, int64_t n, const void *g,
                        const void *y, void *out) {
  gk_softmax_backward_job s = {GK_PICK(gk_reduce)->softmax_backward[dtype], logarithm, n,
                               (int)gk_width[dtype], g, y, out};
  if (!s.loop) return 2;
  gk_parallel(rows, gk_least(4 * n), softmax_backward_part, &s);
  return 0;
}
