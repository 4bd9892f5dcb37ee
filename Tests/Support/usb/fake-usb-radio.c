// A USB radio that is not there: umockdev plays the kernel, this program plays the device.
//
//   umockdev-wrapper fake-usb-radio DELIVERED PROGRAM [ARGUMENT]... < script
//
// starts PROGRAM and obeys the script, one command a line. What a transfer handed over to PROGRAM
// is written to DELIVERED: a line for each, in hexadecimal. A command that waits gives up after 60
// seconds, and the program ends with 2. At the end PROGRAM gets SIGTERM, and its exit status is
// this program's.
//
//   plug                  the device appears, at another address each time
//   plug-quietly          the same, and udev's messages about it reach nobody
//   unplug PATTERN        it disappears: `shutdown` transfers end with "no device"; `error` they
//                         fail, and only submitting says that nothing is there; `burst` each
//                         attempt fails for 50 ms, before anything says so; `silent` shutdown, and
//                         no event
//   in HEX, fill N        the device sends one packet, or N octets of a counter
//   zlp                   it sends a packet without data
//   stall, babble, proto  its next transfer ends so
//   partial HEX           octets lie in the next transfer that is given up
//   hold, release         nothing is answered; goes on
//   refuse ERRNO          submitting fails once
//   await-open            until a transfer waits for octets
//   await-read            until all that was sent has been taken
//   await-clear           until the endpoint was cleared once more
//   await-closed          until PROGRAM has let go of the device
//   cycles N PATTERN      plug, await-open, 3 packets, await-read, unplug, await-closed, N times
//   careless N PATTERN    the same without await-read
//   sample                prints descriptors, memory (kB), processor ticks and nanoseconds
//   sleep MS, print TEXT
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <dirent.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#define DEVICE "/devices/pci0000:00/0000:00:14.0/usb1/1-2"
enum { PATIENCE_S = 60, BURST_MS = 50 };

typedef struct {
    UMockdevIoctlData *urb, *buffer;
} Transfer;

typedef struct {
    GBytes *octets;
    int status;
} Answer;

static UMockdevTestbed *testbed;
static UMockdevIoctlBase *ioctls;
static FILE *delivered;
static pid_t program;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;

// Guarded by the lock.
static GQueue waiting = G_QUEUE_INIT;    // transfers under way
static GQueue completed = G_QUEUE_INIT;  // not yet fetched
static GQueue answers = G_QUEUE_INIT;    // what the device will send
static GBytes *partial;                  // what came before a transfer was given up
static gboolean gone = TRUE, held, bursting, dying;
static int refusal;
static unsigned submitted, cleared, address = 4, sequence;
static int master = -1, slave = -1;
static char node[64], terminal[64];

// MARK: the node

// The node is a pty: full, it can't be written to, as a device without completed transfers; empty,
// it can; closed at the other end, it hangs up, as a device that was pulled.
static void set_ready(gboolean ready) {
    char block[4096];
    if (master < 0) return;
    if (ready) {
        while (read(master, block, sizeof block) > 0) continue;
        return;
    }
    memset(block, 0, sizeof block);
    // The kernel moves what was written in the background, which makes room once more.
    for (int round = 0, still = 0; round < 20 && still < 2; round++) {
        gboolean wrote = FALSE;
        while (write(slave, block, sizeof block) > 0) wrote = TRUE;
        while (write(slave, block, 1) > 0) wrote = TRUE;
        still = wrote ? 0 : still + 1;
        if (still < 2) usleep(200);
    }
}

static void open_node(void) {
    struct termios raw;
    if (openpty(&master, &slave, NULL, NULL, NULL) != 0) abort();
    tcgetattr(slave, &raw);
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    fcntl(master, F_SETFL, O_NONBLOCK);
    fcntl(slave, F_SETFL, O_NONBLOCK);
    snprintf(terminal, sizeof terminal, "%s", ttyname(slave));
    set_ready(FALSE);
}

// MARK: transfers

static struct usbdevfs_urb *urb_of(Transfer *transfer) {
    return (struct usbdevfs_urb *)transfer->urb->data;
}

static void complete(Transfer *transfer, int status, GBytes *octets) {
    struct usbdevfs_urb *urb = urb_of(transfer);
    gsize count = 0;
    const void *data = octets ? g_bytes_get_data(octets, &count) : NULL;
    if ((int)count > urb->buffer_length) count = urb->buffer_length;
    if (count > 0) memcpy(transfer->buffer->data, data, count);
    urb->status = status;
    urb->actual_length = count;
    g_queue_push_tail(&completed, transfer);
}

