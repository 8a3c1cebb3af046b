#include "Warden.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "Channel.h"

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

static void kill_if_in_session(pid_t pid, void *warden) {
  if (pid != *(pid_t *)warden && getsid(pid) == getsid(0)) kill(pid, SIGKILL);
}

static void kill_session(void) {
  pid_t warden = getpid();
  for_each_process(kill_if_in_session, &warden);
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

static void obey(int channel) {
  static struct packet packet;
  if (!channel_receive(channel, &packet)) end_everything();
  pid_t pid = packet_int(&packet, 1);
  if (pid <= 1) return;
  if (packet.bytes[0] == packet_kill) kill(pid, SIGKILL);
  // The signal goes to the main thread: its thread number is the process's.
  if (packet.bytes[0] == packet_ask) syscall(SYS_tgkill, pid, pid, SIGQUIT);
}

_Noreturn void warden_run(int channel, const struct session_options *session) {
  setsid();
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
  for (;;) {
    int ready = poll(sources, 2, watch_interval_milliseconds);
    if (ready == 0 && session_process_count() > process_limit) kill_session();
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
