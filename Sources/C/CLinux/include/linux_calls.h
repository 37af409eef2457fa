// What `import Glibc` does not give Swift: system calls without a wrapper, and variadic ones.
#ifndef CLINUX_LINUX_CALLS_H
#define CLINUX_LINUX_CALLS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Opens `path` relative to `folder` without following magic links (/proc/…/fd).
/// Unless `may_leave`, a path that would end outside `folder` fails with EXDEV.
int linux_open_beneath(int folder, const char *path, int flags, int may_leave);

/// One buffer of directory entries (getdents64(2)); 0 at the end, -1 with errno.
ssize_t linux_read_directory(int folder, void *buffer, size_t size);

/// dup3(2) with O_CLOEXEC: `descriptor` stands for what `by` stands for, with no moment in between.
int linux_replace_descriptor(int descriptor, int by);

/// eventfd(2): readable once 1 was written to it.
int linux_event_descriptor(void);

/// One of the descriptors of a `linux_wait`.
struct linux_waited {
  int descriptor;
  /// Exceptional conditions instead of bytes to read: how the mount table says that it changed.
  int is_exceptional;
  int is_ready;
};

/// ppoll(2) for at most 8 descriptors; negative nanoseconds wait for ever. poll(2) knows milliseconds only.
void linux_wait(struct linux_waited *waited, size_t count, int64_t nanoseconds);

/// Whether any process has the file open for writing: 1 or 0; -1 when the kernel does not tell this user.
/// `file` is open for reading.
int linux_is_open_for_writing(int file);

/// The magic number of the file system that `descriptor` lies on (statfs(2)); 0 when it is not told.
uint64_t linux_file_system(int descriptor);

/// O_PATH, which needs _GNU_SOURCE.
extern const int linux_o_path;

#endif
