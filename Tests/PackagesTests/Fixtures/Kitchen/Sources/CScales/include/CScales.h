#pragma once

/// A weight on the scales.
typedef struct {
  double grams;
} scales_weight;

scales_weight scales_add(scales_weight a, scales_weight b);
