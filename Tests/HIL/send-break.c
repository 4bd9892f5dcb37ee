// send-break MILLISECONDS < TERMINAL: a break on the line, as TIOCSBRK makes it.
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count != 2) return 2;
    if (ioctl(0, TIOCSBRK) < 0) {
        perror("send-break: TIOCSBRK");
        return 1;
    }
    usleep(atoi(arguments[1]) * 1000);
    if (ioctl(0, TIOCCBRK) < 0) {
        perror("send-break: TIOCCBRK");
        return 1;
    }
    return 0;
}
