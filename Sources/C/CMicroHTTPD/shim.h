// What Swift cannot call: libmicrohttpd's variadic functions, and the calls that `import Glibc` leaves out.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

// libmicrohttpd's header expects these three before it.
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

struct http_limits {
  int listen_socket;
  unsigned int threads;
  unsigned int connections;
  unsigned int idle_seconds;
  size_t memory;
};

// Targets stay as they were sent: decoded by the library, `%2F` would be a slash and `%00` would cut.
static inline size_t http_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return strlen(text);
}

static inline struct MHD_Daemon *http_start(const struct http_limits *limits, MHD_AccessHandlerCallback handle,
                                            void *(*target)(void *, const char *, struct MHD_Connection *),
                                            MHD_NotifyConnectionCallback connection,
                                            MHD_RequestCompletedCallback completed, void *context) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, context,
      MHD_OPTION_LISTEN_SOCKET, limits->listen_socket, MHD_OPTION_THREAD_POOL_SIZE, limits->threads,
      MHD_OPTION_CONNECTION_LIMIT, limits->connections, MHD_OPTION_CONNECTION_TIMEOUT, limits->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits->memory, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_UNESCAPE_CALLBACK, http_keep_escapes, NULL,
      MHD_OPTION_URI_LOG_CALLBACK, target, context, MHD_OPTION_NOTIFY_CONNECTION, connection, context,
      MHD_OPTION_NOTIFY_COMPLETED, completed, context, MHD_OPTION_END);
}

// From the method to the empty line.
static inline size_t http_head_size(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
}

static inline int http_connection_socket(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static inline const struct sockaddr *http_client_address(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

static inline void *http_connection_context(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

// `struct epoll_event` is packed, with a union: these three hide it. 0 is a name for "nothing happened".
static inline int http_watch(int epoll, int descriptor, unsigned int events, uint64_t name) {
  struct epoll_event event = {.events = events, .data = {.u64 = name}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline void http_unwatch(int epoll, int descriptor) { epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL); }

static inline uint64_t http_wait(int epoll, int milliseconds) {
  struct epoll_event event;
  return epoll_wait(epoll, &event, 1, milliseconds) == 1 ? event.data.u64 : 0;
}

// EPOLLIN and friends are anonymous-enum values of a type Swift does not mix with integers.
static const unsigned int http_readable = EPOLLIN;
static const unsigned int http_peer_left = EPOLLRDHUP | EPOLLONESHOT;

#endif
