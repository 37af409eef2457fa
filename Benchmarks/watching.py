"""What the parts about live watching share: an event stream's client, and a server process seen from outside."""

import http.client
import json
import os
import pathlib
import threading
import time
import urllib.parse

from parts.scan import Server, get

DEADLINE = 120


class Events:
    """One event stream, read on a thread of its own: each event with the moment it arrived."""

    def __init__(self, url):
        address = urllib.parse.urlparse(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port)
        self.connection.request("GET", "/api/events")
        self.stream = self.connection.getresponse()
        self.arrived = []
        self.condition = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while line := self.stream.readline():
            now = time.monotonic()
            if line.startswith(b"data: "):
                with self.condition:
                    self.arrived.append((now, json.loads(line[6:])))
                    self.condition.notify()

    def wait(self, run, count):
        """Until the run has so many images; answers whether it came to that."""

        def reached():
            return any(event["id"] == run and event["image_count"] == count for _, event in reversed(self.arrived))

        with self.condition:
            return self.condition.wait_for(reached, DEADLINE)

    def take(self):
        with self.condition:
            taken, self.arrived = self.arrived, []
        return taken


def watching(root, database):
    """A server that has read everything and watches with inotify."""
    server = Server(root, database)
    server.wait(lambda health: health["state"] == "ready")
    watch = get(server.url + "/healthz")["watch"]
    assert watch["mode"] == "inotify", f"nothing to measure here: {watch['reasons']}"
    return server


class Processor:
    """Milliseconds on a processor from here on, which the scheduler counts in nanoseconds.

    Of each thread, because the threads of a pool that ended meanwhile take theirs out of the sum.
    """

    def __init__(self, server):
        self.threads = pathlib.Path(f"/proc/{server.process.pid}/task")
        self.before = self._times()

    def _times(self):
        return {thread.name: int((thread / "schedstat").read_text().split()[0]) for thread in self.threads.iterdir()}

    def spent(self):
        return sum(time - self.before.get(thread, 0) for thread, time in self._times().items()) / 1e6


def resident_bytes(server):
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))
