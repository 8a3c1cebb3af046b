#pragma once
#include <stdint.h>

/// A part of some work: units `begin` up to before `end`.
typedef void (*gk_part)(void *context, int64_t begin, int64_t end);

/// Does `units` of work in parts of at least `least`, on several threads where that is worth it.
/// What a part computes must not depend on where parts begin and end.
void gk_parallel(int64_t units, int64_t least, gk_part part, void *context);

/// So many elements are worth a part of their own.
enum { GK_PART = 16 * 1024 };

/// The least number of units of `size` elements that is.
static inline int64_t gk_least(int64_t size) { return size >= GK_PART ? 1 : GK_PART / (size > 0 ? size : 1); }
