// Preloaded into the server by tests/api/holes.mjs: of its first 120 calls of accept4() every second fails,
// with one errno after the other.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>

static const int faults[] = {ECONNABORTED, EPROTO, ENFILE, ENOBUFS, ECONNABORTED, EINTR, ENOMEM, EPERM, EMFILE, ENETDOWN};
static atomic_uint calls;

int accept4(int socket, struct sockaddr* address, socklen_t* size, int flags) {
    static int (*real)(int, struct sockaddr*, socklen_t*, int);
    if (real == NULL) real = (int (*)(int, struct sockaddr*, socklen_t*, int))dlsym(RTLD_NEXT, "accept4");
    const unsigned call = atomic_fetch_add(&calls, 1);
    if (call % 2 == 0 || call > 120) return real(socket, address, size, flags);
    if (call == 119) fprintf(stderr, "accept_faults: done\n");
    errno = faults[call / 2 % (sizeof faults / sizeof *faults)];
    return -1;
}
