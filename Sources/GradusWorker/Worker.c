// gradus-worker: the process that runs cells. `gradus` starts it; it is of no use by hand.
//
//   gradus-worker SEED MEMORY FOLDER RUNTIME THREADS FORWARD ONECORE [LIBRARY ...]
//
// MEMORY is a limit in bytes, FOLDER where cells run, RUNTIME the library with
// cell support, THREADS how many it may use (0: as it thinks fit). FORWARD is
// how many seconds the clock is set forward, ONECORE 1 to give the cells one
// processor core. Each LIBRARY holds packages that cells import. A hash seed
// comes in the environment, in GRADUS_HASH_SEED. Three more files are open:
// those of `enum inherited`.

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "Clock.h"
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

/// The first of those the process may use.
static void keep_one_core(void) {
  cpu_set_t allowed, one;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  for (int core = 0; core < CPU_SETSIZE; core++) {
    if (!CPU_ISSET(core, &allowed)) continue;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
    return;
  }
}

int main(int count, char **arguments) {
  if (count < 8) {
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
      .threads = atoi(arguments[5]),
      .libraries = arguments + 8,
  };
  clock_set_forward(strtoll(arguments[6], NULL, 10));
  if (arguments[7][0] == '1') keep_one_core();
  unsetenv("GRADUS_HASH_SEED");
  if (chdir(arguments[3]) != 0) return 66;
  warden_run(channel, &session);
}
