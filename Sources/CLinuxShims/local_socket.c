#define _GNU_SOURCE
#include "CLinuxShims.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

// sockaddr_un is a C idiom that Swift can only write with pointer casts; it is written once, here.
static int open_local(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return -ENAMETOOLONG;
    strcpy(address->sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return descriptor < 0 ? -errno : descriptor;
}

static int fail(int descriptor) {
    int error = errno;
    close(descriptor);
    return -error;
}

int linux_listen_local(const char *path) {
    struct sockaddr_un address;
    int descriptor = open_local(path, &address);
    if (descriptor < 0) return descriptor;
    unlink(path);
    // Bound with no permissions for others: the mode is right before anybody can connect.
    mode_t mask = umask(0177);
    int bound = bind(descriptor, (struct sockaddr *)&address, sizeof address);
    umask(mask);
    if (bound != 0 || listen(descriptor, 8) != 0) return fail(descriptor);
    return descriptor;
}

int linux_accept_local(int listener) {
    for (;;) {
        int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (client >= 0) return client;
        if (errno != EINTR && errno != ECONNABORTED) return -errno;
    }
}

void linux_close_local(int listener, const char *path) {
    unlink(path);
    shutdown(listener, SHUT_RDWR);
    close(listener);
}

int linux_connect_local(const char *path) {
    struct sockaddr_un address;
    int descriptor = open_local(path, &address);
    if (descriptor < 0) return descriptor;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return fail(descriptor);
    return descriptor;
}

int linux_limit_patience(int descriptor, int milliseconds) {
    struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0) return -errno;
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0) return -errno;
    return 0;
}

int linux_free_port(void) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(descriptor, (struct sockaddr *)&address, size) != 0) return fail(descriptor);
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) return fail(descriptor);
    close(descriptor);
    return ntohs(address.sin_port);
}
