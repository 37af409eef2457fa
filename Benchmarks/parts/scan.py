"""Listing names: the API of a starting server against find and fd, and reading an unchanged tree again."""

import json
import os
import pathlib
import resource
import struct
import subprocess
import time
import urllib.request
import zlib

from bench import PROGRAM, timed

IMAGES = 100_000
ROUNDS = 7
# A file written to a moment ago is looked at more closely, for it may be half written.
YOUTH = 12


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

    def wait(self, condition, pause=0.002):
        while not condition(get(self.url + "/healthz")):
            time.sleep(pause)
        return self.since_start()

    def cpu(self):
        """Seconds of the processors it has used."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def rescan(server, root):
    """The CPU seconds of a rescan, which a root that was away for a moment brings about."""
    rescans = get(server.url + "/healthz")["watch"]["rescans"]
    away = root.with_name("away")
    root.rename(away)
    # Asking costs the server time too, so it is asked seldom.
    server.wait(lambda health: health["state"] == "unavailable", pause=0.2)
    before = server.cpu()
    away.rename(root)
    server.wait(lambda health: health["watch"]["rescans"] > rescans and health["state"] == "ready", pause=0.2)
    # It stays ready while it reads again: the end shows in that it uses no CPU any more.
    used = -1.0
    while used != server.cpu():
        used = server.cpu()
        time.sleep(0.5)
    return used - before


def cpu_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    timed(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run_again(bench, root):
    """CPU of both sides: how long a rescan takes is not told to the outside, and nobody waits for it."""
    find = ["find", root, "-printf", "%s %T@\n"]
    server = Server(root, bench.folder / "scan.db")
    server.wait(lambda health: health["state"] == "ready")
    bench.add(
        "scan: rescan of an unchanged tree, CPU / find -printf", [rescan(server, root) / cpu_of(find) for _ in range(5)]
    )
    server.stop()


def run(bench):
    root = bench.folder / "names"
    make_tree(root)
    os.sync()
    time.sleep(YOUTH)
    find = ["find", root, "-printf", "%s %T@ %p\n"]
    timed(find)
    listed, ready, start, fd = [], [], [], []
    for _ in range(ROUNDS):
        floor = timed(find)
        names = timed(["fdfind", "--unrestricted", "--type", "f", "--threads", "2", ".", root])
        server = Server(root, bench.folder / "scan.db")
        # "In the same run plus start-up": the start-up, until it listens, is not the scan's.
        listed.append((server.wait(lambda health: health["images"] >= IMAGES) - server.listening) / floor)
        ready.append((server.wait(lambda health: health["state"] == "ready") - server.listening) / floor)
        fd.append(listed[-1] * floor / names)
        start.append(1000 * server.listening)
        server.stop()
    bench.add(f"scan: {IMAGES:,} names listed by the API / find -printf", listed)
    bench.add(f"scan: {IMAGES:,} names and stamps listed by the API / fd, which lists names only", fd)
    bench.add(f"scan: {IMAGES:,} images ready, their text looked for / find -printf", ready)
    bench.add("scan: start-up until it listens, ms", start)
    run_again(bench, root)
