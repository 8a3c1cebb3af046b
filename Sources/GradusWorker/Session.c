#include "Session.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "Checkpoint.h"
#include "Randomness.h"
#include "Traps.h"

// A few more are for us, or a cell that uses up all of its own would be the last one.
enum { open_file_limit = 1024, own_file_limit = 16 };

static struct session_options session;
static int32_t running_cell = -1;
/// The state before the first cell of a unit is kept before the unit is loaded: what takes over may
/// load another unit of the same name.
static pid_t checkpoint_before_unit = -1;

void session_note_checkpoint(pid_t pid) { *session.checkpoint = pid; }

void session_send(const struct packet *packet) {
  if (!channel_send(session.channel, packet)) _exit(0);
}

void session_offer(const struct packet *packet) { channel_offer(session.channel, packet); }

void session_receive(struct packet *packet) {
  if (!channel_receive(session.channel, packet)) _exit(0);
}

void session_flush(void) { fflush(NULL); }

void session_wait_for_go(void) {
  static struct packet answer;
  do {
    session_receive(&answer);
    if (answer.bytes[0] == packet_drop) _exit(0);
    if (answer.bytes[0] == packet_leave) session_serve();
  } while (answer.bytes[0] != packet_go);
}

/// Points stdout and stderr at the pipe again, whatever the last cell did to them.
static void restore_output(void) {
  dup2(session.output, STDOUT_FILENO);
  dup2(session.output, STDERR_FILENO);
  if (fileno(stdout) < 0) stdout = fdopen(STDOUT_FILENO, "w");
  if (fileno(stderr) < 0) stderr = fdopen(STDERR_FILENO, "w");
  // A line that is out of the buffer survives a crash.
  if (stdout) setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
}

static void limit_files(rlim_t count) {
  struct rlimit files = {.rlim_cur = count, .rlim_max = open_file_limit + own_file_limit};
  setrlimit(RLIMIT_NOFILE, &files);
}

static void end_running_cell(void) {
  if (running_cell < 0) return;
  session_flush();
  static struct packet packet;
  packet_start(&packet, packet_end);
  packet_add_int(&packet, running_cell);
  session_send(&packet);
  session_wait_for_go();
  running_cell = -1;
}

/// Called by a unit's code before each of its cells.
__attribute__((visibility("default"))) void gradus_begin_cell(intptr_t cell) {
  end_running_cell();
  limit_files(open_file_limit + own_file_limit);
  restore_output();
  pid_t checkpoint = checkpoint_before_unit >= 0 ? checkpoint_before_unit : checkpoint_take();
  checkpoint_before_unit = -1;
  running_cell = (int32_t)cell;
  static struct packet packet;
  packet_start(&packet, packet_begin);
  packet_add_int(&packet, running_cell);
  packet_add_int(&packet, getpid());
  packet_add_int(&packet, checkpoint);
  limit_files(open_file_limit);
  session_send(&packet);
  // A cell begins as a program does, and does not see what became of calls of ours.
  errno = 0;
}

static void report_load_failure(const char *reason) {
  static struct packet packet;
  packet_start(&packet, packet_load_failed);
  packet_add_text(&packet, reason, strlen(reason));
  session_send(&packet);
}

/// Loads what every cell may use; without it there is nothing to go on with.
static void *load_library(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library) return library;
  report_load_failure(dlerror());
  _exit(1);
}

/// What a cell sees as the arguments of its program.
static char *arguments[] = {"gradus", NULL};

static void hide_own_arguments(void) {
  void (*override)(char **, int) =
      (void (*)(char **, int))dlsym(RTLD_DEFAULT, "_swift_stdlib_overrideUnsafeArgvArgc");
  if (override) override(arguments, 1);
}

static void run_unit(struct packet *command) {
  int32_t unit = packet_int(command, 1);
  int32_t cell = packet_int(command, 5);
  const char *path = (const char *)command->bytes + 9;
  const char *entry = path + strlen(path) + 1;
  limit_files(open_file_limit + own_file_limit);
  checkpoint_before_unit = checkpoint_take();
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!library) {
    report_load_failure(dlerror());
    return;
  }
  traps_add_unit(unit, library);
  int (*run)(int, char **) = (int (*)(int, char **))dlsym(library, entry);
  if (!run) {
    report_load_failure(dlerror());
    return;
  }
  if (cell >= 0) gradus_begin_cell(cell);
  traps_set_base(__builtin_frame_address(0));
  run(1, arguments);
  end_running_cell();
  static struct packet packet;
  packet_start(&packet, packet_unit_end);
  session_send(&packet);
}

_Noreturn void session_serve(void) {
  running_cell = -1;
  traps_install();
  // Checkpoints take over on top of each other's stacks, so what is large is not on them; no frame
  // below is ever returned to.
  static struct packet command;
  packet_start(&command, packet_ready);
  packet_add_int(&command, getpid());
  session_send(&command);
  for (;;) {
    session_receive(&command);
    if (command.length >= channel_packet_capacity) continue;
    command.bytes[command.length] = 0;
    if (command.bytes[0] == packet_load) run_unit(&command);
  }
}

_Noreturn void session_run(const struct session_options *options) {
  session = *options;
  restore_output();
  setvbuf(stderr, NULL, _IONBF, 0);
  limit_files(open_file_limit + own_file_limit);
  struct rlimit core = {0};
  setrlimit(RLIMIT_CORE, &core);
  if (session.memory_limit > 0) {
    struct rlimit memory = {.rlim_cur = session.memory_limit, .rlim_max = session.memory_limit};
    setrlimit(RLIMIT_AS, &memory);
  }
  randomness_seed(session.seed);
  void *runtime = load_library(session.runtime);
  for (char **library = session.libraries; *library; library++) load_library(*library);
  void (*seed)(uint64_t) = (void (*)(uint64_t))dlsym(runtime, "gradus_seed");
  if (seed) seed(session.seed);
  void (*set_threads)(int) = (void (*)(int))dlsym(runtime, "gk_set_thread_count");
  if (set_threads && session.threads > 0) set_threads(session.threads);
  hide_own_arguments();
  traps_watch_throws();
  session_serve();
}
