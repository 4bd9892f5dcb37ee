// plug THERE NEW SYSPATH PROGRAM ARGUMENT...
// Runs a program (under umockdev-wrapper) with the devices of the file THERE. When the program says
// that it is watching, the device of the file NEW is plugged in; when it says that something was
// added, the device at SYSPATH is unplugged. What the program says goes to standard output, and its
// exit code is that of this one. Nothing is timed: each step waits for a line.
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

static int fail(const char *what, const GError *error) {
    fprintf(stderr, "plug: %s: %s\n", what, error ? error->message : "failed");
    return 99;
}

int main(int count, char **words) {
    if (count < 5) {
        fputs("usage: plug THERE NEW SYSPATH PROGRAM ARGUMENT...\n", stderr);
        return 98;
    }
    GError *error = NULL;
    UMockdevTestbed *testbed = umockdev_testbed_new();
    if (!umockdev_testbed_add_from_file(testbed, words[1], &error)) return fail(words[1], error);
    int ends[2];
    if (pipe(ends) != 0) return fail("pipe", NULL);
    pid_t child = fork();
    if (child < 0) return fail("fork", NULL);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(words[4], words + 4);
        _exit(97);
    }
    close(ends[1]);
    FILE *said = fdopen(ends[0], "r");
    if (!said) return fail("fdopen", NULL);
    char line[4096];
    int plugged = 0, unplugged = 0;
    while (fgets(line, sizeof line, said)) {
        fputs(line, stdout);
        fflush(stdout);
        if (!plugged && strstr(line, "watching")) {
            plugged = 1;
            if (!umockdev_testbed_add_from_file(testbed, words[2], &error))
                return fail(words[2], error);
        } else if (plugged && !unplugged && strstr(line, "add")) {
            unplugged = 1;
            umockdev_testbed_uevent(testbed, words[3], "remove");
            umockdev_testbed_remove_device(testbed, words[3]);
        }
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) return fail("waitpid", NULL);
    g_object_unref(testbed);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 96;
}
