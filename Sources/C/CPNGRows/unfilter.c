#include "png_rows.h"

#include <string.h>

// PNG specification, chapter 9. Pixels depend on the pixel to their left, so a row cannot be cut into vectors; but the
// three or four bytes of a pixel are independent, and one vector holds them (clang's vector types become SSE2 or NEON).
//
// Memory: `load` and `store` move exactly `step` bytes by memcpy, and every loop visits offsets 0, step, 2 × step, … below
// `count`, a multiple of `step`: no access leaves row[1 .. count] and above[0 .. count - 1].

typedef uint8_t bytes __attribute__((ext_vector_type(8)));
typedef int16_t words __attribute__((ext_vector_type(8)));

#define EACH_PIXEL for (size_t at = 0; at < count; at += step)
#define INLINE static inline __attribute__((always_inline))

INLINE bytes load(const uint8_t *from, size_t step) {
  uint64_t bits = 0;
  memcpy(&bits, from, step);
  bytes pixel;
  memcpy(&pixel, &bits, sizeof pixel);
  return pixel;
}

INLINE void store(uint8_t *to, bytes pixel, size_t step) { memcpy(to, &pixel, step); }

INLINE void unfilter_sub(uint8_t *row, size_t count, size_t step) {
  bytes left = 0;
  EACH_PIXEL {
    left += load(row + at, step);
    store(row + at, left, step);
  }
}

INLINE void unfilter_up(uint8_t *row, const uint8_t *above, size_t count) {
  for (size_t at = 0; at < count; at++) row[at] += above[at];
}

INLINE void unfilter_average(uint8_t *row, const uint8_t *above, size_t count, size_t step) {
  bytes left = 0;
  EACH_PIXEL {
    bytes up = load(above + at, step);
    // The average without a ninth bit.
    left = load(row + at, step) + ((left & up) + ((left ^ up) >> 1));
    store(row + at, left, step);
  }
}

INLINE words magnitude(words value) { return __builtin_elementwise_max(value, -value); }

INLINE void unfilter_paeth(uint8_t *row, const uint8_t *above, size_t count, size_t step) {
  words left = 0, corner = 0;
  EACH_PIXEL {
    words up = __builtin_convertvector(load(above + at, step), words);
    words toLeft = up - corner, toUp = left - corner;
    words distanceLeft = magnitude(toLeft), distanceUp = magnitude(toUp), distanceCorner = magnitude(toLeft + toUp);
    words nearest = __builtin_elementwise_min(__builtin_elementwise_min(distanceLeft, distanceUp), distanceCorner);
    words isLeft = nearest == distanceLeft, isUp = nearest == distanceUp;
    words predicted = (left & isLeft) | (~isLeft & ((up & isUp) | (corner & ~isUp)));
    words sum = __builtin_convertvector(load(row + at, step), words) + predicted;
    left = sum & 0xFF;
    corner = up;
    store(row + at, __builtin_convertvector(left, bytes), step);
  }
}

// With `step` known when compiled, load and store become single moves.
INLINE int unfilter(uint8_t *row, const uint8_t *above, size_t count, size_t step) {
  uint8_t *pixels = row + 1;
  switch (row[0]) {
    case 0: return 1;
    case 1: unfilter_sub(pixels, count, step); return 1;
    case 2: unfilter_up(pixels, above, count); return 1;
    case 3: unfilter_average(pixels, above, count, step); return 1;
    case 4: unfilter_paeth(pixels, above, count, step); return 1;
    default: return 0;
  }
}

int png_unfilter_row(uint8_t *row, const uint8_t *above, size_t count, size_t step) {
  switch (step) {
    case 1: return unfilter(row, above, count, 1);
    case 2: return unfilter(row, above, count, 2);
    case 3: return unfilter(row, above, count, 3);
    case 4: return unfilter(row, above, count, 4);
    default: return 0;
  }
}
