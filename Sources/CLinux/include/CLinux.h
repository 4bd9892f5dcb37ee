/*
 * The parts of the Linux interface that Swift cannot reach by itself: ioctl and its structures,
 * control messages, and a few functions that the C library shows only with _GNU_SOURCE.
 *
 * Each function is one system call (or the few that belong together), takes no decision, and
 * returns -1 with errno set when the call failed, unless its comment says otherwise.
 */
#ifndef FEEDHORN_CLINUX_H
#define FEEDHORN_CLINUX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* -- Terminals: termios2, the only interface that takes any baud rate ------------------------ */

enum { CLINUX_CONTROL_CHARACTERS = 19 };

/* The kernel's struct termios2: <asm/termbits.h> cannot be included beside <termios.h>. */
struct clinux_termios2 {
    uint32_t c_iflag, c_oflag, c_cflag, c_lflag;
    uint8_t c_line;
    uint8_t c_cc[CLINUX_CONTROL_CHARACTERS];
    uint32_t c_ispeed, c_ospeed;
};

/* The bits of c_cflag that say "the rate stands in c_ospeed", and the mask of all rate bits. */
extern const uint32_t clinux_other_rate;
extern const uint32_t clinux_rate_mask;
/* By how many bits the input rate stands left of the output rate in c_cflag. */
extern const uint32_t clinux_input_rate_shift;

int clinux_tty_get(int descriptor, struct clinux_termios2 *attributes);
int clinux_tty_set(int descriptor, const struct clinux_termios2 *attributes);

/* No second open of the terminal by anybody but root (TIOCEXCL), and the end of it. */
int clinux_tty_set_exclusive(int descriptor);
int clinux_tty_clear_exclusive(int descriptor);

/* DTR and RTS. Lines to be cleared are cleared before others are raised. */
int clinux_tty_set_modem_lines(int descriptor, bool dtr, bool rts);

/* The driver's ASYNC_LOW_LATENCY flag (USB converters: no wait for a full buffer). */
int clinux_tty_set_low_latency(int descriptor);

/* What the driver counted since it was loaded (TIOCGICOUNT); the counts wrap. */
struct clinux_input_counts {
    uint32_t overrun, buffer_overrun, framing, parity, breaks;
};
int clinux_tty_input_counts(int descriptor, struct clinux_input_counts *counts);

/* A new pseudoterminal's master, non-blocking, whose slave can be opened at once; its name. */
int clinux_pty_open(void);
int clinux_pty_slave_name(int master, char *name, size_t capacity);

/* -- Descriptors ------------------------------------------------------------------------------ */

/* An event counter (eventfd), non-blocking and closed on exec. */
int clinux_event_descriptor(void);

/* Octets that can be read at once (FIONREAD). */
int clinux_readable_octets(int descriptor, int *count);

/* The two halves of a device number. Never fail. */
uint32_t clinux_device_major(dev_t device);
uint32_t clinux_device_minor(dev_t device);

/* -- Sockets ---------------------------------------------------------------------------------- */

/* Most datagrams that one call takes. */
enum { CLINUX_DATAGRAMS = 64 };

/* What was received beside a datagram's octets. */
struct clinux_datagram {
    size_t length;
    /* The socket's count of dropped datagrams when this one was queued (SO_RXQ_OVFL). */
    uint32_t drops;
    bool has_drops;
    /* It was longer than the room for it. */
    bool truncated;
    /* Who sent it, where that was asked for: AF_INET (4 octets) or AF_INET6 (16), else 0. */
    uint8_t family;
    uint8_t source[16];
};

/*
 * As many datagrams as there are now, at most `count` (no more than CLINUX_DATAGRAMS), never
 * waiting. Number i begins at octets + i * stride; what is longer goes on at rest + i * rest_stride,
 * so that a datagram has room for stride + rest_stride octets. Returns how many, or -1.
 */
int clinux_receive_datagrams(
    int descriptor, uint8_t *octets, size_t stride, uint8_t *rest, size_t rest_stride,
    unsigned count, bool with_sources, struct clinux_datagram *datagrams);

/* The socket's count of dropped datagrams now (SO_MEMINFO). */
int clinux_socket_drops(int descriptor, uint32_t *drops);

/* accept4, non-blocking and closed on exec. `address` holds `capacity` octets. */
int clinux_accept(int listener, void *address, uint32_t capacity);

/* -- Threads and names ------------------------------------------------------------------------ */

/*
 * Blocks in the calling thread every signal that others send, so that the main thread gets them,
 * and names the thread (the first 15 octets of `name`).
 */
void clinux_prepare_thread(const char *name);

/* What the kernel knows of how right its clock is (adjtimex). */
struct clinux_clock_state {
    bool synchronized;
    int64_t offset_ns;
    int64_t estimated_error_us;
};
int clinux_clock_state(struct clinux_clock_state *state);

/* "ENOENT" for 2; NULL for a number that has no name. Never fails. */
const char *clinux_error_name(int number);

#endif
