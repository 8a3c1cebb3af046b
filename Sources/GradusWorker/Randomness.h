// The system's random numbers, replaced by a seeded stream so that `Int.random`, `shuffled` and
// the like repeat from run to run.
#pragma once

#include <stdint.h>

void randomness_seed(uint64_t seed);