static void control(Transfer *transfer) {
    struct usbdevfs_urb *urb = urb_of(transfer);
    const guint8 *setup = transfer->buffer->data;
    printf("control");
    for (int index = 0; index < urb->buffer_length; index++) printf(" %02x", setup[index]);
    printf("\n");
    urb->status = 0;
    urb->actual_length = urb->buffer_length - 8;
    g_queue_push_tail(&completed, transfer);
}

// Brings answers and transfers together; called with the lock.
static void pump(void) {
    for (GList *link = waiting.head; link;) {
        GList *next = link->next;
        Transfer *transfer = link->data;
        if (urb_of(transfer)->type == USBDEVFS_URB_TYPE_CONTROL) {
            g_queue_delete_link(&waiting, link);
            control(transfer);
        } else if (dying || bursting) {
            g_queue_delete_link(&waiting, link);
            complete(transfer, bursting ? -EPROTO : -ESHUTDOWN, NULL);
        } else if (!held && answers.length > 0) {
            Answer *answer = g_queue_pop_head(&answers);
            g_queue_delete_link(&waiting, link);
            complete(transfer, answer->status, answer->octets);
            if (answer->octets) g_bytes_unref(answer->octets);
            g_free(answer);
        }
        link = next;
    }
    set_ready(completed.length > 0);
    pthread_cond_broadcast(&changed);
}

static void note_delivered(Transfer *transfer) {
    struct usbdevfs_urb *urb = urb_of(transfer);
    if (urb->type == USBDEVFS_URB_TYPE_CONTROL || urb->actual_length == 0) return;
    for (int index = 0; index < urb->actual_length; index++)
        fprintf(delivered, "%02x", transfer->buffer->data[index]);
    fputc('\n', delivered);
}

// MARK: ioctls, each called with the lock; a negative errno for an error

static long submit(UMockdevIoctlData *argument) {
    submitted++;
    if (gone && !bursting) return -ENODEV;
    if (refusal) {
        int error = refusal;
        refusal = 0;
        return -error;
    }
    Transfer *transfer = g_new0(Transfer, 1);
    transfer->urb =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_urb), NULL);
    g_object_ref(transfer->urb);
    transfer->buffer = umockdev_ioctl_data_resolve(
        transfer->urb, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer),
        urb_of(transfer)->buffer_length, NULL);
    g_queue_push_tail(&waiting, transfer);
    pump();
    return 0;
}

static long reap(UMockdevIoctlData *argument) {
    Transfer *transfer = g_queue_pop_head(&completed);
    if (!transfer) return gone ? -ENODEV : -EAGAIN;
    UMockdevIoctlData *place = umockdev_ioctl_data_resolve(argument, 0, sizeof(void *), NULL);
    umockdev_ioctl_data_set_ptr(place, 0, transfer->urb);
    note_delivered(transfer);
    g_free(transfer);
    set_ready(completed.length > 0);
    pthread_cond_broadcast(&changed);
    return 0;
}

static long discard(UMockdevIoctlData *argument) {
    for (GList *link = waiting.head; link; link = link->next) {
        Transfer *transfer = link->data;
        if (transfer->urb->client_addr != *(gulong *)argument->data) continue;
        g_queue_delete_link(&waiting, link);
        complete(transfer, -ENOENT, partial);
        if (partial) g_bytes_unref(partial);
        partial = NULL;
        set_ready(TRUE);
        pthread_cond_broadcast(&changed);
        return 0;
    }
    return -EINVAL;
}

static long capabilities(UMockdevIoctlData *argument) {
    UMockdevIoctlData *place = umockdev_ioctl_data_resolve(argument, 0, 4, NULL);
    *(guint32 *)place->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
        USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_BULK_SCATTER_GATHER |
        USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
    return 0;
}

