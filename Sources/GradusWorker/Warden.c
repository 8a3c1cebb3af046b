#include "Warden.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "Channel.h"
#include "Checkpoint.h"

enum { process_limit = 512, watch_interval_milliseconds = 200 };

static pid_t parent_of(pid_t pid) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  // The name in parentheses may hold anything.
  const char *end = strrchr(text, ')');
  int parent = -1;
  if (end) sscanf(end + 1, " %*c %d", &parent);
  return parent;
}

/// Calls `visit` with every process of the machine.
static void for_each_process(void (*visit)(pid_t pid, void *context), void *context) {
  DIR *processes = opendir("/proc");
  if (!processes) return;
  struct dirent *entry;
  while ((entry = readdir(processes))) {
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') {
      visit((pid_t)atoi(entry->d_name), context);
    }
  }
  closedir(processes);
}

static void kill_if_child(pid_t pid, void *warden) {
  if (parent_of(pid) == *(pid_t *)warden) kill(pid, SIGKILL);
}

static void kill_children(void) {
  pid_t warden = getpid();
  for_each_process(kill_if_child, &warden);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place) {
  (void)status, (void)type, (void)place;
  remove(path);
  return 0;
}

/// Here and not only in gradus, which may have been killed.
static void remove_private_folder(void) {
  const char *folder = getenv("GRADUS_TMP");
  if (folder && folder[0] == '/') nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/// Whoever loses its parent becomes our child, so killing children until there are none reaches
/// every descendant, whatever session or group it has put itself in.
static _Noreturn void end_everything(void) {
  for (;;) {
    kill_children();
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
    }
    if (pid < 0 && errno == ECHILD) {
      remove_private_folder();
      _exit(0);
    }
    struct timespec pause = {.tv_nsec = 1000000};
    nanosleep(&pause, NULL);
  }
}

static void count_if_in_session(pid_t pid, void *count) {
  if (getsid(pid) == getsid(0)) ++*(int *)count;
}

/// Counting only those that have stayed in the warden's process session is cheap, and catches a
/// fork bomb.
static int session_process_count(void) {
  int count = 0;
  for_each_process(count_if_in_session, &count);
  return count;
}

static void report_deaths(int channel) {
  static struct packet packet;
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    packet_start(&packet, packet_died);
    packet_add_int(&packet, pid);
    packet_add_int(&packet, status);
    if (!channel_send(channel, &packet)) end_everything();
  }
}

struct crowd {
  pid_t warden, checkpoint;
  int killed;
};

static void kill_if_in_crowd(pid_t pid, void *context) {
  struct crowd *crowd = context;
  if (pid == crowd->warden || pid == crowd->checkpoint || getsid(pid) != crowd->warden) return;
  if (kill(pid, SIGKILL) == 0) crowd->killed++;
}

/// Ends a fork bomb: everything but the state before the cell. It takes several rounds, since the
/// processes multiply while they are killed.
static void end_crowd(int channel, pid_t checkpoint) {
  static struct packet packet;
  packet_start(&packet, packet_crowded);
  packet_add_int(&packet, process_limit);
  if (!channel_send(channel, &packet)) end_everything();
  struct crowd crowd = {.warden = getpid(), .checkpoint = checkpoint};
  do {
    crowd.killed = 0;
    for_each_process(kill_if_in_crowd, &crowd);
    report_deaths(channel);
  } while (crowd.killed > 0);
}

static void obey(int channel) {
  static struct packet packet;
  if (!channel_receive(channel, &packet)) end_everything();
  pid_t pid = packet_int(&packet, 1);
  if (pid <= 1) return;
  if (packet.bytes[0] == packet_kill) kill(pid, SIGKILL);
  // The signal goes to the main thread: its thread number is the process's.
  if (packet.bytes[0] == packet_ask) syscall(SYS_tgkill, pid, pid, SIGQUIT);
  if (packet.bytes[0] == packet_wake) kill(pid, checkpoint_wake_signal());
}

static uint64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

_Noreturn void warden_run(int channel, struct session_options *session) {
  setsid();
  session->checkpoint = mmap(NULL, sizeof *session->checkpoint, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (session->checkpoint == MAP_FAILED) _exit(71);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t handled, before;
  sigemptyset(&handled);
  sigaddset(&handled, SIGCHLD);
  sigprocmask(SIG_BLOCK, &handled, &before);
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);

  pid_t warden = getpid();
  pid_t live = fork();
  if (live < 0) _exit(71);
  if (live == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != warden) _exit(0);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(channel);
    session_run(session);
  }
  // Only the live process may hold the other ends, or gradus would not see that it is gone.
  close(session->channel);
  close(session->output);

  int deaths = signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK);
  struct pollfd sources[] = {
      {.fd = channel, .events = POLLIN},
      {.fd = deaths, .events = POLLIN},
  };
  uint64_t next_watch = 0;
  for (;;) {
    int ready = poll(sources, 2, watch_interval_milliseconds);
    // By the clock: where many processes end there is always something to read.
    if (milliseconds() >= next_watch) {
      next_watch = milliseconds() + watch_interval_milliseconds;
      if (session_process_count() > process_limit) end_crowd(channel, *session->checkpoint);
    }
    if (ready <= 0) continue;
    if (sources[1].revents) {
      struct signalfd_siginfo info;
      while (read(deaths, &info, sizeof info) > 0) {
      }
      report_deaths(channel);
    }
    if (sources[0].revents) obey(channel);
  }
}
