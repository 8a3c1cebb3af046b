#pragma once
#include <stddef.h>

/// What a thread may need at the same time: panels of B for all threads, and its own part's copies.
typedef enum { GK_SHARED_SCRATCH, GK_OWN_SCRATCH, GK_SCRATCHES } gk_scratch_use;

/// At least `bytes` bytes, 64 of them side by side in a line of the cache, that stay with the calling
/// thread until it ends; NULL where there is no memory. Allocated anew for each call they would be
/// given back to the system and cost a fault for each page.
void *gk_scratch(gk_scratch_use use, size_t bytes);
