#include "Checkpoint.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Channel.h"
#include "Session.h"

enum { kept_limit = 512 };

/// The checkpoints of this process, to be reaped when they have been killed.
static pid_t kept[kept_limit];
static int kept_count;

static int thread_count(void) {
  DIR *tasks = opendir("/proc/self/task");
  if (!tasks) return 0;
  int count = 0;
  while (readdir(tasks)) count++;
  closedir(tasks);
  return count - 2;
}

/// Threads of the runtime's own pool, which are made again after a fork.
static int pool_thread_count(void) {
  static int32_t (*count)(void);
  if (!count) count = (int32_t(*)(void))dlsym(RTLD_DEFAULT, "gradus_pool_thread_count");
  return count ? count() : 0;
}

/// Queues and tasks do not survive a fork, and their idle threads go away after some seconds:
/// once seen, the answer stays no.
static bool state_can_be_kept(void) {
  static bool threads_seen;
  if (!threads_seen) threads_seen = thread_count() > 1 + pool_thread_count();
  return !threads_seen;
}

int checkpoint_wake_signal(void) { return SIGRTMAX - 1; }

static _Noreturn void sleep_until_needed(const sigset_t *wake, const sigset_t *before) {
  while (sigwaitinfo(wake, NULL) < 0) {
  }
  sigprocmask(SIG_SETMASK, before, NULL);
  session_note_checkpoint(0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);

  // Answers that were meant for the dead process may still lie in the socket.
  static struct packet packet;
  do {
    session_receive(&packet);
  } while (packet.bytes[0] != packet_resume || packet_int(&packet, 1) != getpid());
  session_serve();
}

/// Those of other processes, which a checkpoint knows from the process it is a copy of, are none
/// of its children.
static void reap(void) {
  int count = 0;
  for (int i = 0; i < kept_count; i++) {
    if (waitpid(kept[i], NULL, WNOHANG) == 0) kept[count++] = kept[i];
  }
  kept_count = count;
}

pid_t checkpoint_take(void) {
  reap();
  if (!state_can_be_kept() || kept_count == kept_limit) return 0;
  // Blocked before there is a copy, so that a signal that comes at once is not its end.
  sigset_t wake, before;
  sigemptyset(&wake);
  sigaddset(&wake, checkpoint_wake_signal());
  sigprocmask(SIG_BLOCK, &wake, &before);
  pid_t copy = fork();
  if (copy == 0) sleep_until_needed(&wake, &before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (copy < 0) return 0;
  kept[kept_count++] = copy;
  session_note_checkpoint(copy);
  return copy;
}
