"""The real program, started from outside. Other suites may use it: put this folder on sys.path and import `server`."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
import zlib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def find_program():
    named = os.environ.get("CHECKPOINT_SAMPLER_PROGRAM")
    built = [REPOSITORY / ".build" / kind / "checkpoint-sampler" for kind in ("release", "debug")]
    for candidate in [Path(named)] if named else built:
        if candidate.is_file():
            return str(candidate.resolve())
    raise FileNotFoundError("build the program first, or name it with CHECKPOINT_SAMPLER_PROGRAM")


PROGRAM = find_program()


def environment(**changes):
    """Without what the shell of the person who runs the tests says about the program."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CHECKPOINT_SAMPLER_", "CONFIG_"))
    }
    return kept | {"CHECKPOINT_SAMPLER_WEB": str(REPOSITORY / "web")} | changes


def run(*arguments, cwd, **options):
    """A command that ends by itself."""
    changes = options.pop("environment", {})
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=cwd, env=environment(**changes), capture_output=True, text=True, timeout=60, check=False,
        **options,
    )  # fmt: skip


def png(width=2, height=2, texts=()):
    """A small picture, with (keyword, text) pairs in it."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _ in range(height))
    text = b"".join(chunk(b"tEXt", key.encode() + b"\0" + value.encode("latin-1")) for key, value in texts)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), text, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def write_images(root, names):
    for name in names:
        file = Path(root) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png())


def eventually(condition, seconds=60):
    """Waits for what the server does meanwhile; the limit only ends a test that fails anyway."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def _is_whole(received):
    head, end, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"\r\nContent-Length: (\d+)", head)
    return bool(end) and len(body) >= int(length[1] if length else 0)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]["code"]


class Server:
    """`serve`, from start to stop. Usable with `with`; `arguments` follow `serve ROOT --port 0 --db FILE`, `before` is a
    command that becomes the program, `process` are options of the process, `changes` are to its environment."""

    def __init__(self, root, folder, *arguments, database=None, program=PROGRAM, before=(), process=None, **changes):
        self.database = Path(database or Path(folder) / "presets.db")
        command = [program, "serve", str(root), "--port", "0", "--db", str(self.database), *map(str, arguments)]
        self.process = subprocess.Popen(
            [*before, *command], cwd=folder, env=environment(**changes), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, **(process or {}),
        )  # fmt: skip
        line = self.process.stdout.readline()
        match = re.fullmatch(r"listening on (http://(.+):(\d+))\n", line)
        if not match:
            self.process.wait(timeout=20)
            raise RuntimeError(f"not listening, exit {self.process.returncode}: {self.process.stderr.read()}")
        self.url, self.host, self.port = match[1], match[2], int(match[3])
        # A full pipe would stop the server.
        self.log = []
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()

    def stop(self, number=signal.SIGTERM):
        """The exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self.reader.join(timeout=5)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def connect(self, timeout=30):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def ask(self, method, target, body=None, headers=None, connection=None):
        """One request; the body is sent as JSON unless it is bytes."""
        own = connection or self.connect()
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            own.request(method, target, body, headers)
            return Answer(own.getresponse())
        finally:
            if connection is None:
                own.close()

    def get(self, target, **headers):
        return self.ask("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def raw(self, text, timeout=30):
        """The one answer that comes back for these bytes; empty when the server only closes."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as connection:
            received = b""
            # A server that refuses early closes while there is more to send.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
            try:
                while not _is_whole(received) and (piece := connection.recv(65536)):
                    received += piece
            except ConnectionResetError:
                pass
            return received

    def wait_until_ready(self, images=None):
        def ready():
            health = self.get("/healthz").json
            return health["state"] == "ready" and images in (None, health["images"])

        assert eventually(ready), self.get("/healthz").body

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))
