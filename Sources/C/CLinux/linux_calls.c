#define _GNU_SOURCE
#include "linux_calls.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

int linux_open_beneath(int folder, const char *path, int flags, int may_leave) {
  struct open_how how = {0};
  how.flags = (uint64_t)flags | O_CLOEXEC;
  how.resolve = RESOLVE_NO_MAGICLINKS | (may_leave ? 0 : RESOLVE_BENEATH);
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

ssize_t linux_read_directory(int folder, void *buffer, size_t size) {
  return syscall(SYS_getdents64, folder, buffer, size);
}

int linux_replace_descriptor(int descriptor, int by) { return dup3(by, descriptor, O_CLOEXEC); }

const int linux_o_path = O_PATH;
