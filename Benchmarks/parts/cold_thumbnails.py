"""64 clients ask for 720 thumbnails that nobody made yet: in which order they come, what memory that takes, and how
long the API takes to answer meanwhile.

64 requests are under way at once, and in which order those reach the server's two threads is not its to choose: the
first 36 are among the first 64 answers, and are most of the first 40.

The clients are sockets of one loop, so that they cost little; who times the API is a process of its own. The clients
ask as a page does: first what it shows first.
"""

import os
import pathlib
import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse

from parts.pictures import write_photos
from parts.scan import Server

ROUNDS = 3
CLIENTS = 64
THUMBNAILS = 720
FIRST = 36
PHOTOS = 24

# Asks for a grid until its input ends, and tells the slowest answer in ms.
PROBE = """
import http.client, sys, threading, time
connection = http.client.HTTPConnection(sys.argv[1])
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
answers = []
while not ended.wait(0.01):
    start = time.monotonic()
    connection.request("GET", sys.argv[2])
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    answers.append(1000 * (time.monotonic() - start))
answers.sort()
print(len(answers), answers[len(answers) * 95 // 100], answers[-1])
"""


def make_tree(folder):
    """720 names of some photos: 20 checkpoints of 36 images. Each name is a picture of its own to the server."""
    photos = write_photos(folder / "photos", PHOTOS)
    for index in range(THUMBNAILS):
        image = (
            folder
            / "root"
            / f"m-step{index // FIRST + 1:08d}.safetensors"
            / f"cfg={index % 6}&seed={index % FIRST // 6}.png"
        )
        image.parent.mkdir(parents=True, exist_ok=True)
        os.link(photos[index % PHOTOS], image)
    return folder / "root"


class Client:
    """One connection, on which one request follows another."""

    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.received = b""

    def ask(self, number, target):
        self.number, self.received = number, b""
        self.socket.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def take(self):
        """Whether the answer is whole."""
        self.received += self.socket.recv(262144)
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(self.received.decode(errors="replace"))
        return len(body) == int(re.search(rb"\r\nContent-Length: (\d+)", head)[1])


def ask_for_all(address, targets):
    """The numbers of the requests in the order in which their answers came."""
    clients = [Client(address) for _ in range(CLIENTS)]
    waiting = enumerate(targets)
    order = []
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask(*next(waiting))
        while len(order) < len(targets):
            for key, _ in selector.select(timeout=120) or [(None, None)]:
                if key is None:
                    raise RuntimeError(f"only {len(order)} thumbnails came")
                if key.data.take():
                    order.append(key.data.number)
                    if (request := next(waiting, None)) is not None:
                        key.data.ask(*request)
    for client in clients:
        client.socket.close()
    return order


def peak_memory(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1000


def targets_of(root):
    paths = sorted(root.rglob("*.png"))
    return [f"/thumbnails/{urllib.parse.quote(str(path.relative_to(root)))}?size=512" for path in paths]


def measure(folder, root, number):
    server = Server(root, folder / "cold.db", CHECKPOINT_SAMPLER_CACHE_DIR=str(folder / f"cache-{number}"))
    try:
        server.wait(lambda health: health["state"] == "ready")
        address = urllib.parse.urlsplit(server.url)
        grid = "/api/training-runs/m/grid?x=cfg&y=seed&slider=checkpoint"
        probe = subprocess.Popen(
            [sys.executable, "-c", PROBE, address.netloc, grid],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        start = time.monotonic()
        order = ask_for_all((address.hostname, address.port), targets_of(root))
        seconds = time.monotonic() - start
        answers, usual, slowest = map(float, probe.communicate()[0].split())
        assert sorted(order) == list(range(THUMBNAILS)) and answers > 100
        return {
            "first": 1 + max(order.index(number) for number in range(FIRST)),
            "memory": peak_memory(server.process.pid),
            "usual": usual,
            "slowest": slowest,
            "seconds": seconds,
        }
    finally:
        server.stop()


def run(bench):
    folder = bench.folder / "cold"
    root = make_tree(folder)
    rounds = [measure(folder, root, number) for number in range(ROUNDS)]
    figures = {
        "first": f"{CLIENTS} clients ask for {THUMBNAILS}, answers until the first {FIRST} are there",
        "memory": "the server's peak memory meanwhile, MB",
        "slowest": "the API's slowest answer meanwhile, ms",
        "usual": "the API's answers meanwhile, ms p95",
        "seconds": f"seconds until all {THUMBNAILS} are there",
    }
    for name, what in figures.items():
        bench.add(f"cold thumbnails: {what}", [each[name] for each in rounds])
    shutil.rmtree(folder)
