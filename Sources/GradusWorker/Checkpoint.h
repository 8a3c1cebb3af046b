// Checkpoints: a forked copy of the live process that sleeps as the state before a cell and takes
// over when gradus has ended the live process and wakes it. The copy sleeps and the original goes
// on (not the other way round), because threads stay with the original: a notebook that uses
// Dispatch keeps working. How many are kept is up to gradus, which lets the others be killed.
#pragma once

#include <sys/types.h>

/// The signal that wakes a checkpoint.
int checkpoint_wake_signal(void);

/// Keeps the state as it is now. Answers the sleeping process, or 0 where the state cannot be kept:
/// there are threads that a fork would lose.
pid_t checkpoint_take(void);
