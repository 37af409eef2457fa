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

/// O_PATH, which needs _GNU_SOURCE.
extern const int linux_o_path;

#endif