static long answer(unsigned long request, UMockdevIoctlData *argument) {
    switch (request) {
    case USBDEVFS_GET_CAPABILITIES: return capabilities(argument);
    case USBDEVFS_SUBMITURB: return submit(argument);
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY: return reap(argument);
    case USBDEVFS_DISCARDURB: return discard(argument);
    case USBDEVFS_GETDRIVER: return -ENODATA;
    case USBDEVFS_CLEAR_HALT: cleared++; pthread_cond_broadcast(&changed); break;
    case USBDEVFS_DISCONNECT_CLAIM:
    case USBDEVFS_CLAIMINTERFACE: printf("claim\n"); break;
    case USBDEVFS_RELEASEINTERFACE: printf("release\n"); break;
    case USBDEVFS_IOCTL: printf("driver back\n"); break;
    case USBDEVFS_SETINTERFACE: printf("alternate\n"); break;
    case USBDEVFS_SETCONFIGURATION: printf("configuration\n"); break;
    default: return -ENOTTY;
    }
    return gone ? -ENODEV : 0;
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer user) {
    (void)base, (void)user;
    unsigned long request = umockdev_ioctl_client_get_request(client);
    pthread_mutex_lock(&lock);
    long result = answer(request, umockdev_ioctl_client_get_arg(client));
    pthread_mutex_unlock(&lock);
    umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
    return TRUE;
}

// MARK: plugging

static const char *description(void) {
    static char text[1024];
    // One interface of class 0xFF; a bulk endpoint 0x81 of 512 octets, an interrupt endpoint 0x83
    // of 64, a bulk endpoint 0x02 to the device.
    snprintf(
        text, sizeof text,
        "P: " DEVICE "\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=%03u\n"
        "E: DEVNAME=%s\nE: DEVTYPE=usb_device\nE: PRODUCT=1209/4242/100\nE: ID_VENDOR_ID=1209\n"
        "E: ID_MODEL_ID=4242\nE: ID_SERIAL_SHORT=RADIO01\nE: ID_PATH=pci-0000:00:14.0-usb-0:2\n"
        "A: busnum=1\\n\nA: devnum=%u\\n\nA: bConfigurationValue=1\\n\nA: speed=480\\n\n"
        "A: idVendor=1209\\n\nA: idProduct=4242\\n\nA: serial=RADIO01\\n\n"
        "A: manufacturer=Feedhorn tests\\n\n"
        "H: descriptors=12010002000000400912424200010102030109022700010100"
        "80FA0904000003FF0000000705810200020007058303400001070502020002" "00\n\n",
        address, node, address);
    return text;
}

static void plug(void) {
    GError *error = NULL;
    pthread_mutex_lock(&lock);
    address = address % 100 + 1;
    gone = bursting = dying = held = FALSE;
    submitted = 0;
    open_node();
    snprintf(node, sizeof node, "/dev/bus/usb/001/%03u", address);
    pthread_mutex_unlock(&lock);
    if (!umockdev_testbed_attach_ioctl(testbed, node, ioctls, &error)) g_error("%s", error->message);
    // The node has to be there before the event: no `N:` line, which would make a plain file.
    char *path = g_strdup_printf("%s%s", umockdev_testbed_get_root_dir(testbed), node);
    char *folder = g_path_get_dirname(path);
    g_mkdir_with_parents(folder, 0755);
    unlink(path);
    if (symlink(ttyname(slave), path) != 0) perror(path);
    g_free(folder);
    g_free(path);
    if (!umockdev_testbed_add_from_string(testbed, description(), &error))
        g_error("%s", error->message);
}

// Those who listen for udev's messages have a socket in the testbed's folder: under another name
// nobody sends to them, as in a container where udev's messages do not arrive.
static void rename_listeners(const char *from, const char *to) {
    char *root = umockdev_testbed_get_root_dir(testbed);
    DIR *folder = opendir(root);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (strncmp(entry->d_name, from, strlen(from)) != 0) continue;
        char *old = g_strdup_printf("%s/%s", root, entry->d_name);
        char *new = g_strdup_printf("%s/%s%s", root, to, entry->d_name + strlen(from));
        if (rename(old, new) != 0) perror(old);
        g_free(old);
        g_free(new);
    }
    if (folder) closedir(folder);
    g_free(root);
}

static void plug_quietly(void) {
    rename_listeners("event", "deaf");
    plug();
    rename_listeners("deaf", "event");
}

