#include "Channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void packet_start(struct packet *packet, uint8_t type) {
  packet->bytes[0] = type;
  packet->length = 1;
}

void packet_add_byte(struct packet *packet, uint8_t value) {
  if (packet->length < channel_packet_capacity) packet->bytes[packet->length++] = value;
}

void packet_add_int(struct packet *packet, int32_t value) {
  for (int shift = 0; shift < 32; shift += 8) {
    packet_add_byte(packet, (uint8_t)((uint32_t)value >> shift));
  }
}

size_t packet_add_text(struct packet *packet, const char *text, size_t length) {
  size_t room = channel_packet_capacity - packet->length;
  if (length > room) length = room;
  memcpy(packet->bytes + packet->length, text, length);
  packet->length += length;
  return length;
}

int32_t packet_int(const struct packet *packet, size_t offset) {
  uint32_t value = 0;
  if (offset + 4 > packet->length) return 0;
  for (int i = 3; i >= 0; i--) value = value << 8 | packet->bytes[offset + (size_t)i];
  return (int32_t)value;
}

bool channel_send(int channel, const struct packet *packet) {
  while (send(channel, packet->bytes, packet->length, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

void channel_offer(int channel, const struct packet *packet) {
  (void)send(channel, packet->bytes, packet->length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool channel_receive(int channel, struct packet *packet) {
  for (;;) {
    ssize_t length = recv(channel, packet->bytes, channel_packet_capacity, 0);
    if (length > 0) {
      packet->length = (size_t)length;
      return true;
    }
    if (length == 0 || errno != EINTR) return false;
  }
}
