#include "Types.h"

#include <stdlib.h>

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

/// Calls BODY for every innermost row with `p[k]` at its start, `n` elements and `s[k]` byte strides.
#define ROWS(COUNT, BODY)                                                     \
  char *p[COUNT];                                                             \
  int64_t s[COUNT], n = plan.rank ? plan.sizes[plan.rank - 1] : 1;            \
  for (int k = 0; k < COUNT; k++) {                                           \
    p[k] = operands[k].data;                                                  \
    s[k] = plan.rank ? plan.strides[k][plan.rank - 1] : 0;                    \
  }                                                                           \
  if (plan.rank <= 1) {                                                       \
    BODY                                                                      \
  } else {                                                                    \
    int64_t small[6] = {0};                                                   \
    int64_t *at = plan.rank > 6 ? calloc((size_t)plan.rank, 8) : small;       \
    for (;;) {                                                                \
      BODY                                                                    \
      int d = plan.rank - 2;                                                  \
      for (; d >= 0; d--) {                                                   \
        for (int k = 0; k < COUNT; k++) p[k] += plan.strides[k][d];           \
        if (++at[d] < plan.sizes[d]) break;                                   \
        for (int k = 0; k < COUNT; k++) p[k] -= plan.strides[k][d] * plan.sizes[d];          \
        at[d] = 0;                                                            \
      }                                                                       \
      if (d < 0) break;                                                       \
    }                                                                         \
    if (at != small) free(at);                                                \
  }                                                                           \
  if (plan.sizes != plan.room) free(plan.sizes);

static int loop2(gk_loop2 f, int64_t wo, int64_t w, int rank, const int64_t *sizes, gk_operand out,
                 gk_operand a, gk_operand b) {
  if (!f) return 2;
  gk_operand operands[3] = {out, a, b};
  int64_t widths[3] = {wo, w, w};
  gk_plan plan;
  int failed = 0;
  if (!merge(&plan, rank, sizes, 3, operands, widths)) {
    if (plan.sizes != plan.room) free(plan.sizes);
    return 0;
  }
  ROWS(3, failed |= f(n, p[0], s[0] / wo, p[1], s[1] / w, p[2], s[2] / w);)
  return failed;
}
static int loop1(gk_loop1 f, int64_t wo, int64_t w, int rank, const int64_t *sizes, gk_operand out,
                 gk_operand a) {
  if (!f) return 2;
  gk_operand operands[2] = {out, a};
  int64_t widths[2] = {wo, w};
  gk_plan plan;
  int failed = 0;
  if (!merge(&plan, rank, sizes, 2, operands, widths)) {
    if (plan.sizes != plan.room) free(plan.sizes);
    return 0;
  }
  ROWS(2, failed |= f(n, p[0], s[0] / wo, p[1], s[1] / w);)
  return failed;
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
void gk_cast(int from, int to, int rank, const int64_t *sizes, gk_operand out, gk_operand a) {
  loop1(GK_PICK(gk_elementwise)->cast[from][to], gk_width[to], gk_width[from], rank, sizes, out, a);
}
bool gk_has_binary(int op, int dtype) { return gk_elementwise_base.binary[op][dtype] != NULL; }
bool gk_has_unary(int op, int dtype) { return gk_elementwise_base.unary[op][dtype] != NULL; }

#define WHERE(T)                                                              \
  for (int64_t i = 0; i < n; i++)                                             \
    *(T *)(p[0] + i * s[0]) =                                                 \
        *(uint8_t *)(p[1] + i * s[1]) ? *(T *)(p[2] + i * s[2]) : *(T *)(p[3] + i * s[3]);
void gk_where(int width, int rank, const int64_t *sizes, gk_operand out, gk_operand condition,
              gk_operand a, gk_operand b) {
  gk_operand operands[4] = {out, condition, a, b};
  int64_t widths[4] = {width, 1, width, width};
  gk_plan plan;
  if (!merge(&plan, rank, sizes, 4, operands, widths)) {
    if (plan.sizes != plan.room) free(plan.sizes);
    return;
  }
  ROWS(4, switch (width) {
    case 1: WHERE(uint8_t) break;
    case 2: WHERE(uint16_t) break;
    case 4: WHERE(uint32_t) break;
    default: WHERE(uint64_t)
  })
}

int gk_binary_flat(int op, int dtype, int64_t n, void *out, const void *a, int64_t step_a,
                   const void *b, int64_t step_b) {
  gk_loop2 f = GK_PICK(gk_elementwise)->binary[op][dtype];
  return f ? f(n, out, 1, a, step_a, b, step_b) : 2;
}
int gk_unary_flat(int op, int dtype, int64_t n, void *out, const void *a) {
  gk_loop1 f = GK_PICK(gk_elementwise)->unary[op][dtype];
  return f ? f(n, out, 1, a, 1) : 2;
}
