#include "pixels.h"

#include <string.h>

void pixels_add_row(uint16_t *restrict sums, const uint8_t *restrict row, size_t count, uint16_t weight) {
  for (size_t index = 0; index < count; index++) sums[index] += (uint16_t)(row[index] * weight);
}

typedef uint16_t words __attribute__((ext_vector_type(4)));
typedef int32_t integers __attribute__((ext_vector_type(4)));
typedef float floats __attribute__((ext_vector_type(4)));
typedef uint8_t bytes __attribute__((ext_vector_type(4)));

// Four lanes are a pixel of up to four channels; the lanes beyond its channels hold the next pixel's and are dropped.
static inline __attribute__((always_inline)) floats pixel_at(const uint16_t *place) {
  words four;
  memcpy(&four, place, sizeof four);
  return __builtin_convertvector(__builtin_convertvector(four, integers), floats);
}

static inline __attribute__((always_inline)) void shrink_row(
    uint8_t *output, size_t width, size_t channels, const uint16_t *sums, const struct pixels_span *spans,
    const float *weights) {
  for (size_t x = 0; x < width; x++) {
    const uint16_t *place = sums + spans[x].first * channels;
    const float *weight = weights + spans[x].weights;
    floats sum = 0.5f;
    for (uint32_t index = 0; index < spans[x].count; index++) sum += pixel_at(place + index * channels) * weight[index];
    // The weights of a pixel come to 1/256 at most, so no lane exceeds 255.5.
    bytes pixel = __builtin_convertvector(__builtin_convertvector(sum, integers), bytes);
    memcpy(output + x * channels, &pixel, channels);
  }
}

void pixels_shrink_row(
    uint8_t *output, size_t width, size_t channels, const uint16_t *sums, const struct pixels_span *spans,
    const float *weights) {
  switch (channels) {
    case 1: shrink_row(output, width, 1, sums, spans, weights); break;
    case 2: shrink_row(output, width, 2, sums, spans, weights); break;
    case 3: shrink_row(output, width, 3, sums, spans, weights); break;
    case 4: shrink_row(output, width, 4, sums, spans, weights); break;
    default: break;
  }
}

void pixels_premultiply(uint8_t *output, const uint8_t *row, size_t width, size_t channels) {
  for (size_t at = 0; at < width * channels; at += channels) {
    unsigned alpha = row[at + channels - 1];
    for (size_t index = 0; index + 1 < channels; index++) {
      output[at + index] = (uint8_t)((row[at + index] * alpha + 127) / 255);
    }
    output[at + channels - 1] = (uint8_t)alpha;
  }
}

enum { side = 32 };

static size_t edge(size_t cell, size_t length) { return cell * length / side; }

/// A cell of a picture smaller than 32 pixels is at least one pixel.
static size_t end_of(size_t cell, size_t length) {
  size_t end = edge(cell + 1, length);
  return end > edge(cell, length) ? end : edge(cell, length) + 1;
}

static uint64_t luma_sum(const uint8_t *rgb, size_t count) {
  uint32_t red = 0, green = 0, blue = 0;
  for (size_t index = 0; index < count; index++, rgb += 3) {
    red += rgb[0];
    green += rgb[1];
    blue += rgb[2];
  }
  return (uint64_t)red * 77 + (uint64_t)green * 150 + (uint64_t)blue * 29;
}

void pixels_luma(uint8_t luma[1024], const uint8_t *rgb, size_t width, size_t height) {
  for (size_t row = 0; row < side; row++) {
    for (size_t column = 0; column < side; column++) {
      size_t left = edge(column, width), count = end_of(column, width) - left;
      uint64_t sum = 0;
      for (size_t y = edge(row, height); y < end_of(row, height); y++) sum += luma_sum(rgb + (y * width + left) * 3, count);
      luma[row * side + column] = (uint8_t)(sum / (256 * count * (end_of(row, height) - edge(row, height))));
    }
  }
}
