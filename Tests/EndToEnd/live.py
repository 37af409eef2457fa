"""What the tests of watching share: an event stream, all that a server knows, and namespaces to be alone in."""

import json
import shutil
import socket
import subprocess
import threading
from urllib.parse import quote

from server import Server, eventually


class Events:
    """An open event stream, read on a thread of its own."""

    def __init__(self, server):
        self.connection = server.connect(timeout=None)
        self.connection.request("GET", "/api/events")
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.told = []
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        try:
            while line := self.answer.readline():
                if line.startswith(b"data: "):
                    self.told.append(json.loads(line[6:]))
        except (OSError, ValueError, AttributeError):
            pass

    def last(self, run):
        return next((event for event in reversed(list(self.told)) if event["id"] == run), None)

    def wait(self, run, **wanted):
        """Until the last word on the run says this."""

        def said():
            event = self.last(run)
            return event is not None and wanted.items() <= event.items()

        assert eventually(said), f"{wanted}, and {run} is {self.last(run)}"

    def close(self):
        # Closing alone would leave it open for the reading thread.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(timeout=20)
        self.connection.close()


def everything(server):
    """All that the server tells of its runs and images; problems too."""
    for _ in range(100):
        found = listing(server)
        if found is not None:
            return found
    raise AssertionError("runs are listed that cannot be read")


def listing(server):
    """None, when a run went away between the list of runs and its reading."""
    found = {}
    for run in server.get("/api/training-runs").json["training_runs"]:
        base = f"/api/training-runs/{quote(run['id'], safe='')}"
        images, cursor = [], ""
        while cursor is not None:
            reply = server.get(f"{base}/images?limit=1000" + (f"&cursor={quote(cursor)}" if cursor else ""))
            if reply.status == 404:
                return None
            images += [json.dumps(image, sort_keys=True) for image in reply.json["images"]]
            cursor = reply.json.get("next_cursor")
        reply = server.get(base)
        if reply.status == 404:
            return None
        problems = sorted(json.dumps(problem, sort_keys=True) for problem in reply.json["problems"])
        found[run["id"]] = (sorted(images), problems)
    return found


def paths(server):
    return sorted(json.loads(image)["path"] for images, _ in everything(server).values() for image in images)


def assert_equals_a_fresh_start(server, root, folder):
    with Server(root, folder, database=folder / "fresh.db") as fresh:
        fresh.wait_until_ready()
        wanted = everything(fresh)
    assert eventually(lambda: everything(server) == wanted), f"{everything(server)}\n{wanted}"


def metric(server, name):
    lines = server.get("/metrics").body.decode().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"checkpoint_sampler_watch_{name} "))


def works(*command):
    """Whether the command is there and succeeds."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Namespace:
    """A server with mounts of its own, which end with it. Needs no rights where a user may have namespaces."""

    UNSHARE = ("unshare", "--user", "--map-root-user", "--mount")

    @classmethod
    def is_possible(cls):
        return works(*cls.UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt")

    def __init__(self, script):
        """`script` runs in it before the program."""
        self.before = (*self.UNSHARE, "sh", "-euc", f'{script}\nexec "$@"', "sh")

    def run(self, server, script):
        command = ["nsenter", "--target", str(server.process.pid), "--user", "--preserve-credentials", "--mount"]
        subprocess.run([*command, "sh", "-euc", script], check=True)
