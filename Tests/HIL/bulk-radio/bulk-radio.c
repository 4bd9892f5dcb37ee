// A USB radio of its own kind (vendor class, one bulk endpoint) in user space: FunctionFS on a USB
// controller that loops back to the machine's own (dummy_hcd). Nothing of the kernel is played.
//
//   bulk-radio FUNCTIONFS UDC_FILE CONTROLLER     where FunctionFS is mounted, and its gadget (gadgets)
//
// sends a counter: octet k of all that it ever sent is octet k mod 4 of the big-endian number k / 4.
// It obeys commands on standard input, and tells on standard output what became of them:
//
//   plug, unplug          plug waits for the host's vendor request 1 (start), 60 s at most
//   send N                N octets; waits until the host has taken them
//   empty                 a packet without data
//   halt                  the endpoint halts; the next `send` waits until the host has cleared it
//   flood S               sends in blocks for S seconds
//   cycles N              plug, some sends, then unplug while a block is on its way, N times
//   quit
//
//   sent FROM LENGTH      the controller has handed these octets to the host
//   cut FROM LENGTH       the device was unplugged meanwhile: some of them, from the first on, or none
//   request TYPE REQUEST  a request of the host
//   event NAME, done COMMAND, failed COMMAND: REASON
#define _GNU_SOURCE
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/usb/functionfs.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_S = 60, BLOCK = 49152, START = 1 };

static const char *udc_file, *controller;
static int control, endpoint;
static uint64_t position;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static unsigned starts; // guarded by the lock

static void say(const char *format, ...) {
    struct timespec now;
    va_list arguments;
    clock_gettime(CLOCK_MONOTONIC, &now);
    va_start(arguments, format);
    flockfile(stdout);
    printf("%ld.%06ld ", (long)now.tv_sec, now.tv_nsec / 1000);
    vprintf(format, arguments);
    printf("\n");
    funlockfile(stdout);
    va_end(arguments);
}

static void rest(long milliseconds) {
    usleep(milliseconds * 1000);
}

// MARK: descriptors

typedef struct {
    struct usb_interface_descriptor interface;
    struct usb_endpoint_descriptor_no_audio in;
} __attribute__((packed)) Speed;

static void describe(void) {
    struct {
        struct usb_functionfs_descs_head_v2 head;
        __le32 full_count, high_count;
        Speed full, high;
    } __attribute__((packed)) descriptors = {
        .head = {
            .magic = htole32(FUNCTIONFS_DESCRIPTORS_MAGIC_V2),
            // Requests to the device, too, not only those to its interface.
            .flags = htole32(FUNCTIONFS_HAS_FS_DESC | FUNCTIONFS_HAS_HS_DESC
                             | FUNCTIONFS_ALL_CTRL_RECIP),
            .length = htole32(sizeof descriptors),
        },
        .full_count = htole32(2),
        .high_count = htole32(2),
    };
    struct {
        struct usb_functionfs_strings_head head;
        __le16 language;
        char name[11];
    } __attribute__((packed)) strings = {
        .head = {
            .magic = htole32(FUNCTIONFS_STRINGS_MAGIC),
            .length = htole32(sizeof strings),
            .str_count = htole32(1),
            .lang_count = htole32(1),
        },
        .language = htole16(0x409),
        .name = "bulk radio",
    };
    Speed speed = {
        .interface = {
            .bLength = sizeof speed.interface,
            .bDescriptorType = USB_DT_INTERFACE,
            .bNumEndpoints = 1,
            .bInterfaceClass = USB_CLASS_VENDOR_SPEC,
            .iInterface = 1,
        },
        .in = {
            .bLength = sizeof speed.in,
            .bDescriptorType = USB_DT_ENDPOINT,
            .bEndpointAddress = 1 | USB_DIR_IN,
            .bmAttributes = USB_ENDPOINT_XFER_BULK,
        },
    };
    descriptors.full = descriptors.high = speed;
    descriptors.high.in.wMaxPacketSize = htole16(512);
    if (write(control, &descriptors, sizeof descriptors) < 0
        || write(control, &strings, sizeof strings) < 0) {
        perror("bulk-radio: descriptors");
        exit(1);
    }
}

// MARK: requests and events

