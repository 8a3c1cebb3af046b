#include "Traps.h"

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

#include "Session.h"

enum { frame_limit = 48, walk_limit = 1 << 20, unit_limit = 4096, throw_limit = 64 };

struct unit_range {
  uintptr_t start, end;
  int32_t unit;
};
static struct unit_range units[unit_limit];
static int unit_count;

static int find_range(struct dl_phdr_info *info, size_t size, void *result) {
  (void)size;
  struct unit_range *range = result;
  if (info->dlpi_addr != range->start) return 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    uintptr_t end = info->dlpi_addr + header->p_vaddr + header->p_memsz;
    if (header->p_type == PT_LOAD && end > range->end) range->end = end;
  }
  return 1;
}

void traps_add_unit(int32_t unit, void *handle) {
  struct link_map *map = handle;
  if (unit_count == unit_limit) return;
  struct unit_range range = {.start = map->l_addr, .unit = unit};
  dl_iterate_phdr(find_range, &range);
  units[unit_count++] = range;
}

static const struct unit_range *unit_of(uintptr_t address) {
  for (int i = unit_count - 1; i >= 0; i--) {
    if (address >= units[i].start && address < units[i].end) return &units[i];
  }
  return NULL;
}

struct stack {
  int count;
  struct {
    int32_t unit, offset;
  } frames[frame_limit];
};

static void stack_add(struct stack *stack, uintptr_t address) {
  const struct unit_range *unit = unit_of(address);
  if (!unit) return;
  // The last place is kept free for the outermost frame: the statement at top level.
  if (stack->count == frame_limit) stack->count--;
  stack->frames[stack->count].unit = unit->unit;
  stack->frames[stack->count].offset = (int32_t)(address - unit->start);
  stack->count++;
}

/// The main thread's stack up to the frame that runs the unit, for bounds of a walk: a broken chain
/// must not fault.
static uintptr_t stack_end;

void traps_set_base(const void *frame) { stack_end = (uintptr_t)frame; }

static void walk(struct stack *stack, uintptr_t pc, uintptr_t frame) {
  stack->count = 0;
  if (pc) stack_add(stack, pc);
  // Other threads have stacks of their own: a chain that only grows and stays near its start.
  uintptr_t limit = stack_end && frame <= stack_end && frame > stack_end - ((uintptr_t)1 << 33)
                        ? stack_end
                        : frame + (1 << 20);
  for (int i = 0; i < walk_limit && frame % sizeof(uintptr_t) == 0; i++) {
    if (frame == 0 || frame + 2 * sizeof(uintptr_t) > limit) return;
    const uintptr_t *record = (const uintptr_t *)frame;
    if (record[1] > 0) stack_add(stack, record[1] - 1);
    if (record[0] <= frame) return;
    frame = record[0];
  }
}

static _Unwind_Reason_Code add_unwound(struct _Unwind_Context *context, void *stack) {
  if (stack_end && _Unwind_GetCFA(context) > stack_end) return _URC_END_OF_STACK;
  uintptr_t address = _Unwind_GetIP(context);
  if (address > 0) stack_add(stack, address - 1);
  return _URC_NO_REASON;
}

/// The C library keeps no chain of frames, so a walk that starts in it may lose its way.
static void unwind(struct stack *stack) {
  stack->count = 0;
  _Unwind_Backtrace(add_unwound, stack);
}

static void packet_add_stack(struct packet *packet, const struct stack *stack) {
  packet_add_byte(packet, (uint8_t)stack->count);
  for (int i = 0; i < stack->count; i++) {
    packet_add_int(packet, stack->frames[i].unit);
    packet_add_int(packet, stack->frames[i].offset);
  }
}

static void interrupted_place(void *context, uintptr_t *pc, uintptr_t *frame) {
  ucontext_t *state = context;
#if defined(__x86_64__)
  *pc = (uintptr_t)state->uc_mcontext.gregs[REG_RIP];
  *frame = (uintptr_t)state->uc_mcontext.gregs[REG_RBP];
#elif defined(__aarch64__)
  *pc = (uintptr_t)state->uc_mcontext.pc;
  *frame = (uintptr_t)state->uc_mcontext.regs[29];
#else
  *pc = *frame = 0;
#endif
}

