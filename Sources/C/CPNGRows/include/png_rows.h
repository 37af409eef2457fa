// The pixels of a PNG file, row by row: undoing filters on inflated data, and libpng's low-level reader.
// libpng reports errors by longjmp(3), which must not cross a Swift frame: every setjmp stands in here.
#ifndef CPNGROWS_PNG_ROWS_H
#define CPNGROWS_PNG_ROWS_H

#include <stddef.h>
#include <stdint.h>

/// Undoes the filter of one row in place. `row` is its filter byte and `count` bytes of pixels, `above` the pixels of
/// the row before (zeros before the first), `step` the bytes of a pixel. Answers 0 when there is no such filter.
///
/// Reads and writes `count` + 1 bytes of `row` and reads `count` of `above`; nothing else is touched.
/// `count` is a multiple of `step`.
int png_unfilter_row(uint8_t *row, const uint8_t *above, size_t count, size_t step);

/// Fills `buffer` from `offset` on and answers how many bytes it read; less than `size` means the end, or an error.
typedef long (*png_rows_source)(void *context, long offset, void *buffer, size_t size);

/// One picture being read by libpng, as 8-bit samples: palettes and small samples expanded, 16 bits scaled to 8, tRNS
/// made alpha. Gamma and colour profiles are left alone.
typedef struct png_rows png_rows;

struct png_rows_size {
  uint32_t width, height;
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  int channels;
  int is_interlaced;
};

/// NULL when there is no memory.
png_rows *png_rows_open(png_rows_source source, void *context);
void png_rows_close(png_rows *rows);

/// The functions below answer 0 when they failed; then this says why, and nothing but closing may follow.
const char *png_rows_message(const png_rows *rows);
int png_rows_reached_end(const png_rows *rows);

int png_rows_start(png_rows *rows, struct png_rows_size *size);
/// The next row of a picture that is not interlaced: width × channels bytes.
int png_rows_next(png_rows *rows, uint8_t *row);
/// All rows of an interlaced picture, `height` times width × channels bytes.
int png_rows_all(png_rows *rows, uint8_t *pixels);

#endif
