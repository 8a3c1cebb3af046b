// gradus-worker: the process that runs cells. `gradus` starts it; it is of no use by hand.
//
//   gradus-worker WARDEN LIVE OUTPUT SEED MEMORY FOLDER RUNTIME
//
// WARDEN, LIVE and OUTPUT are open file descriptors, MEMORY a limit in bytes,
// FOLDER where cells run, RUNTIME the library with cell support.

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "Warden.h"

/// Out of the way of the numbers that a cell's own files get.
static int move_up(const char *number) {
  int from = atoi(number);
  int to = fcntl(from, F_DUPFD_CLOEXEC, 512);
  if (to < 0) _exit(64);
  close(from);
  return to;
}

int main(int count, char **arguments) {
  if (count != 8) {
    fputs("gradus-worker: started by gradus; see 'gradus --help'\n", stderr);
    return 64;
  }
  int channel = move_up(arguments[1]);
  struct session_options session = {
      .channel = move_up(arguments[2]),
      .output = move_up(arguments[3]),
      .seed = strtoull(arguments[4], NULL, 10),
      .memory_limit = strtoull(arguments[5], NULL, 10),
      .runtime = arguments[7],
  };
  if (chdir(arguments[6]) != 0) return 66;
  warden_run(channel, &session);
}
