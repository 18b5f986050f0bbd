// Preloaded into the server by tests/api/reminders.mjs: the time of day is moved by the milliseconds that the file of
// MOVED_CLOCK holds, whenever it is asked for; what only measures how long something takes stays as it is.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long long moved(void) {
    const char* path = getenv("MOVED_CLOCK");
    const int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char text[32] = {0};
    const ssize_t size = read(file, text, sizeof text - 1);
    close(file);
    return size > 0 ? strtoll(text, NULL, 10) : 0;
}

int clock_gettime(clockid_t clock, struct timespec* out) {
    static int (*real)(clockid_t, struct timespec*);
    if (real == NULL) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
    const int done = real(clock, out);
    if (done == 0 && clock == CLOCK_REALTIME) out->tv_sec += moved() / 1000;
    return done;
}
