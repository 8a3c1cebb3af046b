#include "Transpose.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "Threads.h"

enum { MOST = 4 };

/// Merged dimensions of up to `MOST` operands, innermost last; strides in bytes.
typedef struct {
  int rank;
  int64_t *sizes;
  int64_t *strides[MOST];
  int64_t room[6 * (MOST + 1)];
} gk_plan;

/// Drops dimensions of one element and merges neighbours that every operand walks in one step.
static bool merge(gk_plan *plan, int rank, const int64_t *sizes, int count,
                  const gk_operand *operands, const int64_t *widths) {
  int64_t *room = rank > 6 ? malloc(sizeof(int64_t) * (size_t)rank * (MOST + 1)) : plan->room;
  int most = rank > 6 ? rank : 6;
  plan->sizes = room;
  for (int k = 0; k < count; k++) plan->strides[k] = room + most * (k + 1);
  int r = 0;
  bool empty = false;
  for (int d = 0; d < rank; d++) {
    if (sizes[d] == 0) empty = true;
    if (sizes[d] == 1) continue;
    bool joins = r > 0;
    for (int k = 0; k < count && joins; k++)
      joins = plan->strides[k][r - 1] == operands[k].strides[d] * widths[k] * sizes[d];
    if (joins) {
      plan->sizes[r - 1] *= sizes[d];
      for (int k = 0; k < count; k++) plan->strides[k][r - 1] = operands[k].strides[d] * widths[k];
    } else {
      plan->sizes[r] = sizes[d];
      for (int k = 0; k < count; k++) plan->strides[k][r] = operands[k].strides[d] * widths[k];
      r++;
    }
  }
  plan->rank = r;
  return !empty;
}

#define CHOOSE(T)                                                             \
  for (int64_t i = 0; i < n; i++)                                             \
    *(T *)(p[0] + i * s[0]) =                                                 \
        *(uint8_t *)(p[1] + i * s[1]) ? *(T *)(p[2] + i * s[2]) : *(T *)(p[3] + i * s[3]);

/// An element-wise loop over merged dimensions; parts are ranges of the outermost one.
typedef struct {
  gk_plan plan;
  gk_operand operands[MOST];
  int64_t widths[MOST];
  gk_loop1 one;
  gk_loop2 two;
  int choose;  // bytes of the elements that a condition chooses from; 0: another loop
  _Atomic int failed;
} gk_walk;

/// Rows of `n` elements.
///
/// - start: where the first row begins
/// - s: strides within a row, in elements, for a choice in bytes
/// - step: from row to row, in bytes
static int walk_rows(const gk_walk *walk, int64_t rows, int64_t n, char *const *start,
                     const int64_t *s, const int64_t *step) {
  char *p[MOST] = {start[0], start[1], start[2], start[3]};
  int failed = 0;
  for (int64_t row = 0; row < rows; row++) {
    if (walk->two) failed |= walk->two(n, p[0], s[0], p[1], s[1], p[2], s[2]);
    else if (walk->one) failed |= walk->one(n, p[0], s[0], p[1], s[1]);
    else if (walk->choose == 1) CHOOSE(uint8_t)
    else if (walk->choose == 2) CHOOSE(uint16_t)
    else if (walk->choose == 4) CHOOSE(uint32_t)
    else CHOOSE(uint64_t)
    for (int k = 0; k < MOST; k++) p[k] += step[k];
  }
  return failed;
}

static void walk_part(void *context, int64_t begin, int64_t end) {
  gk_walk *walk = context;
  gk_plan plan = walk->plan;
  gk_operand *operands = walk->operands;
  int count = walk->choose ? 4 : walk->two ? 3 : 2, failed = 0;
  int last = plan.rank - 1;
  char *start[MOST] = {0};
  int64_t s[MOST] = {0}, step[MOST] = {0};
  for (int k = 0; k < count; k++) {
    start[k] = (char *)operands[k].data + (last >= 0 ? begin * plan.strides[k][0] : 0);
    if (last >= 0) s[k] = plan.strides[k][last] / (walk->choose ? 1 : walk->widths[k]);
    if (last >= 1) step[k] = plan.strides[k][last - 1];
  }
  if (last <= 0) {
    failed = walk_rows(walk, 1, end - begin, start, s, step);
  } else {
    int64_t small[6] = {0};
    int64_t *at = plan.rank > 6 ? calloc((size_t)plan.rank, 8) : small;
    int64_t n = plan.sizes[last], rows = last == 1 ? end - begin : plan.sizes[last - 1];
    for (;;) {
      failed |= walk_rows(walk, rows, n, start, s, step);
      int d = last - 2;
      for (; d >= 0; d--) {
        for (int k = 0; k < count; k++) start[k] += plan.strides[k][d];
        int64_t size = d == 0 ? end - begin : plan.sizes[d];
        if (++at[d] < size) break;
        for (int k = 0; k < count; k++) start[k] -= plan.strides[k][d] * size;
        at[d] = 0;
      }
      if (d < 0) break;
    }
    if (at != small) free(at);
  }
  if (failed) atomic_fetch_or(&walk->failed, failed);
}

