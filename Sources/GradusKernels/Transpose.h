#pragma once
#include "Types.h"

enum { GK_BLOCK = 32 };

/// out[r][c] = in[c][r] for elements of `width` bytes; steps between rows count elements.
void gk_turn(int width, int64_t rows, int64_t columns, void *out, int64_t out_step, const void *in,
             int64_t in_step);
