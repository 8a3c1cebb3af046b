// gradus-worker: the process that runs cells. `gradus` starts it; it is of no use by hand.
//
//   gradus-worker WARDEN LIVE OUTPUT SEED MEMORY FOLDER RUNTIME FORWARD ONECORE
//
// WARDEN, LIVE and OUTPUT are open file descriptors, MEMORY a limit in bytes,
// FOLDER where cells run, RUNTIME the library with cell support. FORWARD is how
// many seconds the clock is set forward, ONECORE 1 to give the cells one
// processor core. A hash seed comes in the environment, in GRADUS_HASH_SEED.

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "Clock.h"
#include "Warden.h"

/// Out of the way of the numbers that a cell's own files get.
static int move_up(const char *number) {
  int from = atoi(number);
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
  if (count != 10) {
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
  clock_set_forward(strtoll(arguments[8], NULL, 10));
  if (arguments[9][0] == '1') keep_one_core();
  unsetenv("GRADUS_HASH_SEED");
  if (chdir(arguments[6]) != 0) return 66;
  warden_run(channel, &session);
}
