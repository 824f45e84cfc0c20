#include "CLinuxShims.h"

#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

void linux_keep_freed_memory(int bytes) {
    mallopt(M_MMAP_THRESHOLD, bytes);
    mallopt(M_TRIM_THRESHOLD, bytes);
}
int linux_fdatasync(int descriptor) { return fdatasync(descriptor); }
int linux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
int linux_name_this_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }
