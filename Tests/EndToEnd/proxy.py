"""nginx in front of servers, with the configuration that the docs give."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess

from server import REPOSITORY, Answer, eventually

HOST = "samples.example.org"


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", folder / "samples.key", "-out", folder / "samples.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def _replace(text, old, new):
    """What the docs tell a user to change must be there to be changed."""
    assert old in text, f"docs/nginx.conf has no {old!r}"
    return text.replace(old, new)


def _site(folder, port, upstreams):
    """docs/nginx.conf with the changes that it asks for."""
    text = (REPOSITORY / "docs" / "nginx.conf").read_text()
    head, presets, tail = text.partition("upstream checkpoint_sampler_presets")
    lines = "\n".join(f"server {upstream};" for upstream in upstreams)
    text = _replace(head, "server 127.0.0.1:8080;", lines) + presets
    text += _replace(tail, "server 127.0.0.1:8080;", f"server {upstreams[0]};")
    for old, new in (
        ("/var/cache/nginx/samples", str(folder / "cache")), ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("/etc/ssl/", f"{folder}/"),
    ):  # fmt: skip
        text = _replace(text, old, new)
    return text


class Proxy:
    def __init__(self, folder, *servers):
        self.folder, self.port = folder, _free_port()
        folder.mkdir()
        _certificate(folder)
        (folder / "site.conf").write_text(_site(folder, self.port, [f"127.0.0.1:{s.port}" for s in servers]))
        user = "user root;" if os.geteuid() == 0 else ""
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {folder}/pid; worker_processes 1; events {{}}\n"
            f"http {{ access_log off; {temporary} include site.conf; }}\n"
        )
        nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        self.process = subprocess.Popen(
            [nginx, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "log"], stderr=subprocess.PIPE, text=True
        )
        eventually(lambda: self._answers() or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.communicate(timeout=5)[1]

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stderr.close()

    def context(self, *protocols):
        context = ssl.create_default_context(cafile=self.folder / "samples.pem")
        context.set_alpn_protocols(list(protocols) or ["http/1.1"])
        return context

    def connect(self, client="127.0.0.1"):
        """A connection from that address, as https://samples.example.org would make it."""
        connection = http.client.HTTPSConnection(HOST, self.port, context=self.context())
        connection._create_connection = lambda *_: socket.create_connection(
            ("127.0.0.1", self.port), timeout=30, source_address=(client, 0)
        )
        return connection

    def ask(self, method, target, body=None, headers=None, connection=None):
        own = connection or self.connect()
        try:
            own.request(method, target, body, headers or {})
            return Answer(own.getresponse())
        finally:
            if connection is None:
                own.close()

    def get(self, target, connection=None):
        return self.ask("GET", target, connection=connection)


def answered(server):
    """How many requests a server has answered, without the one that asks."""
    metrics = server.get("/metrics").body.decode()
    total = sum(
        int(count) for count in re.findall(r'^\S+requests_total\{status="\dxx"\} (\d+)$', metrics, re.MULTILINE)
    )
    server.asked = getattr(server, "asked", 0) + 1
    return total - (server.asked - 1)
