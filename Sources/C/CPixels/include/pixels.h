// The hot loops of the scaler. Each says which bytes it touches; the callers allocate for that.
#ifndef CPIXELS_PIXELS_H
#define CPIXELS_PIXELS_H

#include <stddef.h>
#include <stdint.h>

/// sums[i] += row[i] × weight for i < count. Nothing overflows while the weights of a sum come to 256 at most.
void pixels_add_row(uint16_t *sums, const uint8_t *row, size_t count, uint16_t weight);

/// The source pixels first … first + count - 1 of a row make one output pixel, with `weights` of their own.
struct pixels_span {
  uint32_t first, count, weights;
};

/// One row of `width` pixels from the sums of the source row: pixel x is the sum over its span of sums × weights.
/// Reads `channels` ≤ 4 numbers a pixel and up to 3 more behind the last: `sums` has 3 spare places at its end.
/// Writes width × channels bytes. All spans must lie inside the source row and inside `weights`.
void pixels_shrink_row(
    uint8_t *output, size_t width, size_t channels, const uint16_t *sums, const struct pixels_span *spans,
    const float *weights);

/// Colours times alpha, so that what is transparent does not tint what is not: reads and writes width × channels bytes;
/// `channels` is 2 or 4, alpha comes last.
void pixels_premultiply(uint8_t *output, const uint8_t *row, size_t width, size_t channels);

/// `luma` gets 32 × 32 averages of Rec. 601 luma over a picture of width × height RGB pixels, both at least 1.
void pixels_luma(uint8_t luma[1024], const uint8_t *rgb, size_t width, size_t height);

#endif
