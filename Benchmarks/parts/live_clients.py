"""500 open pages: idle, and told of one new file."""

import selectors
import socket
import time
import urllib.parse

from parts.scan import tiny_png
from watching import DEADLINE, Processor, watching

CLIENTS = 500
IDLE_SECONDS = 30
PUSHES = 20


class Crowd:
    """Many event streams, read by one thread; only what arrives last counts."""

    def __init__(self, url, count):
        address = urllib.parse.urlparse(url)
        self.selector = selectors.DefaultSelector()
        self.received = {}
        for _ in range(count):
            client = socket.create_connection((address.hostname, address.port))
            client.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.setblocking(False)
            self.selector.register(client, selectors.EVENT_READ)
            self.received[client] = b""

    def wait(self, text):
        """Until each client has received `text`; how many have not at the deadline."""
        missing = {client for client, received in self.received.items() if text not in received}
        end = time.monotonic() + DEADLINE
        while missing and time.monotonic() < end:
            for key, _ in self.selector.select(1):
                client = key.fileobj
                # The end is enough: one event is shorter.
                self.received[client] = (self.received[client] + client.recv(65536))[-4096:]
                if text in self.received[client]:
                    missing.discard(client)
        return len(missing)


def run(bench):
    root = bench.folder / "clients"
    root.mkdir()
    (root / "first.png").write_bytes(tiny_png())
    server = watching(root, bench.folder / "clients.db")
    reached, missed = [], 0
    try:
        crowd = Crowd(server.url, CLIENTS)
        missed += crowd.wait(b'"image_count":1,')
        processor = Processor(server)
        time.sleep(IDLE_SECONDS)
        spent = processor.spent()
        for index in range(PUSHES):
            with open(root / f"x={index}.png", "wb", buffering=0) as file:
                file.write(tiny_png())
                closed = time.monotonic()
            missed += crowd.wait(b'"image_count":%d,' % (index + 2))
            reached.append(1000 * (time.monotonic() - closed))
            time.sleep(0.2)
    finally:
        server.stop()
    bench.add(f"live: {CLIENTS} clients, file closed → event in the last of them, ms", reached)
    bench.add(f"live: {CLIENTS} clients, pushes that did not arrive", [missed])
    bench.add(f"live: {CLIENTS} clients, idle with heartbeats, CPU ms in {IDLE_SECONDS} s", [spent])
