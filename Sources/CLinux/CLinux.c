#define _GNU_SOURCE
#include "CLinux.h"

#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <linux/sock_diag.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <unistd.h>

const uint32_t clinux_other_rate = BOTHER;
const uint32_t clinux_rate_mask = CBAUD;
const uint32_t clinux_input_rate_shift = IBSHIFT;

int clinux_tty_get(int descriptor, struct clinux_termios2 *attributes) {
    struct termios2 kernel;
    if (ioctl(descriptor, TCGETS2, &kernel) < 0) return -1;
    attributes->c_iflag = kernel.c_iflag;
    attributes->c_oflag = kernel.c_oflag;
    attributes->c_cflag = kernel.c_cflag;
    attributes->c_lflag = kernel.c_lflag;
    attributes->c_line = kernel.c_line;
    _Static_assert(sizeof kernel.c_cc == CLINUX_CONTROL_CHARACTERS, "control characters");
    memcpy(attributes->c_cc, kernel.c_cc, sizeof kernel.c_cc);
    attributes->c_ispeed = kernel.c_ispeed;
    attributes->c_ospeed = kernel.c_ospeed;
    return 0;
}

int clinux_tty_set(int descriptor, const struct clinux_termios2 *attributes) {
    struct termios2 kernel = {
        .c_iflag = attributes->c_iflag,
        .c_oflag = attributes->c_oflag,
        .c_cflag = attributes->c_cflag,
        .c_lflag = attributes->c_lflag,
        .c_line = attributes->c_line,
        .c_ispeed = attributes->c_ispeed,
        .c_ospeed = attributes->c_ospeed,
    };
    memcpy(kernel.c_cc, attributes->c_cc, sizeof kernel.c_cc);
    return ioctl(descriptor, TCSETS2, &kernel);
}

int clinux_tty_set_exclusive(int descriptor) { return ioctl(descriptor, TIOCEXCL); }

int clinux_tty_clear_exclusive(int descriptor) { return ioctl(descriptor, TIOCNXCL); }

int clinux_tty_set_modem_lines(int descriptor, bool dtr, bool rts) {
    int raised = (dtr ? TIOCM_DTR : 0) | (rts ? TIOCM_RTS : 0);
    int cleared = (TIOCM_DTR | TIOCM_RTS) & ~raised;
    if (cleared && ioctl(descriptor, TIOCMBIC, &cleared) < 0) return -1;
    if (raised && ioctl(descriptor, TIOCMBIS, &raised) < 0) return -1;
    return 0;
}

int clinux_tty_set_low_latency(int descriptor) {
    struct serial_struct serial;
    if (ioctl(descriptor, TIOCGSERIAL, &serial) < 0) return -1;
    serial.flags |= ASYNC_LOW_LATENCY;
    return ioctl(descriptor, TIOCSSERIAL, &serial);
}

int clinux_tty_input_counts(int descriptor, struct clinux_input_counts *counts) {
    struct serial_icounter_struct kernel;
    if (ioctl(descriptor, TIOCGICOUNT, &kernel) < 0) return -1;
    counts->overrun = (uint32_t)kernel.overrun;
    counts->buffer_overrun = (uint32_t)kernel.buf_overrun;
    counts->framing = (uint32_t)kernel.frame;
    counts->parity = (uint32_t)kernel.parity;
    counts->breaks = (uint32_t)kernel.brk;
    return 0;
}

int clinux_pty_open(void) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -1;
    if (grantpt(master) == 0 && unlockpt(master) == 0) return master;
    int number = errno;
    close(master);
    errno = number;
    return -1;
}

int clinux_pty_slave_name(int master, char *name, size_t capacity) {
    int number = ptsname_r(master, name, capacity);
    if (number == 0) return 0;
    errno = number;
    return -1;
}

int clinux_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_readable_octets(int descriptor, int *count) {
    return ioctl(descriptor, FIONREAD, count);
}

uint32_t clinux_device_major(dev_t device) { return major(device); }

uint32_t clinux_device_minor(dev_t device) { return minor(device); }

ssize_t clinux_receive_datagram(
    int descriptor, void *octets, size_t capacity, uint32_t *drops, bool *has_drops,
    bool *truncated) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(uint32_t))];
    } control;
    struct iovec vector = {.iov_base = octets, .iov_len = capacity};
    struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    *has_drops = false;
    ssize_t count = recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (count < 0) return -1;
    *truncated = (message.msg_flags & MSG_TRUNC) != 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SO_RXQ_OVFL) continue;
        memcpy(drops, CMSG_DATA(part), sizeof *drops);
        *has_drops = true;
    }
    return count;
}

int clinux_socket_drops(int descriptor, uint32_t *drops) {
    uint32_t memory[SK_MEMINFO_VARS] = {0};
    socklen_t length = sizeof memory;
    if (getsockopt(descriptor, SOL_SOCKET, SO_MEMINFO, memory, &length) < 0) return -1;
    *drops = memory[SK_MEMINFO_DROPS];
    return 0;
}

int clinux_accept(int listener, void *address, uint32_t capacity) {
    socklen_t length = capacity;
    return accept4(listener, address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void clinux_prepare_thread(const char *name) {
    sigset_t blocked;
    sigfillset(&blocked);
    /* What the thread itself raises must reach the handler that prints a backtrace. */
    const int own[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
    for (size_t index = 0; index < sizeof own / sizeof own[0]; index++) {
        sigdelset(&blocked, own[index]);
    }
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    char shortened[16] = {0};
    strncpy(shortened, name, sizeof shortened - 1);
    pthread_setname_np(pthread_self(), shortened);
}

const char *clinux_error_name(int number) { return strerrorname_np(number); }
