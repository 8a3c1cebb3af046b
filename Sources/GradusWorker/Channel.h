// The packets between `gradus` and the processes of one session.
//
// Two SOCK_SEQPACKET sockets: one to the warden, one to the live process. A packet is one type
// byte and its fields, little-endian, unaligned. Packets are atomic, so a process that is killed
// while it writes leaves no half of one behind.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  channel_packet_capacity = 48 * 1024,
};

// live -> gradus
enum {
  packet_ready = 'I',      // i32 pid: waits for a command
  packet_begin = 'B',      // i32 cell, i32 pid, i32 checkpoint (0: the state cannot be kept)
  packet_end = 'E',        // i32 cell; answered by go or drop
  packet_unit_end = 'U',   // the unit's code is done
  packet_load_failed = 'F',  // text
  packet_display = 'V',    // u8 last, text: part of a display; the last one is answered by go
  packet_progress = 'P',   // i32 thousandths or -1, i32 seconds left or -1, text: how far loops are;
                           // without text none runs any more
  packet_trap = 'T',       // i32 signal, u8 stack overflow, frames
  packet_where = 'H',      // frames: where the main thread is
  packet_exit = 'X',       // i32 status, frames: the cell called exit
  packet_error = 'W',      // frames, text: an error reached the top level
  packet_stop = 'S',       // text: why the runtime stops the cell; a trap follows
};

// gradus -> live
enum {
  packet_load = 'L',    // i32 unit, i32 cell that begins with it or -1, text path \0 entry
  packet_go = 'G',
  packet_drop = 'D',    // end this process: its checkpoint takes over
  packet_resume = 'R',  // i32 pid of the checkpoint that takes over
  packet_leave = 'N',   // in answer to the end of a cell: the rest of the unit is not to run
};

// gradus -> warden
enum {
  packet_kill = 'K',  // i32 pid
  packet_ask = 'Q',   // i32 pid: report where the main thread is
  packet_wake = 'A',  // i32 pid: a checkpoint, which then reads what the live process would
};

// warden -> gradus
enum {
  packet_died = 'Z',     // i32 pid, i32 wait status
  packet_crowded = 'C',  // i32 how many processes a session may have; a death follows
};

/// A packet under construction.
struct packet {
  size_t length;
  uint8_t bytes[channel_packet_capacity];
};

void packet_start(struct packet *packet, uint8_t type);
void packet_add_byte(struct packet *packet, uint8_t value);
void packet_add_int(struct packet *packet, int32_t value);
/// Adds as much of the text as fits; answers how much that was.
size_t packet_add_text(struct packet *packet, const char *text, size_t length);
int32_t packet_int(const struct packet *packet, size_t offset);

/// Sends a packet; false when nobody listens any more. Safe in a signal handler.
bool channel_send(int channel, const struct packet *packet);
/// Sends a packet if there is room for it at once, and forgets it otherwise.
void channel_offer(int channel, const struct packet *packet);
/// Waits for the next packet; false when nobody can send one any more.
bool channel_receive(int channel, struct packet *packet);