static bool overflowed(const siginfo_t *info, void *context) {
#if defined(__x86_64__)
  uintptr_t top = (uintptr_t)((ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
  uintptr_t top = (uintptr_t)((ucontext_t *)context)->uc_mcontext.sp;
#else
  uintptr_t top = 0;
#endif
  uintptr_t fault = (uintptr_t)info->si_addr;
  uintptr_t distance = fault > top ? fault - top : top - fault;
  return info->si_signo == SIGSEGV && distance < (1 << 16);
}

static void report_trap(int signal_number, siginfo_t *info, void *context) {
  static struct packet packet;
  static struct stack stack;
  uintptr_t pc, frame;
  interrupted_place(context, &pc, &frame);
  walk(&stack, pc, frame);
  if (stack.count == 0) unwind(&stack);
  packet_start(&packet, packet_trap);
  packet_add_int(&packet, signal_number);
  packet_add_byte(&packet, overflowed(info, context));
  packet_add_stack(&packet, &stack);
  session_send(&packet);
  // The default action ends the process with the signal that the warden then reports.
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

/// Where a function without a frame of its own, as many of the C library, was called from.
static uintptr_t caller_of_leaf(void *context, uintptr_t pc) {
#if defined(__x86_64__)
  const uintptr_t *top = (const uintptr_t *)((ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
  return unit_of(pc) || !unit_of(*top) ? pc : *top - 1;
#elif defined(__aarch64__)
  uintptr_t link = (uintptr_t)((ucontext_t *)context)->uc_mcontext.regs[30];
  return unit_of(pc) || !unit_of(link) ? pc : link - 1;
#else
  (void)context;
  return pc;
#endif
}

static void report_where(int signal_number, siginfo_t *info, void *context) {
  (void)signal_number;
  (void)info;
  static struct packet packet;
  static struct stack stack;
  uintptr_t pc, frame;
  interrupted_place(context, &pc, &frame);
  walk(&stack, caller_of_leaf(context, pc), frame);
  if (stack.count == 0) unwind(&stack);
  packet_start(&packet, packet_where);
  packet_add_stack(&packet, &stack);
  session_send(&packet);
  // Only a cell whose time is over is asked; it is not to go on when the answer is out.
  for (;;) pause();
}

void traps_install(void) {
  static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS};
  static uint8_t alternate[128 * 1024];
  stack_t handlers = {.ss_sp = alternate, .ss_size = sizeof alternate};
  sigaltstack(&handlers, NULL);
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigfillset(&action.sa_mask);
  action.sa_sigaction = report_trap;
  for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) sigaction(fatal[i], &action, NULL);
  action.sa_sigaction = report_where;
  action.sa_flags |= SA_RESTART;
  sigaction(SIGQUIT, &action, NULL);
}

void traps_add_own_frames(struct packet *packet) {
  struct stack stack;
  walk(&stack, 0, (uintptr_t)__builtin_frame_address(0));
  packet_add_stack(packet, &stack);
}

static struct {
  const void *error;
  struct stack stack;
} throws[throw_limit];
static int next_throw;
static pthread_mutex_t throws_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_throw(void *error) {
  pthread_mutex_lock(&throws_lock);
  throws[next_throw].error = error;
  walk(&throws[next_throw].stack, 0, (uintptr_t)__builtin_frame_address(0));
  next_throw = (next_throw + 1) % throw_limit;
  pthread_mutex_unlock(&throws_lock);
}

void traps_watch_throws(void) {
  void (**handler)(void *) = (void (**)(void *))dlsym(RTLD_DEFAULT, "_swift_willThrow");
  if (handler) *handler = note_throw;
}

void traps_add_throw_frames(struct packet *packet, const void *error) {
  for (int i = 0; i < throw_limit; i++) {
    int place = (next_throw - 1 - i + throw_limit) % throw_limit;
    if (throws[place].error == error && throws[place].stack.count > 0) {
      packet_add_stack(packet, &throws[place].stack);
      return;
    }
  }
  traps_add_own_frames(packet);
}
