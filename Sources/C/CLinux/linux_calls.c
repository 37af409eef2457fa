#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
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

int linux_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void linux_wait(struct linux_waited *waited, size_t count, int64_t nanoseconds) {
  struct pollfd polled[8];
  if (count > 8) count = 8;
  for (size_t index = 0; index < count; index++) {
    polled[index] = (struct pollfd){.fd = waited[index].descriptor,
                                    .events = waited[index].is_exceptional ? POLLPRI : POLLIN};
  }
  struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  int ready = ppoll(polled, count, nanoseconds < 0 ? NULL : &limit, NULL);
  for (size_t index = 0; index < count; index++) waited[index].is_ready = ready > 0 && polled[index].revents != 0;
}

// A read lease is granted only while nobody writes (fcntl(2), "Leases"). It is given back at once; should a writer
// come in between, the kernel lets it wait for that and sends the signal set here, which is ignored by default.
int linux_is_open_for_writing(int file) {
  if (fcntl(file, F_SETSIG, SIGURG) < 0) return -1;
  if (fcntl(file, F_SETLEASE, F_RDLCK) < 0) return errno == EAGAIN ? 1 : -1;
  fcntl(file, F_SETLEASE, F_UNLCK);
  return 0;
}

uint64_t linux_file_system(int descriptor) {
  struct statfs status;
  return fstatfs(descriptor, &status) == 0 ? (uint64_t)status.f_type & 0xFFFFFFFF : 0;
}

const int linux_o_path = O_PATH;
