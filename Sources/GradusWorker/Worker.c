// gradus-worker: the process that runs cells. `gradus` starts it; it is of no use by hand.
//
//   gradus-worker SEED MEMORY FOLDER RUNTIME
//
// MEMORY is a limit in bytes, FOLDER where cells run, RUNTIME the library with
// cell support. Three more files are open: those of `enum inherited`.

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "Warden.h"

/// The channels to the warden and to the live process, and what cells print.
enum inherited { WARDEN = 3, LIVE, OUTPUT };

/// Out of the way of the numbers that a cell's own files get.
static int move_up(enum inherited from) {
  int to = fcntl(from, F_DUPFD_CLOEXEC, 512);
  if (to < 0) _exit(64);
  close(from);
  return to;
}

int main(int count, char **arguments) {
  if (count != 5) {
    fputs("gradus-worker: started by gradus; see 'gradus --help'\n", stderr);
    return 64;
  }
  int channel = move_up(WARDEN);
  struct session_options session = {
      .channel = move_up(LIVE),
      .output = move_up(OUTPUT),
      .seed = strtoull(arguments[1], NULL, 10),
      .memory_limit = strtoull(arguments[2], NULL, 10),
      .runtime = arguments[4],
  };
  if (chdir(arguments[3]) != 0) return 66;
  warden_run(channel, &session);
}
