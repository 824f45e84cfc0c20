#define _GNU_SOURCE
#include "CLinuxShims.h"

#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void linux_keep_freed_memory(int bytes) {
    mallopt(M_MMAP_THRESHOLD, bytes);
    mallopt(M_TRIM_THRESHOLD, bytes);
}
void linux_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);  // If not, the limit that is there has to do.
}
int linux_fdatasync(int descriptor) { return fdatasync(descriptor); }
int linux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
int linux_name_this_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }
int linux_lower_this_thread(void) { return setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 10); }
long long linux_thread_processor_time(void) {
    struct timespec used;
    return clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) ? 0 : used.tv_sec * 1000000000LL + used.tv_nsec;
}
