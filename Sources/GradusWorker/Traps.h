// Where a cell stopped: call stacks as places in loaded units, taken in signal handlers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "Channel.h"

/// Reports crashes, and the place of the main thread when asked, on the session's channel.
void traps_install(void);

/// Notes that the library loaded at this handle holds a unit's code.
void traps_add_unit(int32_t unit, void *handle);

/// Ends stacks at this frame: behind it lies the code of earlier units that a checkpoint is in.
void traps_set_base(const void *frame);

/// Adds the caller's stack: u8 count, then per frame i32 unit, i32 offset in its file. Innermost
/// first; frames outside units are left out.
void traps_add_own_frames(struct packet *packet);

/// Remembers the stack of every throw, so that an uncaught error can name its place.
void traps_watch_throws(void);
/// Adds the frames of the last throw of this error, or else the caller's.
void traps_add_throw_frames(struct packet *packet, const void *error);
