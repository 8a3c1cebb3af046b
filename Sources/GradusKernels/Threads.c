#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "Threads.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "include/GradusKernels.h"

// A pool of threads that share one piece of work at a time. Each begins with its own share, the same
// part of the data in every call, and then takes from others'. A fork leaves the child without the
// threads; it makes its own when it first needs them.

enum { MOST_THREADS = 64, SPINS = 4000 };

static struct {
  pthread_mutex_t lock;
  pthread_cond_t begun;
  int wanted;   // threads that work, the caller among them; 0: not decided
  int started;  // threads of the pool
  int sleeping;
  int taking_part;  // threads that share the piece of work, the caller among them
  uint32_t seen[MOST_THREADS];  // what a thread that starts counts as done
  // The number of the piece of work, whether it is open to threads that come, and how many are at
  // it. A thread that comes late, since others have its processor, is not waited for.
  _Atomic uint64_t gate;
  _Atomic int busy;  // 1 while a piece is being done
  gk_part part;
  void *context;
  int64_t least;  // units of a part
  struct {
    _Alignas(64) _Atomic int64_t next;
    int64_t end;
  } shares[MOST_THREADS];
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .begun = PTHREAD_COND_INITIALIZER};

#define OPEN (UINT64_C(1) << 31)
static inline uint32_t number_of_work(void) { return (uint32_t)(atomic_load(&pool.gate) >> 32); }

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// The next units of a thread's share: a quarter of what is left of it, so that long parts come first
/// and short ones let all threads end together.
static bool take(int of, int64_t *begin, int64_t *end) {
  int64_t stop = pool.shares[of].end, from = atomic_load(&pool.shares[of].next), to;
  do {
    int64_t left = stop - from;
    if (left <= 0) return false;
    int64_t some = (left + 4 * pool.least - 1) / (4 * pool.least) * pool.least;
    to = some < left ? from + some : stop;
  } while (!atomic_compare_exchange_weak(&pool.shares[of].next, &from, to));
  *begin = from;
  *end = to;
  return true;
}

static void do_shares(int thread) {
  int count = pool.taking_part;
  for (int k = 0; thread < count && k < count; k++) {
    int64_t begin, end;
    while (take((thread + k) % count, &begin, &end)) pool.part(pool.context, begin, end);
  }
}

#if defined(__linux__)
/// Keeps the pool's threads off the processor of the caller, to which the scheduler likes to bring
/// whom the caller wakes: both would wait there for each other.
static struct {
  cpu_set_t all;   // the processors of the program
  int avoided;     // that of the last caller; -1: none yet
  int count;       // threads that avoid it
  pthread_t threads[MOST_THREADS];
} places = {.avoided = -1};

static void remember_thread(int number, pthread_t thread) {
  if (number == 1 && pthread_getaffinity_np(pthread_self(), sizeof places.all, &places.all))
    CPU_ZERO(&places.all);
  places.threads[number] = thread;
}

static void avoid_processor_of_caller(void) {
  int here = sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE || (here == places.avoided && places.count == pool.started)) return;
  cpu_set_t others = places.all;
  CPU_CLR(here, &others);
  if (CPU_COUNT(&others) > 0)
    for (int k = 1; k <= pool.started; k++)
      pthread_setaffinity_np(places.threads[k], sizeof others, &others);
  places.avoided = here;
  places.count = pool.started;
}
static void forget_places(void) { places.avoided = -1; }
#else
static void remember_thread(int number, pthread_t thread) {}
static void avoid_processor_of_caller(void) {}
static void forget_places(void) {}
#endif

static void *serve(void *number) {
  int thread = (int)(intptr_t)number;
  uint32_t seen = pool.seen[thread];
  for (;;) {
    for (int spin = 0; spin < SPINS && number_of_work() == seen; spin++) relax();
    if (number_of_work() == seen) {
      pthread_mutex_lock(&pool.lock);
      pool.sleeping++;
      while (number_of_work() == seen) pthread_cond_wait(&pool.begun, &pool.lock);
      pool.sleeping--;
      pthread_mutex_unlock(&pool.lock);
    }
    uint64_t gate = atomic_load(&pool.gate);
    seen = (uint32_t)(gate >> 32);
    bool enters = false;
    while (!enters && gate >> 32 == seen && gate & OPEN)
      enters = atomic_compare_exchange_weak(&pool.gate, &gate, gate + 1);
    if (!enters) continue;
    do_shares(thread);
    atomic_fetch_sub(&pool.gate, 1);
  }
  return NULL;
}

static void forget_threads(void) {
  pool.started = pool.sleeping = 0;
  forget_places();
  atomic_store(&pool.gate, 0);
  atomic_store(&pool.busy, 0);
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.begun, NULL);
}

static int default_count(void) {
  const char *said = getenv("GRADUS_THREADS");
  int count = said ? atoi(said) : (int)sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count;
}

int gk_thread_count(void) {
  if (pool.wanted == 0) pool.wanted = default_count();
  return pool.wanted;
}
void gk_set_thread_count(int count) {
  pool.wanted = count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count;
}

/// What a checkpoint asks that must know which threads can be made again.
__attribute__((visibility("default"))) int32_t gradus_pool_thread_count(void) {
  return pool.started;
}

/// Threads that hear no signal: those are for the thread that runs the program.
static void start_threads(void) {
  static bool is_registered = false;
  if (!is_registered) pthread_atfork(NULL, NULL, forget_threads);
  is_registered = true;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (pool.started < pool.wanted - 1) {
    pthread_t thread;
    pool.seen[pool.started + 1] = number_of_work();
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)(pool.started + 1)) != 0) break;
    pthread_detach(thread);
    remember_thread(pool.started + 1, thread);
    pool.started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void gk_parallel(int64_t units, int64_t least, gk_part part, void *context) {
  int free = 0;
  if (units < 2 * least || gk_thread_count() == 1 ||
      !atomic_compare_exchange_strong(&pool.busy, &free, 1)) {
    part(context, 0, units);
    return;
  }
  if (pool.started < pool.wanted - 1) start_threads();
  avoid_processor_of_caller();
  int count = pool.started + 1 < pool.wanted ? pool.started + 1 : pool.wanted;
  pool.taking_part = count;
  int64_t parts = (units + least - 1) / least;
  pool.part = part;
  pool.context = context;
  pool.least = least;
  for (int k = 0; k < count; k++) {
    int64_t end = parts * (k + 1) / count * least;
    atomic_store_explicit(&pool.shares[k].next, parts * k / count * least, memory_order_relaxed);
    pool.shares[k].end = end < units ? end : units;
  }
  pthread_mutex_lock(&pool.lock);
  atomic_store(&pool.gate, (uint64_t)(number_of_work() + 1) << 32 | OPEN);
  if (pool.sleeping > 0) pthread_cond_broadcast(&pool.begun);
  pthread_mutex_unlock(&pool.lock);
  do_shares(0);
  atomic_fetch_and(&pool.gate, ~OPEN);
  for (int spin = 0; atomic_load(&pool.gate) & (OPEN - 1); spin++) {
    relax();
    // Where there are fewer processors than threads, let one of them finish.
    if (spin > SPINS) sched_yield();
  }
  atomic_store(&pool.busy, 0);
}
