"""Listing names: the API of a starting server against find."""

import json
import os
import struct
import subprocess
import time
import urllib.request
import zlib

from bench import PROGRAM, timed

IMAGES = 100_000
ROUNDS = 7


def tiny_png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x50\x80\xa0" * 4 for _ in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_tree(root):
    """100 checkpoints of 1,000 images, each named by query."""
    picture = tiny_png()
    for checkpoint in range(100):
        folder = root / f"m-step{checkpoint * 100:08d}.safetensors"
        folder.mkdir(parents=True)
        for image in range(IMAGES // 100):
            name = f"index={image % 10}&prompt_name=portal_hub{image // 100}&seed={400 + image % 10}"
            (folder / f"{name}&cfg={1 + image // 10 % 10}&_00001_.png").write_bytes(picture)


def get(url):
    return json.load(urllib.request.urlopen(url))


class Server:
    """A running server; `seconds` since its start are told by `since_start`."""

    def __init__(self, root, database, **environment):
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            [PROGRAM, "serve", root, "--port", "0", "--db", database],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | environment,
        )  # fmt: skip
        self.url = self.process.stdout.readline().split()[-1]
        self.listening = self.since_start()

    def since_start(self):
        return time.monotonic() - self.start

    def wait(self, condition):
        while not condition(get(self.url + "/healthz")):
            time.sleep(0.002)
        return self.since_start()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def run(bench):
    root = bench.folder / "names"
    make_tree(root)
    os.sync()
    find = ["find", root, "-printf", "%s %T@ %p\n"]
    timed(find)
    listed, ready, start = [], [], []
    for _ in range(ROUNDS):
        floor = timed(find)
        server = Server(root, bench.folder / "scan.db")
        # "In the same run plus start-up": the start-up, until it listens, is not the scan's.
        listed.append((server.wait(lambda health: health["images"] >= IMAGES) - server.listening) / floor)
        ready.append((server.wait(lambda health: health["state"] == "ready") - server.listening) / floor)
        start.append(1000 * server.listening)
        server.stop()
    bench.add(f"scan: {IMAGES:,} names listed by the API / find -printf", listed)
    bench.add(f"scan: {IMAGES:,} images ready, their text looked for / find -printf", ready)
    bench.add("scan: start-up until it listens, ms", start)
