#include "png_rows.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { block_size = 65536 };

struct png_rows {
  png_structp png;
  png_infop info;
  png_rows_source source;
  void *context;
  struct png_rows_size size;
  /// `block` holds `filled` bytes of the file from `block_start` on; `position` is where libpng reads next.
  long block_start, position;
  size_t filled;
  int reached_end;
  char message[160];
  uint8_t block[block_size];
};

static void on_error(png_structp png, png_const_charp message) {
  png_rows *rows = png_get_error_ptr(png);
  snprintf(rows->message, sizeof rows->message, "%s", message);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/// Copies what the block holds of the wanted bytes; answers how many.
static size_t take(png_rows *rows, png_bytep output, size_t size) {
  if (rows->position < rows->block_start) return 0;
  size_t at = (size_t)(rows->position - rows->block_start);
  if (at >= rows->filled) return 0;
  size_t count = rows->filled - at < size ? rows->filled - at : size;
  memcpy(output, rows->block + at, count);
  rows->position += (long)count;
  return count;
}

static void read_bytes(png_structp png, png_bytep output, size_t size) {
  png_rows *rows = png_get_io_ptr(png);
  while (size > 0) {
    size_t count = take(rows, output, size);
    output += count;
    size -= count;
    if (size == 0) return;
    rows->block_start = rows->position;
    long filled = rows->source(rows->context, rows->position, rows->block, block_size);
    rows->filled = filled > 0 && filled <= block_size ? (size_t)filled : 0;
    if (rows->filled == 0) {
      rows->reached_end = 1;
      png_error(png, "the file ends too early");
    }
  }
}

png_rows *png_rows_open(png_rows_source source, void *context) {
  png_rows *rows = calloc(1, sizeof *rows);
  if (rows == NULL) return NULL;
  rows->source = source;
  rows->context = context;
  rows->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, rows, on_error, on_warning);
  if (rows->png != NULL) rows->info = png_create_info_struct(rows->png);
  if (rows->info == NULL) {
    png_rows_close(rows);
    return NULL;
  }
  return rows;
}

void png_rows_close(png_rows *rows) {
  if (rows->png != NULL) png_destroy_read_struct(&rows->png, &rows->info, NULL);
  free(rows);
}

const char *png_rows_message(const png_rows *rows) { return rows->message; }

int png_rows_reached_end(const png_rows *rows) { return rows->reached_end; }

/// Texts and profiles are not wanted, and inflating them could cost much.
static void skip_what_is_no_pixel(png_structp png) {
  static const png_byte names[] = "iCCP\0tEXt\0zTXt\0iTXt\0eXIf\0sPLT\0hIST\0";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, (int)(sizeof names - 1) / 5);
}

int png_rows_start(png_rows *rows, struct png_rows_size *size) {
  png_structp png = rows->png;
  if (setjmp(png_jmpbuf(png))) return 0;
  png_set_read_fn(png, rows, read_bytes);
  skip_what_is_no_pixel(png);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(png, rows->info);
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, rows->info);
  rows->size.width = png_get_image_width(png, rows->info);
  rows->size.height = png_get_image_height(png, rows->info);
  rows->size.channels = png_get_channels(png, rows->info);
  rows->size.is_interlaced = png_get_interlace_type(png, rows->info) != PNG_INTERLACE_NONE;
  if (png_get_rowbytes(png, rows->info) != (size_t)rows->size.width * (size_t)rows->size.channels) {
    png_error(png, "its rows have an unexpected size");
  }
  *size = rows->size;
  return 1;
}

int png_rows_next(png_rows *rows, uint8_t *row) {
  if (setjmp(png_jmpbuf(rows->png))) return 0;
  png_read_row(rows->png, row, NULL);
  return 1;
}

int png_rows_all(png_rows *rows, uint8_t *pixels) {
  if (setjmp(png_jmpbuf(rows->png))) return 0;
  size_t row_size = (size_t)rows->size.width * (size_t)rows->size.channels;
  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
    for (size_t row = 0; row < rows->size.height; row++) png_read_row(rows->png, pixels + row * row_size, NULL);
  }
  return 1;
}
