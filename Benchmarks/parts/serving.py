"""CPU per request against nginx with sendfile, over the same files and the same keep-alive connections.

Counted is the processors' time of the server's own processes, user and system, between the start and the end of a
load; how fast the load comes does not matter, and neither does what else the machine does meanwhile, much.

A large body is another matter. On the loopback device TCP sends from whoever's turn it is: from the server's system
call, from a pacing timer that interrupts anyone (BBR), or from the client's, when it reads and its acknowledgement
lets more go out. The same work is charged to the one process or to the other, by chance and by the pattern of the
calls. So for large bodies the sum of both ends is told as well. How TCP shares it out is settled by each load's new
connections and not by its length: loads of 600 requests differ by as much as loads of 3,200, up to threefold. So there
are many short loads of it and not few long ones.
"""

import contextlib
import http.client
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import time
import typing
import urllib.parse

from parts.pictures import photo
from parts.scan import Server

CONNECTIONS = 16
LARGE = {"2 MB image"}
# (rounds, requests of each)
LOADS = {"304": (7, 40_000), "20 KB thumbnail": (7, 30_000), "2 MB image": (45, 500), "JSON": (7, 40_000)}
NGINX_PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"
# As many as the server has threads.
NGINX_WORKERS = 2
PHOTO = "cfg=3&seed=1&_00001_.png"

NGINX_CONFIGURATION = """
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  types {{ image/png png; image/webp webp; application/json json; }}
  access_log off;
  sendfile on;
  etag on;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen {address};
    root {folder}/files;
  }}
}}
"""


class Nginx:
    """Serves what lies in `folder`/files."""

    def __init__(self, folder):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        configuration = folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        configuration.write_text(
            NGINX_CONFIGURATION.format(user=user, workers=NGINX_WORKERS, folder=folder, address=f"127.0.0.1:{port}")
        )
        self.process = subprocess.Popen([NGINX_PROGRAM, "-c", configuration], stderr=subprocess.DEVNULL)
        while not is_answering(self.url):
            if self.process.poll() is not None:
                raise RuntimeError("nginx did not start")
            time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_answering(url):
    with contextlib.suppress(OSError):
        get(url, "/")
        return True
    return False


def get(url, target, headers=None):
    """(status, headers, body)"""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)
    try:
        connection.request("GET", target, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


# MARK: CPU


def children(process):
    text = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(number) for number in text.split()]


def cpu_seconds(process):
    """User and system time of a process with its children, to the nanosecond; /proc tells hundredths of a second."""
    # What clock_getcpuclockid(3) answers, which Python lacks.
    clock = ~process << 3 | 2
    return time.clock_gettime(clock) + sum(cpu_seconds(child) for child in children(process))


class Cost(typing.NamedTuple):
    """CPU µs per request."""

    server: float
    client: float

    @property
    def both(self):
        return self.server + self.client


def loads():
    """Seconds of CPU of all loads that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cost(server, target, headers, count):
    """Of a request, measured over that many."""
    names = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    # wrk would wait for a body behind a 304 that tells its length.
    command = ["h2load", "--h1", "-t", "1", "-c", CONNECTIONS, "-n", count, *names, server.url + target]
    before, loads_before = cpu_seconds(server.process.pid), loads()
    report = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    used = cpu_seconds(server.process.pid) - before
    if f"{count} succeeded, 0 failed" not in report:
        raise RuntimeError(f"{server.url}{target}: {report}")
    return Cost(1e6 * used / count, 1e6 * (loads() - loads_before) / count)


# MARK: The requests


def warm_thumbnail(url):
    """Target and body of a thumbnail that the cache holds."""
    target = "/thumbnails/" + urllib.parse.quote(PHOTO) + "?size=512"
    status, _, body = get(url, target)
    assert status == 200
    # The second comes from the cache's file.
    assert get(url, target)[2] == body
    return target, body


def cases(ours, nginx, files):
    """(what, our target, nginx's target, conditional) of each comparison; both sides answer with the same bytes."""
    image, (thumbnail, small) = "/images/" + urllib.parse.quote(PHOTO), warm_thumbnail(ours.url)
    (files / "thumbnail.webp").write_bytes(small)
    assert 15_000 < len(small) < 25_000, f"the thumbnail has {len(small)} bytes"
    runs = "/api/training-runs"
    (files / "runs.json").write_bytes(get(ours.url, runs)[2])
    found = [
        ("304", image, "/photo.png", True),
        ("20 KB thumbnail", thumbnail, "/thumbnail.webp", False),
        ("2 MB image", image, "/photo.png", False),
        ("JSON", runs, "/runs.json", False),
    ]
    for _, target, file, _ in found:
        assert get(ours.url, target)[2] == get(nginx.url, file)[2]
    return found


def conditions(url, target):
    tag = get(url, target)[1]["ETag"]
    assert get(url, target, {"If-None-Match": tag})[0] == 304
    return {"If-None-Match": tag}


def compare(bench, ours, nginx, case):
    what, target, file, is_conditional = case
    sides = [
        (server, path, conditions(server.url, path) if is_conditional else {})
        for server, path in ((ours, target), (nginx, file))
    ]
    rounds, count = LOADS[what]
    for side in sides:
        cost(*side, count // 10)
    costs = [[cost(*side, count) for side in sides] for _ in range(rounds)]
    bench.add(f"serving: {what}, CPU per request / nginx", [mine.server / theirs.server for mine, theirs in costs])
    bench.add(f"serving: {what}, CPU µs per request", [mine.server for mine, _ in costs])
    bench.add(f"serving: {what}, nginx's CPU µs per request", [theirs.server for _, theirs in costs])
    if what in LARGE:
        both = [mine.both / theirs.both for mine, theirs in costs]
        bench.add(f"serving: {what}, CPU of server and client per request / nginx", both)


def run(bench):
    folder = bench.folder / "serving"
    root, files = folder / "root", folder / "files"
    root.mkdir(parents=True)
    files.mkdir()
    photo(1).save(root / PHOTO, compress_level=4)
    os.link(root / PHOTO, files / "photo.png")
    ours = Server(root, folder / "serving.db", CHECKPOINT_SAMPLER_CACHE_DIR=str(folder / "cache"))
    nginx = Nginx(folder)
    try:
        ours.wait(lambda health: health["state"] == "ready")
        for case in cases(ours, nginx, files):
            compare(bench, ours, nginx, case)
    finally:
        nginx.stop()
        ours.stop()
