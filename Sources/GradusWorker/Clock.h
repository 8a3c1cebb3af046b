// The clock on the wall as the cells see it.
#pragma once

#include <stdint.h>

/// Sets the clock forward; clocks that only measure durations stay as they are.
void clock_set_forward(int64_t seconds);