static void hang_up(void) {
    pthread_mutex_lock(&lock);
    dying = gone = TRUE;
    bursting = FALSE;
    pump();
    close(slave);
    close(master);
    master = slave = -1;
    while (answers.length > 0) {
        Answer *rest = g_queue_pop_head(&answers);
        if (rest->octets) g_bytes_unref(rest->octets);
        g_free(rest);
    }
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void unplug(const char *pattern) {
    pthread_mutex_lock(&lock);
    if (strcmp(pattern, "error") == 0) {
        // Those under way fail, and nothing but an attempt to submit says why.
        gone = bursting = TRUE;
        pump();
        bursting = FALSE;
    } else if (strcmp(pattern, "burst") == 0) {
        gone = bursting = TRUE;
        pump();
    }
    pthread_mutex_unlock(&lock);
    if (strcmp(pattern, "burst") == 0 || strcmp(pattern, "error") == 0) usleep(BURST_MS * 1000);
    hang_up();
    if (strcmp(pattern, "silent") != 0) umockdev_testbed_uevent(testbed, "/sys" DEVICE, "remove");
    umockdev_testbed_remove_device(testbed, "/sys" DEVICE);
    char *path = g_strdup_printf("%s%s", umockdev_testbed_get_root_dir(testbed), node);
    unlink(path);
    g_free(path);
    umockdev_testbed_detach_ioctl(testbed, node, NULL);
}

// MARK: commands

static void send_answer(int status, const void *octets, gsize count) {
    Answer *next = g_new0(Answer, 1);
    next->status = status;
    next->octets = octets ? g_bytes_new(octets, count) : NULL;
    pthread_mutex_lock(&lock);
    g_queue_push_tail(&answers, next);
    pump();
    pthread_mutex_unlock(&lock);
}

static gsize parse(const char *hexadecimal, guint8 *octets) {
    gsize count = 0;
    for (unsigned value; sscanf(hexadecimal, "%2x", &value) == 1; hexadecimal += 2)
        octets[count++] = value;
    return count;
}

static void send_hexadecimal(const char *hexadecimal, gboolean is_partial) {
    static guint8 octets[65536];
    gsize count = parse(hexadecimal, octets);
    if (!is_partial) return send_answer(0, octets, count);
    pthread_mutex_lock(&lock);
    partial = g_bytes_new(octets, count);
    pthread_mutex_unlock(&lock);
}

static void fill(int count) {
    guint8 *octets = g_malloc(count);
    for (int index = 0; index < count; index++) octets[index] = index;
    send_answer(0, octets, count);
    g_free(octets);
}

static gboolean is_open(void) { return waiting.length > 0; }
static gboolean is_read(void) { return answers.length == 0 && completed.length == 0 && !partial; }

// Descriptors of PROGRAM that `path` is behind, or all for a null.
// A connection without a name: umockdev's own, to what plays the device. On a busy machine it leaves
// some behind; feedhorn makes none of that kind. (One that feedhorn left would come with the
// device's node, which is counted.)
static gboolean is_of_umockdev(const char *target) {
    unsigned long inode, other;
    unsigned type;
    if (sscanf(target, "socket:[%lu]", &inode) != 1) return FALSE;
    FILE *sockets = fopen("/proc/net/unix", "r");
    char line[512], path[256];
    gboolean is_found = FALSE;
    while (sockets && !is_found && fgets(line, sizeof line, sockets)) {
        int words = sscanf(line, "%*s %*x %*x %*x %x %*x %lu %255s", &type, &other, path);
        is_found = words == 2 && type == SOCK_STREAM && other == inode;
    }
    if (sockets) fclose(sockets);
    return is_found;
}

static int descriptors(const char *path) {
    char name[300], target[128];
    int count = 0;
    snprintf(name, sizeof name, "/proc/%d/fd", program);
    DIR *folder = opendir(name);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        snprintf(name, sizeof name, "/proc/%d/fd/%s", program, entry->d_name);
        ssize_t length = readlink(name, target, sizeof target - 1);
        if (length <= 0) continue;
        target[length] = 0;
        if (path) count += strncmp(target, path, strlen(path)) == 0;
        else count += !is_of_umockdev(target);
    }
    if (folder) closedir(folder);
    return count;
}

static gboolean is_cleared(void) {
    if (cleared == 0) return FALSE;
    cleared = 0;
    return TRUE;
}

static gboolean is_closed(void) { return descriptors(terminal) == 0; }

static void await(const char *name, gboolean (*condition)(void)) {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&lock);
    while (!condition()) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        gboolean is_over = now.tv_sec >= end.tv_sec;
        // What happens inside PROGRAM wakes nobody here.
        now.tv_nsec += 1000000;
        if (now.tv_nsec >= 1000000000) now.tv_sec++, now.tv_nsec -= 1000000000;
        pthread_cond_timedwait(&changed, &lock, &now);
        if (!is_over) continue;
        printf("given up: %s\n", name);
        kill(program, SIGKILL);
        exit(2);
    }
    pthread_mutex_unlock(&lock);
}

static void cycle(const char *pattern, gboolean careful) {
    plug();
    await("open", is_open);
    for (int packet = 0; packet < 3; packet++) {
        guint8 octets[600];
        unsigned number = sequence++;
        memset(octets, number, sizeof octets);
        memcpy(octets, &number, sizeof number);
        send_answer(0, octets, 8 + number % (sizeof octets - 8));
    }
    if (careful) await("read", is_read);
    unplug(pattern);
    await("closed", is_closed);
}

