// What cells and the runtime call in the worker. The executable's symbols come before those of
// every library, so these also stand in for the standard library's own.

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Session.h"
#include "Traps.h"

#define EXPORTED __attribute__((visibility("default")))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/// Sends `length` bytes as display packets; only the very last one of a display is marked so.
static void send_display(struct packet *packet, const void *bytes, size_t length, int last) {
  const char *text = bytes;
  do {
    packet_start(packet, packet_display);
    size_t room = channel_packet_capacity - 2;
    size_t count = length < room ? length : room;
    packet_add_byte(packet, last && count == length);
    packet_add_text(packet, text, count);
    session_send(packet);
    text += count;
    length -= count;
  } while (length > 0);
}

static void send_field(struct packet *packet, const void *bytes, size_t length) {
  uint8_t size[8];
  for (int i = 0; i < 8; i++) size[i] = (uint8_t)((uint64_t)length >> 8 * i);
  send_display(packet, size, sizeof size, 0);
  send_display(packet, bytes, length, 0);
}

/// Shows one value in its MIME forms: a sequence of fields, each a u64 length and its bytes, type
/// and content in turn.
EXPORTED void gradus_worker_display(
    int32_t count, const char *const *types, const uint8_t *const *data, const size_t *lengths) {
  session_flush();
  struct packet *packet = malloc(sizeof *packet);
  if (!packet) abort();
  pthread_mutex_lock(&lock);
  for (int32_t i = 0; i < count; i++) {
    send_field(packet, types[i], strlen(types[i]));
    send_field(packet, data[i], lengths[i]);
  }
  send_display(packet, "", 0, 1);
  session_wait_for_go();
  pthread_mutex_unlock(&lock);
  free(packet);
}

/// How far loops are; the runtime calls this some ten times a second, one call at a time. It never
/// holds the cell up: a report that finds no room is lost.
EXPORTED void gradus_worker_progress(
    int32_t thousandths, int32_t seconds_left, const char *label, size_t length) {
  enum { longest_label = 500 };
  static struct packet packet;
  packet_start(&packet, packet_progress);
  packet_add_int(&packet, thousandths);
  packet_add_int(&packet, seconds_left);
  packet_add_text(&packet, label, length < longest_label ? length : longest_label);
  session_offer(&packet);
}

/// Why the runtime stops the cell; its trap follows and gives the place.
EXPORTED void gradus_worker_stop(const char *message, size_t length) {
  session_flush();
  static struct packet packet;
  packet_start(&packet, packet_stop);
  packet_add_text(&packet, message, length);
  session_send(&packet);
}

/// Takes a value that is not to be shown; what Swift passes is left alone.
EXPORTED void gradus_drop(void) {}

EXPORTED _Noreturn void exit(int status) {
  session_flush();
  static struct packet packet;
  packet_start(&packet, packet_exit);
  packet_add_int(&packet, status);
  traps_add_own_frames(&packet);
  session_send(&packet);
  _exit(status);
}

static struct packet error_packet;

static void add_error_text(const char *text, size_t length) {
  packet_add_text(&error_packet, text, length);
}

/// Compiled top-level code calls this with an error that nothing caught.
EXPORTED _Noreturn void swift_errorInMain(void *error) {
  session_flush();
  packet_start(&error_packet, packet_error);
  traps_add_throw_frames(&error_packet, error);
  void (*describe)(void *, void (*)(const char *, size_t)) =
      (void (*)(void *, void (*)(const char *, size_t)))dlsym(
          RTLD_DEFAULT, "gradus_describe_error");
  if (describe) describe(error, add_error_text);
  session_send(&error_packet);
  _exit(1);
}
