#pragma once
#include <sys/types.h>

/// `fdatasync(2)`, which neither the Glibc overlay nor SystemPackage exports.
int linux_fdatasync(int descriptor);
/// `mallopt(3)`: blocks of up to so many bytes are reused instead of being mapped, and faulted in, anew each time.
void linux_keep_freed_memory(int bytes);
/// `setrlimit(2)`: as many open files as the system allows this process, each client being one.
void linux_raise_descriptor_limit(void);
/// `eventfd(2)` with EFD_CLOEXEC | EFD_NONBLOCK.
int linux_eventfd(void);
/// `prctl(PR_SET_NAME)`: how the calling thread is called in `top -H`, cut to 15 bytes.
int linux_name_this_thread(const char *name);
/// `setpriority(2)` to nice 10 for the calling thread alone; in Linux each thread has its own.
int linux_lower_this_thread(void);
/// Nanoseconds of processor time that the calling thread has used.
long long linux_thread_processor_time(void);

/// Listens on a Unix stream socket at `path`, mode 0600, in place of whatever was there.
/// Returns the descriptor, or a negated errno.
int linux_listen_local(const char *path);
/// Waits for a connection, past interruptions. Returns the descriptor, or a negated errno once the socket is closed.
int linux_accept_local(int listener);
/// Ends every wait on the listening socket and removes its path.
void linux_close_local(int listener, const char *path);
/// Connects to the Unix stream socket at `path`. Returns the descriptor, or a negated errno.
int linux_connect_local(const char *path);
/// Gives up on a peer that neither reads nor writes for so long: its calls fail with EAGAIN. Returns 0, or a negated errno.
int linux_limit_patience(int descriptor, int milliseconds);
/// A TCP port on 127.0.0.1 that nobody has at the moment, or a negated errno.
int linux_free_port(void);