static void answer(const struct usb_ctrlrequest *setup) {
    char data[4096];
    say("request %02x %d", setup->bRequestType, setup->bRequest);
    // The phase of data, or else that of status, is the acknowledgement.
    if (setup->bRequestType & USB_DIR_IN) {
        if (write(control, data, 0) < 0) say("failed request: %s", strerror(errno));
    } else if (read(control, data, le16toh(setup->wLength)) < 0) {
        say("failed request: %s", strerror(errno));
    }
    if (setup->bRequest != START) return;
    pthread_mutex_lock(&lock);
    starts++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void *listen_to_host(void *unused) {
    static const char *const names[] = {
        "bind", "unbind", "enable", "disable", "setup", "suspend", "resume"};
    struct usb_functionfs_event event;
    (void)unused;
    while (read(control, &event, sizeof event) == sizeof event) {
        if (event.type == FUNCTIONFS_SETUP) {
            answer(&event.u.setup);
        } else {
            say("event %s", names[event.type]);
        }
    }
    return NULL;
}

// MARK: commands

static int set_controller(const char *name) {
    int file = open(udc_file, O_WRONLY);
    ssize_t written = file < 0 ? -1 : write(file, name, strlen(name));
    if (file >= 0) close(file);
    return written < 0 ? -1 : 0;
}

static unsigned starts_now(void) {
    pthread_mutex_lock(&lock);
    unsigned count = starts;
    pthread_mutex_unlock(&lock);
    return count;
}

static int plug(void) {
    struct timespec end;
    unsigned before = starts_now();
    int status = 0;
    if (set_controller(controller) < 0) return -1;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&lock);
    while (starts == before && status == 0) status = pthread_cond_timedwait(&changed, &lock, &end);
    pthread_mutex_unlock(&lock);
    errno = status;
    return status == 0 ? 0 : -1;
}

static int unplug(void) {
    return set_controller("\n");
}

static int send_octets(size_t count) {
    static unsigned char block[1 << 20];
    if (count > sizeof block) count = sizeof block;
    for (size_t index = 0; index < count; index++) {
        uint64_t place = position + index;
        block[index] = (unsigned char)((place / 4) >> (8 * (3 - place % 4)));
    }
    ssize_t result = write(endpoint, block, count);
    say("%s %llu %zu", result == (ssize_t)count ? "sent" : "cut", (unsigned long long)position, count);
    position += count;
    return result == (ssize_t)count ? 0 : -1;
}

static int halt(void) {
    char octet;
    // Against the direction of the endpoint: FunctionFS halts it, and says EBADMSG.
    return read(endpoint, &octet, 1) < 0 && errno == EBADMSG ? 0 : -1;
}

static int flood(long seconds) {
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    do {
        if (send_octets(BLOCK) < 0) return -1;
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec < end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec));
    return 0;
}

static void *send_until_cut(void *unused) {
    (void)unused;
    while (send_octets(BLOCK) == 0) continue;
    return NULL;
}

static int cycle(void) {
    static const size_t lengths[] = {4, 600, 0, 16384, 5, 1, 511, 512, 0, 513};
    pthread_t sender;
    if (plug() < 0) return -1;
    for (size_t index = 0; index < sizeof lengths / sizeof *lengths; index++) {
        if (send_octets(lengths[index]) < 0) return -1;
    }
    if (pthread_create(&sender, NULL, send_until_cut, NULL) != 0) return -1;
    rest(random() % 60);
    int status = unplug();
    pthread_join(sender, NULL);
    rest(random() % 200);
    return status;
}

static int obey(const char *command) {
    long number = 0;
    if (strcmp(command, "plug") == 0) return plug();
    if (strcmp(command, "unplug") == 0) return unplug();
    if (strcmp(command, "empty") == 0) return send_octets(0);
    if (strcmp(command, "halt") == 0) return halt();
    if (sscanf(command, "send %ld", &number) == 1) return send_octets(number);
    if (sscanf(command, "flood %ld", &number) == 1) return flood(number);
    if (sscanf(command, "cycles %ld", &number) == 1) {
        while (number-- > 0) {
            if (cycle() < 0) return -1;
        }
        return 0;
    }
    errno = EINVAL;
    return -1;
}

int main(int count, char **arguments) {
    char command[128];
    pthread_t listener;
    if (count != 4) {
        fprintf(stderr, "usage: bulk-radio FUNCTIONFS UDC_FILE CONTROLLER\n");
        return 2;
    }
    setlinebuf(stdout);
    udc_file = arguments[2];
    controller = arguments[3];
    if (chdir(arguments[1]) < 0 || (control = open("ep0", O_RDWR)) < 0) {
        perror("bulk-radio: ep0");
        return 1;
    }
    describe();
    // Or a write that begins after the unplugging would wait for the next plugging; one that has
    // begun waits for its end all the same.
    if ((endpoint = open("ep1", O_RDWR | O_NONBLOCK)) < 0
        || pthread_create(&listener, NULL, listen_to_host, NULL) != 0) {
        perror("bulk-radio: ep1");
        return 1;
    }
    say("done make");
    while (fgets(command, sizeof command, stdin)) {
        command[strcspn(command, "\n")] = 0;
        if (strcmp(command, "quit") == 0) break;
        if (obey(command) == 0) {
            say("done %s", command);
        } else {
            say("failed %s: %s", command, strerror(errno));
        }
    }
    return 0;
}
