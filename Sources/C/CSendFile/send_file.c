// Makes libmicrohttpd send a large file as one would by hand: the head, the file, and nothing else.
//
// Left alone it sends a file in pieces of 128 KB and goes round its event loop between two pieces. For an image of 2 MB
// these are 16 rounds, and each lets TCP begin anew: measured over loopback against nginx, which sends it by one call,
// the server took 2.3 to 3.0 times the CPU (BBR; 1.5 to 1.7 with CUBIC). Before each piece it corks the socket, and
// after the next head it uncorks it.
//
// The library has no settings for these, but it calls sendfile64(3) and setsockopt(2) by their names, and a program's
// own functions of those names come before the C library's. Were the library to call others, all would be as without
// these. Nobody else in the program sends files or corks sockets.
#define _GNU_SOURCE
#include "send_file.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdatomic.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// By descriptor. One beyond these is sent piece by piece.
enum { FILES = 1 << 16 };

static _Atomic int64_t ends[FILES];

void send_file_until(int file, int64_t end) {
  if (file >= 0 && file < FILES) atomic_store_explicit(&ends[file], end, memory_order_relaxed);
}

static int64_t end_of(int file) {
  return file >= 0 && file < FILES ? atomic_load_explicit(&ends[file], memory_order_relaxed) : 0;
}

// A client that is as fast as the disk would hold the thread, and with it other clients, for as long as its file lasts.
static const int64_t most_at_once = 2 << 20;

ssize_t sendfile64(int socket, int file, off64_t *offset, size_t count) {
  int64_t rest = end_of(file) - *offset;
  if (rest > (int64_t)count) count = (size_t)(rest < most_at_once ? rest : most_at_once);
  return syscall(SYS_sendfile, socket, file, offset, count);
}

// A cork holds back what fills no packet until more comes, or for 200 ms. sendfile(2) does so by itself for all but the
// end of what it is given, and the library sets TCP_NODELAY with the first head, so that an end goes out at once.
int setsockopt(int socket, int level, int name, const void *value, socklen_t size) {
  if (level == IPPROTO_TCP && name == TCP_CORK) return 0;
  return (int)syscall(SYS_setsockopt, socket, level, name, value, size);
}
