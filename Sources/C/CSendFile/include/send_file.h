// Lets libmicrohttpd send a file whole instead of in pieces of 128 KB.
#ifndef CSENDFILE_SEND_FILE_H
#define CSENDFILE_SEND_FILE_H

#include <stdint.h>

/// Says where the part of `file` that becomes a response's body ends, before the library is given the file.
void send_file_until(int file, int64_t end);

#endif
