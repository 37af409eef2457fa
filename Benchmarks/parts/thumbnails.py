"""What a thumbnail costs beside vipsthumbnail and Pillow: the same pictures, size, format, quality and effort.

CPU is compared, user and system, not time: vips has threads of its own. Each tool makes all thumbnails in one process,
so that its start counts once. The server makes them with an effort of 2 too.
"""

import os
import resource
import shutil
import subprocess
import sys

import numpy
from bench import HERE
from parts.pictures import write_photos
from PIL import Image

ROUNDS = 5
FILES = 30
SIZE, QUALITY, EFFORT = 512, 80, 2
OURS = HERE.parent / ".build/release/thumbnail-bench"

PILLOW = """
import pathlib, sys
from PIL import Image
size, quality, effort, folder, *paths = sys.argv[1:]
for path in paths:
    with Image.open(path) as image:
        image.thumbnail((int(size), int(size)))
        target = pathlib.Path(folder) / (pathlib.Path(path).stem + ".webp")
        image.save(target, quality=int(quality), method=int(effort))
"""


def commands(folder, photos):
    vips = f"{folder}/vips/%s.webp[Q={QUALITY},effort={EFFORT},strip]"
    found = {
        "ours": [OURS, SIZE, EFFORT, folder / "ours", *photos],
        "vipsthumbnail": ["vipsthumbnail", "--size", SIZE, "-o", vips, *photos],
        "Pillow": [sys.executable, "-c", PILLOW, SIZE, QUALITY, EFFORT, folder / "Pillow", *photos],
    }
    for name in ("ours", "vips", "Pillow", "lossless"):
        (folder / name).mkdir(exist_ok=True)
    return {name: list(map(str, command)) for name, command in found.items()}


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # With threads vips needs more of the processors, not less; this is its better side.
    subprocess.run(command, check=True, env=os.environ | {"VIPS_CONCURRENCY": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# MARK: Likeness


def blurred(image):
    """By the Gaussian window of the measure's authors: 11 × 11, σ 1.5."""
    window = numpy.exp(-(numpy.arange(-5, 6) ** 2) / (2 * 1.5**2))
    window /= window.sum()
    for axis in (0, 1):
        image = numpy.apply_along_axis(numpy.convolve, axis, image, window, mode="valid")
    return image


def likeness(one, other):
    """SSIM of the luma of two pictures (Wang et al., 2004); 1 when they are the same."""
    one, other = (numpy.asarray(image.convert("L"), dtype=float) for image in (one, other))
    mean, mean_other = blurred(one), blurred(other)
    variance = blurred(one * one) - mean**2
    variance_other = blurred(other * other) - mean_other**2
    covariance = blurred(one * other) - mean * mean_other
    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return numpy.mean(
        (2 * mean * mean_other + first)
        * (2 * covariance + second)
        / ((mean**2 + mean_other**2 + first) * (variance + variance_other + second))
    )


def unlikeness(folder, photos):
    """1 − SSIM of our scaled pictures, before they are encoded, against Lanczos."""
    subprocess.run(list(map(str, [OURS, SIZE, "lossless", folder / "lossless", *photos])), check=True)
    for path in photos:
        with Image.open(path) as photo, Image.open(folder / "lossless" / (path.stem + ".webp")) as scaled:
            yield 1 - likeness(scaled, photo.resize(scaled.size, Image.Resampling.LANCZOS))


def sizes(folder, name):
    return sum(path.stat().st_size for path in (folder / name).iterdir()) / FILES / 1000


def run(bench):
    folder = bench.folder / "thumbnails"
    photos = write_photos(folder / "photos", FILES)
    tools = commands(folder, photos)
    for command in tools.values():
        cpu_seconds(command)
    rounds = [{name: cpu_seconds(command) for name, command in tools.items()} for _ in range(ROUNDS)]
    what = f"thumbnails: {FILES} PNGs of 1344², {SIZE} px WebP, CPU"
    for other in ("vipsthumbnail", "Pillow"):
        bench.add(f"{what} / {other}", [each["ours"] / each[other] for each in rounds])
    for name in tools:
        bench.add(f"{what} ms each, {name}", [1000 * each[name] / FILES for each in rounds])
    for name, place in (("ours", "ours"), ("vipsthumbnail", "vips")):
        bench.add(f"thumbnails: mean size of one, KB, {name}", [sizes(folder, place)])
    bench.add("thumbnails: 1 − SSIM of the scaled picture against Lanczos", list(unlikeness(folder, photos[:6])))
    shutil.rmtree(folder)
