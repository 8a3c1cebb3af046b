// Checkpoints: a forked copy of the live process that sleeps as the state before a cell and takes
// over when the live process dies. The copy sleeps and the original goes on (not the other way
// round), because threads stay with the original: a notebook that uses Dispatch keeps working.
#pragma once

#include <sys/types.h>

/// Keeps the state as it is now in place of the last one kept. Answers the sleeping process, or 0
/// where the state cannot be kept: there are threads that a fork would lose.
pid_t checkpoint_take(void);

/// Lets the last state go.
void checkpoint_discard(void);
