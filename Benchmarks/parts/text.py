"""Reading embedded text: our scan against a bare read, exiftool and Pillow, over the same 100,000 PNGs.

The floor is a C program with as many threads as our scan that opens each file and reads its first 16 KB. Ours is the
time from the start of the scan until every name and text is in the index. exiftool and Pillow are timed on a part of
the files and reckoned up, because both take the same time for every file.
"""

import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import zlib

from bench import timed
from parts.scan import Server

IMAGES = 100_000
# exiftool and Pillow are hundreds of times slower.
PART = 2_000
ROUNDS = 5
THREADS = 2

FLOOR = r"""
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **paths;
static size_t count, capacity, next;

static void collect(const char *folder) {
  DIR *open = opendir(folder);
  struct dirent *entry;
  while (open && (entry = readdir(open))) {
    if (entry->d_name[0] == '.') continue;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (entry->d_type == DT_DIR) { collect(path); continue; }
    if (count == capacity) paths = realloc(paths, (capacity = capacity ? 2 * capacity : 1024) * sizeof *paths);
    paths[count++] = strdup(path);
  }
  if (open) closedir(open);
}

static void *work(void *unused) {
  char buffer[16384];
  for (;;) {
    size_t index = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED);
    if (index >= count) return NULL;
    int file = open(paths[index], O_RDONLY | O_CLOEXEC);
    if (file < 0 || pread(file, buffer, sizeof buffer, 0) < 0) abort();
    close(file);
  }
}

int main(int argc, char **argv) {
  pthread_t threads[64];
  int number = atoi(argv[2]);
  collect(argv[1]);
  for (int i = 0; i < number; i++) pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < number; i++) pthread_join(threads[i], NULL);
  return 0;
}
"""

PILLOW = """
import pathlib, sys
from PIL import Image
for path in pathlib.Path(sys.argv[1]).rglob("*.png"):
    with Image.open(path) as image:
        image.info
"""


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_tree(root):
    """20 folders of PNGs as A1111 writes them: each with a text of its own, before pixels that fill 40 KB."""
    noise = random.Random(1)
    pixels = chunk(b"IDAT", zlib.compress(noise.randbytes(40_000), 0))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 512, 768, 8, 2, 0, 0, 0))
    for index in range(IMAGES):
        folder = root / f"2024-05-{1 + index % 20:02d}"
        if index < 20:
            folder.mkdir(parents=True)
        text = (
            f"portrait of sks person number {index}, <lora:sks_person-{1 + index % 12:06d}:0.8> soft light, film grain\n"
            "Negative prompt: lowres, bad hands, text, watermark\n"
            f"Steps: {20 + index % 3 * 10}, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: {3 + index % 5}, "
            f"Seed: {1_000_000 + index}, Size: 512x768, Model hash: 1f2e3d4c5b, Model: base_xl, "
            'Lora hashes: "sks_person: 9f8e7d6c5b4a", Version: v1.10.1'
        )
        data = (
            b"\x89PNG\r\n\x1a\n"
            + header
            + chunk(b"tEXt", b"parameters\0" + text.encode())
            + pixels
            + chunk(b"IEND", b"")
        )
        (folder / f"{index:05d}-{1_000_000 + index}.png").write_bytes(data)


def floor_program(folder):
    source, program = folder / "floor.c", folder / "floor"
    source.write_text(FLOOR)
    subprocess.run(["cc", "-O2", "-pthread", source, "-o", program], check=True)
    return program


def part_of(root, folder):
    """Links to some of the files, for the tools that cannot read all of them in a bearable time."""
    part = folder / "part"
    part.mkdir()
    for path in sorted(root.rglob("*.png"))[:: IMAGES // PART]:
        os.link(path, part / path.name)
    return part


def slow_tools(bench, part):
    if shutil.which("exiftool"):
        yield "exiftool -fast -r -json", ["exiftool", "-fast", "-r", "-json", part]
    python = os.environ.get("BENCH_PILLOW_PYTHON", sys.executable)
    has_pillow = subprocess.run([python, "-c", "import PIL"], capture_output=True, check=False)
    if not has_pillow.returncode:
        script = bench.folder / "pillow.py"
        script.write_text(PILLOW)
        yield "Pillow's .info", [python, script, part]


def scan_seconds(bench, root):
    server = Server(root, bench.folder / "text.db")
    try:
        ready = server.wait(lambda health: health["state"] == "ready")
        return ready - server.listening
    finally:
        server.stop()


def run(bench):
    root = bench.folder / "texts"
    make_tree(root)
    os.sync()
    floor = [floor_program(bench.folder), root, str(THREADS)]
    part = part_of(root, bench.folder)
    tools = dict(slow_tools(bench, part))
    timed(floor)
    ratios, slower = [], {name: [] for name in tools}
    for _ in range(ROUNDS):
        bare = timed(floor)
        ours = scan_seconds(bench, root)
        ratios.append(ours / bare)
        for name, command in tools.items():
            slower[name].append(ours / (timed(command) * IMAGES / PART))
    bench.add(f"text: {IMAGES:,} PNGs, names and texts / C loop that reads 16 KB", ratios)
    for name, values in slower.items():
        bench.add(f"text: {IMAGES:,} PNGs, names and texts / {name}", values)
    shutil.rmtree(root)
    shutil.rmtree(pathlib.Path(part))