static int walk(gk_walk *walk, int count, int rank, const int64_t *sizes) {
  gk_plan *plan = &walk->plan;
  if (merge(plan, rank, sizes, count, walk->operands, walk->widths)) {
    int64_t size = 1;
    for (int d = 1; d < plan->rank; d++) size *= plan->sizes[d];
    gk_parallel(plan->rank ? plan->sizes[0] : 1, gk_least(size), walk_part, walk);
  }
  if (plan->sizes != plan->room) free(plan->sizes);
  return walk->failed;
}

static int loop2(gk_loop2 f, int64_t wo, int64_t w, int rank, const int64_t *sizes, gk_operand out,
                 gk_operand a, gk_operand b) {
  gk_walk job = {.operands = {out, a, b}, .widths = {wo, w, w}, .two = f};
  return f ? walk(&job, 3, rank, sizes) : 2;
}
static int loop1(gk_loop1 f, int64_t wo, int64_t w, int rank, const int64_t *sizes, gk_operand out,
                 gk_operand a) {
  gk_walk job = {.operands = {out, a}, .widths = {wo, w}, .one = f};
  return f ? walk(&job, 2, rank, sizes) : 2;
}

int gk_binary(int op, int dtype, int rank, const int64_t *sizes, gk_operand out, gk_operand a,
              gk_operand b) {
  int64_t w = gk_width[dtype];
  return loop2(GK_PICK(gk_elementwise)->binary[op][dtype], w, w, rank, sizes, out, a, b);
}
int gk_compare(int op, int dtype, int rank, const int64_t *sizes, gk_operand out, gk_operand a,
               gk_operand b) {
  return loop2(GK_PICK(gk_elementwise)->compare[op][dtype], 1, gk_width[dtype], rank, sizes, out,
               a, b);
}
int gk_unary(int op, int dtype, int rank, const int64_t *sizes, gk_operand out, gk_operand a) {
  int64_t w = gk_width[dtype];
  return loop1(GK_PICK(gk_elementwise)->unary[op][dtype], w, w, rank, sizes, out, a);
}
int gk_test(int op, int dtype, int rank, const int64_t *sizes, gk_operand out, gk_operand a) {
  return loop1(GK_PICK(gk_elementwise)->test[op][dtype], 1, gk_width[dtype], rank, sizes, out, a);
}
/// A transposition of two dimensions; parts are ranges of the result's rows.
typedef struct {
  int width;
  int64_t rows, columns, out_step, in_step;
  char *out;
  const char *in;
} gk_turning;

static void turn_part(void *context, int64_t begin, int64_t end) {
  gk_turning *t = context;
  int64_t from = begin * GK_BLOCK, to = end * GK_BLOCK < t->rows ? end * GK_BLOCK : t->rows;
  gk_turn(t->width, to - from, t->columns, t->out + from * t->out_step * t->width, t->out_step,
          t->in + from * t->width, t->in_step);
}

