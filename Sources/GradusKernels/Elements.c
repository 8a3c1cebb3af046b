#include "Functions.h"

#include <stdio.h>

#define GET(T) switch (dtype) {                                               \
    case GK_U8: case GK_BOOL: return (T)*(const uint8_t *)p;                  \
    case GK_I8: return (T)*(const int8_t *)p;                                 \
    case GK_I16: return (T)*(const int16_t *)p;                               \
    case GK_I32: return (T)*(const int32_t *)p;                               \
    case GK_I64: return (T)*(const int64_t *)p;                               \
    case GK_F16: return FROM((double)gk_h2f(*(const uint16_t *)p));           \
    case GK_BF16: return FROM((double)gk_b2f(*(const uint16_t *)p));          \
    case GK_F32: return FROM((double)*(const float *)p);                      \
    default: return FROM(*(const double *)p);                                 \
  }
#define FROM(x) (x)
double gk_get_double(int dtype, const void *p) { GET(double) }
#undef FROM
#define FROM(x) gk_d2l(x)
int64_t gk_get_int(int dtype, const void *p) { GET(int64_t) }

void gk_set_double(int dtype, void *p, double v) {
  switch (dtype) {
    case GK_U8: *(uint8_t *)p = (uint8_t)gk_d2l(v); break;
    case GK_I8: *(int8_t *)p = (int8_t)gk_d2l(v); break;
    case GK_I16: *(int16_t *)p = (int16_t)gk_d2l(v); break;
    case GK_I32: *(int32_t *)p = (int32_t)gk_d2l(v); break;
    case GK_I64: *(int64_t *)p = gk_d2l(v); break;
    case GK_F16: *(uint16_t *)p = gk_f2h((float)v); break;
    case GK_BF16: *(uint16_t *)p = gk_f2b((float)v); break;
    case GK_F32: *(float *)p = (float)v; break;
    case GK_F64: *(double *)p = v; break;
    default: *(uint8_t *)p = v != 0;
  }
}
void gk_set_int(int dtype, void *p, int64_t v) {
  switch (dtype) {
    case GK_U8: *(uint8_t *)p = (uint8_t)v; break;
    case GK_I8: *(int8_t *)p = (int8_t)v; break;
    case GK_I16: *(int16_t *)p = (int16_t)v; break;
    case GK_I32: *(int32_t *)p = (int32_t)v; break;
    case GK_I64: *(int64_t *)p = v; break;
    case GK_BOOL: *(uint8_t *)p = v != 0; break;
    default: gk_set_double(dtype, p, (double)v);
  }
}
void gk_arange(int dtype, int64_t n, double start, double step, int64_t istart, int64_t istep,
               void *out) {
  if (dtype == GK_F32) {
    float *o = out;
    for (int64_t i = 0; i < n; i++) o[i] = (float)(start + (double)i * step);
  } else if (dtype == GK_I64) {
    int64_t *o = out;
    for (int64_t i = 0; i < n; i++) o[i] = (int64_t)((uint64_t)istart + (uint64_t)i * (uint64_t)istep);
  } else {
    for (int64_t i = 0; i < n; i++) {
      char *p = (char *)out + i * gk_width[dtype];
      if (dtype >= GK_F16 && dtype <= GK_F64) gk_set_double(dtype, p, start + (double)i * step);
      else gk_set_int(dtype, p, istart + i * istep);
    }
  }
}

uint16_t gk_half_from_float(float v) { return gk_f2h(v); }
float gk_float_from_half(uint16_t v) { return gk_h2f(v); }
uint16_t gk_bfloat_from_float(float v) { return gk_f2b(v); }
float gk_float_from_bfloat(uint16_t v) { return gk_b2f(v); }

double gk_scalar_unary(int op, double x) {
  double y = x;
  int64_t one = 1;
  gk_operand o = {&y, &one}, a = {&x, &one};
  gk_unary(op, GK_F64, 0, &one, o, a);
  return y;
}
double gk_scalar_binary(int op, double x, double y) {
  double z = x;
  int64_t one = 1;
  gk_operand o = {&z, &one}, a = {&x, &one}, b = {&y, &one};
  gk_binary(op, GK_F64, 0, &one, o, a, b);
  return z;
}

int gk_format(char *buffer, size_t size, bool scientific, int precision, double v) {
  return snprintf(buffer, size, scientific ? "%.*e" : "%.*f", precision, v);
}
