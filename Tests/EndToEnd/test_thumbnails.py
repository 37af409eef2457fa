"""Thumbnails of the real program: many clients, hostile images, servers that share a cache."""

import re
import shutil
import socket
import struct
import subprocess
import threading
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from server import Server, eventually

FIRST, CLIENTS, PICTURES = 36, 64, 360


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows, depth=8, colour=2):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows, 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def picture(number, side=512):
    """Stripes whose width and colour tell the number."""
    row = b"".join(bytes((number % 251, x * (1 + number % 7) % 256, number // 251)) for x in range(side))
    return png(side, side, (b"\0" + row) * side)


def write_pictures(root, count=PICTURES, side=512):
    names = [f"m-step{index // FIRST:08d}.safetensors/index={index % FIRST}.png" for index in range(count)]
    for index, name in enumerate(names):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture(index, side))
    return names


def target(name, size=128):
    return f"/thumbnails/{quote(name)}?size={size}"


def metric(server, name):
    text = server.get("/metrics").body.decode()
    return int(re.search(rf"^checkpoint_sampler_thumbnail_{name} (\d+)$", text, re.MULTILINE)[1])


def peak_megabytes(server):
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1000


class Clients:
    """Each takes the next name when its answer is there, as the connections of a page do."""

    def __init__(self, server, names):
        self.server, self.names = server, names
        self.lock = threading.Lock()
        self.waiting = iter(enumerate(names))
        self.order, self.answers = [], {}

    def run(self):
        threads = [threading.Thread(target=self.work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def work(self):
        connection = self.server.connect(timeout=120)
        while True:
            with self.lock:
                number, name = next(self.waiting, (None, None))
            if name is None:
                return connection.close()
            answer = self.server.ask("GET", target(name), connection=connection)
            with self.lock:
                self.order.append(number)
                self.answers[name] = answer


def test_many_clients_get_all_and_the_first_first(tmp_path):
    names = write_pictures(tmp_path / "root")
    with Server(tmp_path / "root", tmp_path) as server:
        server.wait_until_ready(PICTURES)
        clients = Clients(server, names)
        crowd = threading.Thread(target=clients.run)
        crowd.start()
        meanwhile = 0
        while crowd.is_alive():
            # Answered while thumbnails wait: the threads that answer do not make them.
            meanwhile += server.get("/healthz").status == 200 and metric(server, "waiting") > 0
        assert meanwhile > 0
        assert sorted(clients.order) == list(range(PICTURES))
        # In flight when the first are asked for are as many as there are clients.
        assert max(clients.order.index(number) for number in range(FIRST)) < FIRST + CLIENTS
        assert {answer.status for answer in clients.answers.values()} == {200}
        assert len({answer.body for answer in clients.answers.values()}) == PICTURES
        assert metric(server, "made_total") == PICTURES
        for name in names[:: PICTURES // 10]:
            assert server.get(target(name)).body == clients.answers[name].body
        assert peak_megabytes(server) < 200


def test_what_nobody_waits_for_is_not_made(tmp_path):
    names = write_pictures(tmp_path / "root", 60, side=1024)
    with Server(tmp_path / "root", tmp_path) as server:
        server.wait_until_ready(60)
        connections = []
        for name in names:
            connection = socket.create_connection((server.host, server.port))
            connection.sendall(f"GET {target(name)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            connections.append(connection)
        for connection in connections:
            connection.close()
        assert eventually(lambda: metric(server, "waiting") == 0 and metric(server, "workers") == 0)
        assert metric(server, "abandoned_total") + metric(server, "made_total") <= 60
        assert metric(server, "abandoned_total") > 0
        assert server.get(target(names[0])).status == 200


def test_caching_over_a_real_connection(tmp_path):
    names = write_pictures(tmp_path / "root", 2)
    with Server(tmp_path / "root", tmp_path) as server:
        server.wait_until_ready(2)
        connection = server.connect()
        cold = server.ask("GET", target(names[0]), connection=connection)
        warm = server.ask("GET", target(names[0]), connection=connection)
        assert cold.status == warm.status == 200
        assert cold.body == warm.body
        assert int(warm.headers["Content-Length"]) == len(warm.body)
        assert cold.headers["ETag"] == warm.headers["ETag"]
        version = warm.headers["ETag"].strip('"').removesuffix("-128")
        kept = server.ask("GET", target(names[0]) + f"&v={version}", connection=connection)
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert warm.headers["Cache-Control"] == "no-cache"
        for name in names:
            # Of the second nothing is in the cache yet.
            head = server.ask("HEAD", target(name), connection=connection)
            assert head.status == 200 and head.body == b"" and int(head.headers["Content-Length"]) > 100
            tag = {"If-None-Match": head.headers["ETag"]}
            same = server.ask("GET", target(name), headers=tag, connection=connection)
            assert same.status == 304 and same.body == b""
        part = server.ask("GET", target(names[0]), headers={"Range": "bytes=0-3"}, connection=connection)
        assert part.status == 206 and part.body == b"RIFF"


def hostile_images():
    yield "cut.png", picture(1)[:-300], "ends too early"
    yield "checksum.png", bytearray(picture(1)[:60]) + b"\x55" + picture(1)[61:], "checksum"
    yield "large.png", png(60_000, 60_000, b"\0"), "60000 × 60000"
    yield "nothing.png", png(0, 0, b"\0"), "size is 0 × 0"
    yield "wide.png", png(10_001, 10_001, b"\0"), "megapixels"
    yield "empty-pixels.png", png(9_000, 9_000, b"\0"), "picture is damaged"
    yield "not-really.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 5000 + b"\xff\xd9", "gives no size"
    yield "cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", "ends too early"
    yield "cut.webp", b"RIFF\xff\xff\0\0WEBPVP8 \xf0\xff\0\0\x30\1\0\x9d\x01\x2a", "ends too early"


@pytest.mark.parametrize("size", [128, 1024])
def test_a_hostile_image_gets_one_reason(tmp_path, size):
    root = tmp_path / "root"
    root.mkdir()
    images = list(hostile_images())
    for name, content, _ in images:
        (root / name).write_bytes(content)
    (root / "bomb.png").write_bytes(png(9, 9, b"\0" * 400_000_000))
    (root / "long.png").write_bytes(png(10_000, 10_000, (b"\0" * 1251) * 10_000, depth=1, colour=0))
    with Server(root, tmp_path) as server:
        server.wait_until_ready()
        for name, _, reason in images:
            answer = server.get(target(name, size))
            assert (answer.status, answer.error) in [(422, "unreadable_image"), (422, "image_too_large")], name
            message = answer.json["error"]["message"]
            assert reason in message and str(tmp_path) not in message, message
        # Whatever else it holds, what it declares is small, and can be shown.
        assert server.get(target("bomb.png", size)).status == 200
        assert server.get(target("long.png", size)).status == 200
        assert peak_megabytes(server) < 200


def test_two_servers_share_a_cache_that_may_be_deleted(tmp_path):
    names = write_pictures(tmp_path / "root", 40)
    shared = {"CHECKPOINT_SAMPLER_CACHE_DIR": str(tmp_path / "cache")}
    with (
        Server(tmp_path / "root", tmp_path, database=tmp_path / "1.db", **shared) as one,
        Server(tmp_path / "root", tmp_path, database=tmp_path / "2.db", **shared) as other,
    ):
        for server in (one, other):
            server.wait_until_ready(40)
        bodies = [one.get(target(name)).body for name in names]
        assert [other.get(target(name)).body for name in names] == bodies
        assert metric(one, "made_total") == 40 and metric(other, "made_total") == 0
        shutil.rmtree(tmp_path / "cache")
        crowds = [Clients(server, names) for server in (one, other)]
        threads = [threading.Thread(target=crowd.run) for crowd in crowds]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            # Fails when a file comes into a folder that it is about to remove.
            subprocess.run(["rm", "-rf", tmp_path / "cache" / "thumbnails"], capture_output=True, check=False)
        for crowd in crowds:
            assert [crowd.answers[name].body for name in names] == bodies
        assert one.get("/healthz").json["thumbnails"]["problem"] is None
