#include "Checkpoint.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Channel.h"
#include "Session.h"

static pid_t sleeping;

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

static _Noreturn void sleep_until_needed(int original) {
  struct pollfd death = {.fd = original, .events = POLLIN};
  while (poll(&death, 1, -1) < 0 && errno == EINTR) {
  }
  close(original);
  sleeping = 0;
  session_note_checkpoint(0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);

  // Answers that were meant for the dead process may still lie in the socket.
  static struct packet packet;
  do {
    session_receive(&packet);
  } while (packet.bytes[0] != packet_resume || packet_int(&packet, 1) != getpid());
  session_serve();
}

pid_t checkpoint_take(void) {
  checkpoint_discard();
  if (!state_can_be_kept()) return 0;
  int original = (int)syscall(SYS_pidfd_open, getpid(), 0);
  if (original < 0) return 0;
  sleeping = fork();
  if (sleeping == 0) sleep_until_needed(original);
  close(original);
  if (sleeping < 0) sleeping = 0;
  session_note_checkpoint(sleeping);
  return sleeping;
}

void checkpoint_discard(void) {
  if (sleeping <= 0) return;
  kill(sleeping, SIGKILL);
  while (waitpid(sleeping, NULL, 0) < 0 && errno == EINTR) {
  }
  sleeping = 0;
  session_note_checkpoint(0);
}
