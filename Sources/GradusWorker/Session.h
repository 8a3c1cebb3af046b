// The live process: loads units, runs their cells, and reports on its channel.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "Channel.h"

struct session_options {
  int channel;            // to gradus
  int output;             // where the cells' stdout and stderr go
  const char *runtime;    // the library with cell support
  char **libraries;       // what cells find their packages in; NULL ends them
  uint64_t seed;
  int threads;            // of the runtime; 0: as it thinks fit
  uint64_t memory_limit;  // bytes of address space; 0: none
  _Atomic(pid_t) *checkpoint;  // the sleeping process, for the warden to see; shared memory
};

/// Runs commands until gradus goes away.
_Noreturn void session_run(const struct session_options *options);

/// Runs commands in a session that is already set up: what a checkpoint does when it takes over.
_Noreturn void session_serve(void);

/// Tells the warden which process holds the state before the running cell; 0: none.
void session_note_checkpoint(pid_t pid);

/// Sends to gradus; the process ends when gradus is gone. Safe in a signal handler.
void session_send(const struct packet *packet);
/// Sends to gradus what may be lost, without waiting.
void session_offer(const struct packet *packet);
/// Waits for gradus; the process ends when gradus is gone.
void session_receive(struct packet *packet);

/// Writes what the cell has printed so far to the pipe.
void session_flush(void);

/// Waits until gradus has read all that was written and sent up to now.
void session_wait_for_go(void);
