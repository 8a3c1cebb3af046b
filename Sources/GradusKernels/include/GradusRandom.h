#pragma once
#include <stdint.h>

/// The next block of the 624 words of MT19937, in place, and its tempered outputs.
void gk_twist(uint32_t *_Nonnull words, uint32_t *_Nonnull outputs);
/// The low 24 bits of outputs as floats in [0, 1).
void gk_uniform24(int64_t n, const uint32_t *_Nonnull outputs, float *_Nonnull to);
/// The low 53 bits of pairs of outputs, the first one above, as doubles in [0, 1).
void gk_uniform53(int64_t n, const uint32_t *_Nonnull outputs, double *_Nonnull to);
/// Numbers in [0, 1) moved to [low, high), with one rounding; what would be high becomes low.
void gk_stretch(int64_t n, float *_Nonnull x, float low, float width, float high);
/// Blocks of 16 normal numbers, each from as many outputs: the uniform numbers in [0, 1) of their low
/// 24 bits, the first eight and the last eight of which the Box-Muller transform takes.
void gk_normal_blocks(int64_t blocks, const uint32_t *_Nonnull outputs, float *_Nonnull to,
                      float mean, float deviation);
/// For each number how many of the limits are less.
void gk_count_less(int64_t n, const double *_Nonnull numbers, int64_t limits,
                   const double *_Nonnull limit, int64_t *_Nonnull to);
