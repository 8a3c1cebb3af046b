#include "Randomness.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>

// xoshiro256** (Blackman and Vigna, 2018), seeded with splitmix64 as its authors advise.
static uint64_t state[4];
static bool is_seeded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t rotate(uint64_t value, int count) {
  return value << count | value >> (64 - count);
}

static uint64_t next(void) {
  uint64_t result = rotate(state[1] * 5, 7) * 9, shifted = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate(state[3], 45);
  return result;
}

void randomness_seed(uint64_t seed) {
  is_seeded = true;
  for (int i = 0; i < 4; i++) {
    seed += 0x9e3779b97f4a7c15;
    uint64_t mixed = (seed ^ seed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    state[i] = mixed ^ mixed >> 31;
  }
}

/// The standard library draws its hash seed when it is loaded, before any code of ours: the
/// environment alone can say then what it gets.
static void seed_from_environment(void) {
  const char *seed = getenv("GRADUS_HASH_SEED");
  if (seed) randomness_seed(strtoull(seed, NULL, 10));
}

static void fill(void *buffer, size_t length) {
  uint8_t *bytes = buffer;
  pthread_mutex_lock(&lock);
  if (!is_seeded) seed_from_environment();
  while (length > 0) {
    uint64_t word = next();
    size_t count = length < sizeof word ? length : sizeof word;
    memcpy(bytes, &word, count);
    bytes += count;
    length -= count;
  }
  pthread_mutex_unlock(&lock);
}

#define EXPORTED __attribute__((visibility("default")))

/// The standard library asks the kernel through this function of libc; an executable's own
/// definition comes first.
EXPORTED long syscall(long number, ...) {
  static long (*original)(long, ...);
  if (!original) original = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  long a[6];
  va_list arguments;
  va_start(arguments, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(arguments, long);
  va_end(arguments);
#ifdef SYS_getrandom
  if (number == SYS_getrandom) {
    fill((void *)a[0], (size_t)a[1]);
    return a[1];
  }
#endif
  return original(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

EXPORTED ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
  (void)flags;
  fill(buffer, length);
  return (ssize_t)length;
}

EXPORTED int getentropy(void *buffer, size_t length) {
  fill(buffer, length);
  return 0;
}

EXPORTED uint32_t arc4random(void) {
  uint32_t word;
  fill(&word, sizeof word);
  return word;
}

EXPORTED void arc4random_buf(void *buffer, size_t length) { fill(buffer, length); }

EXPORTED uint32_t arc4random_uniform(uint32_t bound) {
  if (bound < 2) return 0;
  uint32_t reject = -bound % bound, word;
  do fill(&word, sizeof word);
  while (word < reject);
  return word % bound;
}

/// Foundation reads `/dev/urandom` for `UUID()`, through these functions of its own.
EXPORTED void _foundation_uuid_generate_random(uint8_t *uuid) {
  fill(uuid, 16);
  // Version 4, variant 1: RFC 9562, section 5.4.
  uuid[6] = (uint8_t)((uuid[6] & 0x0f) | 0x40);
  uuid[8] = (uint8_t)((uuid[8] & 0x3f) | 0x80);
}

EXPORTED void _cf_uuid_generate_random(uint8_t *uuid) { _foundation_uuid_generate_random(uuid); }
