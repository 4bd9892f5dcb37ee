#define _GNU_SOURCE
#include "CLinux.h"

#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>
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

union drop_count {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(uint32_t))];
};

static void read_drops(struct msghdr *message, struct clinux_datagram *datagram) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SO_RXQ_OVFL) continue;
        memcpy(&datagram->drops, CMSG_DATA(part), sizeof datagram->drops);
        datagram->has_drops = true;
    }
}

static void read_source(const struct sockaddr_storage *name, struct clinux_datagram *datagram) {
    datagram->family = (uint8_t)name->ss_family;
    if (name->ss_family == AF_INET) {
        memcpy(datagram->source, &((const struct sockaddr_in *)name)->sin_addr, 4);
    } else if (name->ss_family == AF_INET6) {
        memcpy(datagram->source, &((const struct sockaddr_in6 *)name)->sin6_addr, 16);
    }
}

int clinux_receive_datagrams(
    int descriptor, uint8_t *octets, size_t stride, uint8_t *rest, size_t rest_stride,
    unsigned count, bool with_sources, struct clinux_datagram *datagrams) {
    struct mmsghdr messages[CLINUX_DATAGRAMS];
    struct iovec parts[CLINUX_DATAGRAMS][2];
    union drop_count controls[CLINUX_DATAGRAMS];
    struct sockaddr_storage names[CLINUX_DATAGRAMS];
    if (count > CLINUX_DATAGRAMS) count = CLINUX_DATAGRAMS;
    for (unsigned i = 0; i < count; i++) {
        parts[i][0] = (struct iovec){.iov_base = octets + i * stride, .iov_len = stride};
        parts[i][1] = (struct iovec){.iov_base = rest + i * rest_stride, .iov_len = rest_stride};
        messages[i] = (struct mmsghdr){
            .msg_hdr = {
                .msg_name = with_sources ? &names[i] : NULL,
                .msg_namelen = with_sources ? sizeof names[i] : 0,
                .msg_iov = parts[i],
                .msg_iovlen = rest_stride > 0 ? 2 : 1,
                .msg_control = &controls[i],
                .msg_controllen = sizeof controls[i],
            },
        };
    }
    int received = recvmmsg(descriptor, messages, count, MSG_DONTWAIT, NULL);
    for (int i = 0; i < received; i++) {
        datagrams[i] = (struct clinux_datagram){
            .length = messages[i].msg_len,
            .truncated = (messages[i].msg_hdr.msg_flags & MSG_TRUNC) != 0,
        };
        read_drops(&messages[i].msg_hdr, &datagrams[i]);
        if (with_sources) read_source(&names[i], &datagrams[i]);
    }
    return received;
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

int clinux_clock_state(struct clinux_clock_state *state) {
    struct timex times;
    memset(&times, 0, sizeof times);
    int result = adjtimex(&times);
    if (result < 0) return -1;
    state->synchronized = !(times.status & STA_UNSYNC) && result != TIME_ERROR;
    /* Nanoseconds where the kernel says so, else microseconds. */
    state->offset_ns = times.status & STA_NANO ? times.offset : times.offset * 1000;
    state->estimated_error_us = times.esterror;
    return 0;
}