/// Copies where the source walks along another dimension than the result: a transposition of the two,
/// for every place in the others.
static bool copy_turned(int64_t w, int rank, const int64_t *sizes, gk_operand out, gk_operand a) {
  gk_operand operands[2] = {out, a};
  int64_t widths[2] = {w, w};
  gk_plan plan;
  bool turned = false;
  if (merge(&plan, rank, sizes, 2, operands, widths) && plan.rank >= 2 && plan.rank <= 6) {
    int last = plan.rank - 1, other = last;
    for (int d = 0; d < last; d++) if (plan.strides[1][d] == w) other = d;
    turned = other != last && plan.strides[0][last] == w && plan.strides[1][last] > 0 &&
             plan.sizes[other] >= GK_BLOCK && plan.sizes[last] >= GK_BLOCK;
    if (turned) {
      gk_turning t = {(int)w, plan.sizes[other], plan.sizes[last], plan.strides[0][other] / w,
                      plan.strides[1][last] / w, out.data, a.data};
      int64_t blocks = (t.rows + GK_BLOCK - 1) / GK_BLOCK, at[6] = {0};
      for (int d = 0; d >= 0;) {
        gk_parallel(blocks, gk_least(t.columns * GK_BLOCK), turn_part, &t);
        for (d = last - 1; d >= 0; d--) {
          if (d == other) continue;
          t.out += plan.strides[0][d];
          t.in += plan.strides[1][d];
          if (++at[d] < plan.sizes[d]) break;
          t.out -= plan.strides[0][d] * plan.sizes[d];
          t.in -= plan.strides[1][d] * plan.sizes[d];
          at[d] = 0;
        }
      }
    }
  }
  if (plan.sizes != plan.room) free(plan.sizes);
  return turned;
}

void gk_cast(int from, int to, int rank, const int64_t *sizes, gk_operand out, gk_operand a) {
  if (from == to && rank >= 2 && copy_turned(gk_width[to], rank, sizes, out, a)) return;
  loop1(GK_PICK(gk_elementwise)->cast[from][to], gk_width[to], gk_width[from], rank, sizes, out, a);
}
/// A loop over elements side by side; parts are ranges of them.
typedef struct {
  gk_loop1 one;
  gk_loop2 two;
  char *out;
  const char *a, *b;
  int64_t width_out, width, step_a, step_b;
  _Atomic int failed;
} gk_flat;

static void flat_part(void *context, int64_t begin, int64_t end) {
  gk_flat *f = context;
  char *out = f->out + begin * f->width_out;
  const char *a = f->a + begin * f->step_a * f->width;
  int failed = f->one ? f->one(end - begin, out, 1, a, 1)
                      : f->two(end - begin, out, 1, a, f->step_a,
                               f->b + begin * f->step_b * f->width, f->step_b);
  if (failed) atomic_fetch_or(&f->failed, failed);
}
static int flat(gk_flat f, int64_t n) {
  if (!f.one && !f.two) return 2;
  if (n < 2 * GK_PART) flat_part(&f, 0, n);
  else gk_parallel(n, GK_PART, flat_part, &f);
  return f.failed;
}

int gk_binary_flat(int op, int dtype, int64_t n, void *out, const void *a, int64_t step_a,
                   const void *b, int64_t step_b) {
  int64_t w = gk_width[dtype];
  return flat((gk_flat){.two = GK_PICK(gk_elementwise)->binary[op][dtype], .out = out, .a = a,
                        .b = b, .width_out = w, .width = w, .step_a = step_a, .step_b = step_b}, n);
}
int gk_compare_flat(int op, int dtype, int64_t n, void *out, const void *a, int64_t step_a,
                    const void *b, int64_t step_b) {
  return flat((gk_flat){.two = GK_PICK(gk_elementwise)->compare[op][dtype], .out = out, .a = a,
                        .b = b, .width_out = 1, .width = gk_width[dtype], .step_a = step_a,
                        .step_b = step_b}, n);
}
int gk_unary_flat(int op, int dtype, int64_t n, void *out, const void *a) {
  int64_t w = gk_width[dtype];
  return flat((gk_flat){.one = GK_PICK(gk_elementwise)->unary[op][dtype], .out = out, .a = a,
                        .width_out = w, .width = w, .step_a = 1}, n);
}
bool gk_has_binary(int op, int dtype) { return gk_elementwise_base.binary[op][dtype] != NULL; }
bool gk_has_unary(int op, int dtype) { return gk_elementwise_base.unary[op][dtype] != NULL; }

void gk_where(int width, int rank, const int64_t *sizes, gk_operand out, gk_operand condition,
              gk_operand a, gk_operand b) {
  gk_walk job = {.operands = {out, condition, a, b}, .widths = {width, 1, width, width},
                 .choose = width};
  walk(&job, 4, rank, sizes);
}