// What the program holds, in a line: a test that finds too much says what.
static void list_descriptors(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", program);
    DIR *folder = opendir(path);
    if (!folder) return;
    printf("descriptors");
    for (struct dirent *entry; (entry = readdir(folder));) {
        char place[512], target[512];
        snprintf(place, sizeof place, "%s/%s", path, entry->d_name);
        ssize_t length = readlink(place, target, sizeof target - 1);
        if (length < 0) continue;
        target[length] = 0;
        printf(" %s=%s", entry->d_name, target);
    }
    printf("\n");
    closedir(folder);
}

static void sample(void) {
    list_descriptors();
    char path[64], word[64];
    long memory = 0, user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/status", program);
    FILE *file = fopen(path, "r");
    char line[512];
    while (file && fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %ld", &memory);
    if (file) fclose(file);
    snprintf(path, sizeof path, "/proc/%d/stat", program);
    file = fopen(path, "r");
    if (file && fgets(line, sizeof line, file)) {
        char *rest = strrchr(line, ')');
        if (rest)
            sscanf(rest, ") %63s %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", word, &user, &system);
    }
    if (file) fclose(file);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf(
        "sample %d %ld %ld %lld submitted %u\n", descriptors(NULL), memory, user + system,
        now.tv_sec * 1000000000LL + now.tv_nsec, submitted);
}

static void obey(char *line) {
    char word[32] = "", first[131072] = "", second[32] = "";
    line[strcspn(line, "\n")] = 0;
    sscanf(line, "%31s %131071s %31s", word, first, second);
#define IS(name) (strcmp(word, name) == 0)
    if (IS("plug")) plug();
    else if (IS("plug-quietly")) plug_quietly();
    else if (IS("unplug")) unplug(first);
    else if (IS("in")) send_hexadecimal(first, FALSE);
    else if (IS("fill")) fill(atoi(first));
    else if (IS("zlp")) send_answer(0, "", 0);
    else if (IS("stall")) send_answer(-EPIPE, NULL, 0);
    else if (IS("babble")) send_answer(-EOVERFLOW, NULL, 0);
    else if (IS("proto")) send_answer(-EPROTO, NULL, 0);
    else if (IS("partial")) send_hexadecimal(first, TRUE);
    else if (IS("hold") || IS("release")) {
        pthread_mutex_lock(&lock);
        held = IS("hold");
        pump();
        pthread_mutex_unlock(&lock);
    } else if (IS("refuse")) {
        pthread_mutex_lock(&lock);
        refusal = atoi(first);
        pthread_mutex_unlock(&lock);
    } else if (IS("await-open")) await(word, is_open);
    else if (IS("await-read")) await(word, is_read);
    else if (IS("await-clear")) await(word, is_cleared);
    else if (IS("await-closed")) await(word, is_closed);
    else if (IS("cycles") || IS("careless"))
        for (int index = atoi(first); index > 0; index--) cycle(second, IS("cycles"));
    else if (IS("sample")) sample();
    else if (IS("sleep")) usleep(atoi(first) * 1000);
    else if (IS("print")) printf("%s\n", line + 6);
    else if (*word) {
        fprintf(stderr, "unknown command %s\n", word);
        exit(2);
    }
}

int main(int count, char **arguments) {
    const char *preloaded = getenv("LD_PRELOAD");
    if (count < 3 || !preloaded || !strstr(preloaded, "umockdev")) {
        fprintf(stderr, "usage: umockdev-wrapper fake-usb-radio DELIVERED PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &attributes);
    setvbuf(stdout, NULL, _IOLBF, 0);
    delivered = fopen(arguments[1], "w");
    if (!delivered) {
        perror(arguments[1]);
        return 2;
    }
    setvbuf(delivered, NULL, _IOLBF, 0);
    testbed = umockdev_testbed_new();
    ioctls = umockdev_ioctl_base_new();
    g_signal_connect(ioctls, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);

    program = fork();
    if (program == 0) {
        int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, 0);
        execvp(arguments[2], arguments + 2);
        perror(arguments[2]);
        _exit(127);
    }
    static char line[262144];
    while (fgets(line, sizeof line, stdin)) obey(line);
    kill(program, SIGTERM);
    int status = 0;
    waitpid(program, &status, 0);
    fclose(delivered);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
