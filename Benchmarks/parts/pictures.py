"""Pictures as generators make them, to measure with: neither noise nor flat.

What costs an image decoder its time is how the picture compresses, and which filters the rows got. A photo's energy
falls with the frequency, its colours go together, it has regions with edges between them, and a little grain. With
the grain chosen here a picture of 1344² takes 2 MB, as the generators' do.
"""

import numpy
from PIL import Image

SIDE = 1344
GRAIN = 1.1


def clouds(random, side, falloff):
    """Noise whose amplitude falls with its frequency, between −1 and 1."""
    spectrum = numpy.fft.rfft2(random.standard_normal((side, side)))
    down, across = numpy.fft.fftfreq(side)[:, None], numpy.fft.rfftfreq(side)[None, :]
    frequency = numpy.hypot(down, across)
    frequency[0, 0] = numpy.inf
    shape = numpy.fft.irfft2(spectrum / frequency**falloff, (side, side))
    return shape / numpy.abs(shape).max()


def photo(seed, side=SIDE):
    """A picture of its own for every seed: RGB, side × side."""
    random = numpy.random.default_rng(seed)
    regions = clouds(random, side, 2)
    light = clouds(random, side, 1.7)
    picture = numpy.empty((side, side, 3))
    for channel in range(3):
        tones = random.uniform(40, 215, 5)
        # Where one region ends another colour begins: edges, as things have them.
        picture[..., channel] = tones[numpy.digitize(regions, [-0.4, -0.1, 0.1, 0.4])]
        picture[..., channel] += 70 * light + 15 * clouds(random, side, 1.5)
    picture += random.normal(0, GRAIN, (side, side, 1))
    return Image.fromarray(picture.clip(0, 255).astype(numpy.uint8))


def write_photos(folder, count, side=SIDE):
    """Paths of `count` PNGs, written as ComfyUI writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"cfg={1 + index % 6}&seed={index // 6}&_00001_.png" for index in range(count)]
    for index, path in enumerate(paths):
        photo(index, side).save(path, compress_level=4)
    return paths
