"""The server over its socket: what it serves, what it refuses, how it stops."""

import gzip
import json
import os
import re
import signal
import socket
import threading
import time
from urllib.parse import quote

import pytest
from conftest import EXAMPLE
from server import REPOSITORY, Server, eventually, png, write_images

SECRET = png(texts=[("secret", "outside the root")])


def test_the_grid_over_the_socket(shared):
    grid = shared.get("/api/training-runs/m/grid?x=cfg&y=prompt_name&slider=checkpoint").json
    assert grid["x"] == {"dimension": "cfg", "values": ["1", "3", "7", "10"]}
    assert grid["y"]["values"] == ["p2", "p10"]
    assert grid["slider"]["values"] == ["m-step00001000", "m-step00002000", "m"]
    assert grid["unplaced"] == 0 and len(grid["images"]) == len(EXAMPLE)
    seed = next(d for d in shared.get("/api/training-runs/m").json["dimensions"] if d["name"] == "seed")
    assert seed["values"] == [{"value": "18446744073709551615", "count": 24}]


def test_an_image_with_conditions_and_ranges(shared):
    path, whole = "/images/" + quote(EXAMPLE[0]), (shared.root / EXAMPLE[0]).read_bytes()
    answer = shared.get(path)
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, whole, "image/png")
    etag = answer.headers["ETag"]
    unchanged = shared.get(path, If_None_Match=etag)
    assert (unchanged.status, unchanged.body, unchanged.headers["ETag"]) == (304, b"", etag)
    head = shared.ask("HEAD", path)
    assert (head.status, head.body, int(head.headers["Content-Length"])) == (200, b"", len(whole))
    part = shared.get(path, Range="bytes=4-9")
    assert (part.status, part.body) == (206, whole[4:10])
    assert part.headers["Content-Range"] == f"bytes 4-9/{len(whole)}"
    assert shared.get(path, Range="bytes=-5").body == whole[-5:]
    assert shared.get(path, Range="bytes=99999-").status == 416
    version = etag.strip('"')
    assert "immutable" in shared.get(f"{path}?v={version}").headers["Cache-Control"]


def test_json_is_gzipped_when_asked(shared):
    plain, packed = shared.get("/api/openapi.json"), shared.get("/api/openapi.json", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_the_page_and_its_safety_headers(shared):
    page = shared.get("/")
    assert page.status == 200 and b"<html" in page.body.lower()
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert shared.get("/", If_None_Match=page.headers["ETag"]).status == 304


def test_the_docs_explain_every_metric(shared):
    docs = (REPOSITORY / "docs" / "api.md").read_text()
    metrics = re.findall(r"^# TYPE (\S+) (\S+)$", shared.get("/metrics").body.decode(), re.MULTILINE)
    assert [name for name, kind in metrics if f"| `{name}` | {kind} |" not in docs] == []


def test_changes_are_told_at_most_twenty_times_a_second(server):
    stream = server.connect()
    stream.request("GET", "/api/events")
    answer = stream.getresponse()
    start = time.monotonic()
    for index in range(300):
        (server.root / f"m.safetensors/new={index}.png").write_bytes(png())
        time.sleep(0.002)
    told = []
    while not told or told[-1]["image_count"] < len(EXAMPLE) + 300:
        line = answer.readline()
        if line.startswith(b"data: "):
            told.append(json.loads(line[6:]))
    # One when it connected, one at once, and then one an interval.
    assert len(told) <= 2 + 20 * (time.monotonic() - start)
    assert sum(event["added"] for event in told) == 300
    assert [event["revision"] for event in told] == sorted(event["revision"] for event in told)
    stream.close()


def test_names_that_are_not_utf8_are_served(tmp_path):
    root = os.fsencode(tmp_path / "root")
    os.mkdir(root)
    with open(root + b"/caf\xe9&cfg=3.png", "wb") as file:
        file.write(png())
    with Server(tmp_path / "root", tmp_path) as server:
        server.wait_until_ready(1)
        path = server.get("/api/training-runs/(root)/grid?x=cfg").json["images"][0]["path"]
        assert path == "caf%E9&cfg=3.png"
        assert server.get("/images/" + quote(path)).body == png()


# MARK: nothing outside the root


@pytest.fixture(scope="module")
def fenced(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fenced")
    root = folder / "root"
    write_images(root, ["in/a=1.png"])
    (folder / "secret.png").write_bytes(SECRET)
    (folder / "root2").mkdir()
    (folder / "root2" / "secret.png").write_bytes(SECRET)
    (root / "out.png").symlink_to("../secret.png")
    (root / "absolute.png").symlink_to(folder / "secret.png")
    (root / "away").symlink_to("..")
    (root / "inside.png").symlink_to("in/a=1.png")
    (root / "inside2.png").symlink_to(root / "in" / "a=1.png")
    os.mkfifo(root / "x.png")
    (root / "notes.txt").write_bytes(SECRET)
    (root / ".hidden.png").write_bytes(SECRET)
    with Server(root, folder) as server:
        server.wait_until_ready()
        server.folder = folder
        yield server
    assert server.process.returncode == 0, "".join(server.log)


TRAVERSALS = [
    "{p}../secret.png", "{p}in/../../secret.png", "{p}%2e%2e/secret.png", "{p}%2E%2E%2Fsecret.png", "{p}..%2fsecret.png",
    "{p}in%2f..%2f..%2fsecret.png", "{p}..%5csecret.png", "{p}..\\secret.png", "{p}%252e%252e%252fsecret.png",
    "{p}%c0%ae%c0%ae/secret.png", "{p}.%00./secret.png", "{p}../root2/secret.png", "{p}out.png", "{p}absolute.png",
    "{p}away/secret.png", "{p}away/root2/secret.png", "{p}{folder}/secret.png", "{p}%2F{folder}/secret.png",
    "{p}in/a=1.png%00", "{p}in/a=1.png/../../../secret.png", "{p}./../secret.png", "{p}..;/secret.png", "{p}x.png",
    "{p}%e0%80%ae%e0%80%ae/secret.png", "{p}%f0%80%80%ae%f0%80%80%ae/secret.png", "{p}%c0%ae%c0%ae%c0%afsecret.png",
    "{p}%ef%bc%8e%ef%bc%8e/secret.png", "{p}%u002e%u002e/secret.png", "{p}%2e%2e%5csecret.png", "{p}....//secret.png",
    "{p}..%09/secret.png", "{p}..%20/secret.png", "{p}%2e./secret.png", "{p}in/%2e%2e/%2e%2e/secret.png", "{p}..%00/secret.png",
    "{p}..%0d%0a/secret.png", "{p}%00../secret.png", "{p}file:///{folder}/secret.png", "{p}//{folder}/secret.png", "{p}..?/secret.png",
    "{p}x.png/../../secret.png", "{p}in/../../root2/secret.png", "{p}%252e%252e/%252e%252e/secret.png",
    "{p}notes.txt", "{p}.hidden.png", "{p}%2ehidden.png", "{p}proc/self/environ", "{p}/etc/passwd", "{p}away", "{p}",
]  # fmt: skip


@pytest.mark.parametrize("prefix", ["/images/", "/thumbnails/", "/api/images/", "/"])
def test_nothing_outside_the_root_leaves_it(fenced, prefix):
    for pattern in TRAVERSALS:
        target = pattern.format(p=prefix, folder=fenced.folder)
        answer = fenced.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        status = int(answer.split(b" ", 2)[1])
        if not (prefix == "/" and pattern == "{p}"):
            assert status in (400, 404, 422), f"{target}: {answer[:200]}"
        assert SECRET[40:80] not in answer and b"root:x" not in answer, target
        assert str(fenced.folder).encode() not in answer, f"{target} names a path of the host"


def test_links_inside_the_root_are_served(fenced):
    for name in ("inside.png", "inside2.png"):
        assert fenced.get(f"/images/{name}").status == 200
    listed = [image["path"] for image in fenced.get("/api/training-runs/(root)/images").json["images"]]
    assert sorted(listed) == ["inside.png", "inside2.png"]
    problems = fenced.get("/api/training-runs/(root)").json["problems"]
    assert sum("out.png" in p["reason"] or "absolute.png" in p["reason"] for p in problems) == 2
    assert any("x.png" in p["reason"] for p in problems)


# MARK: hostile clients


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("POST /api/presets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        (
            "POST /api/presets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        ("POST /api/presets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n{}", 413),
        (
            "POST /api/presets HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 2\r\n\r\n{}",
            403,
        ),
        (
            "POST /api/presets HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 2\r\n\r\n{}",
            403,
        ),
        (
            "POST /api/presets HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
            415,
        ),
        ("BREW /api/presets HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        ("GET nopath HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 204),
        ("GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
        ("GET /healthz HTTP/1.0\r\n\r\n", 200),
        # Within what one read takes: a client that has more to say is reset before it reads the answer.
        ("GET /" + "a" * 32_760 + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a" * 32_740 + "\r\n\r\n", 431),
    ],
)
def test_a_strange_request_gets_a_clear_answer(shared, request_text, status):
    answer = shared.raw(request_text)
    assert answer.startswith((f"HTTP/1.1 {status} ".encode(), f"HTTP/1.0 {status} ".encode())), answer[:300]


@pytest.mark.parametrize("garbage", [b"\0" * 100, b"\x16\3\1\2\0\1\0", b"\r\n" * 1000, b"GET", b"\xff" * 70_000])
def test_garbage_stops_nothing(shared, garbage):
    with socket.create_connection((shared.host, shared.port)) as connection:
        connection.sendall(garbage)
        assert shared.get("/healthz").status == 200


def test_bodies_over_a_megabyte_are_refused(shared):
    body = b'{"name":"' + b"n" * 3_000_000 + b'"}'
    answer = shared.ask("POST", "/api/presets", body, {"Content-Type": "application/json"})
    assert (answer.status, answer.error) == (413, "body_too_large")
    chunked = shared.raw(
        b"POST /api/presets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 20 + b"0\r\n\r\n"
    )
    assert b" 413 " in chunked[:20]


def test_slow_clients_keep_nobody_waiting(shared):
    slow = [socket.create_connection((shared.host, shared.port)) for _ in range(100)]
    for index, connection in enumerate(slow):
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: local"[: index % 30 + 1])
    assert shared.get("/healthz").status == 200
    slow[-1].sendall(b"x")
    for connection in slow:
        connection.close()
    assert shared.get("/api/training-runs").status == 200


def test_no_descriptor_is_left(server):
    path = "/images/" + quote(EXAMPLE[0])

    def mixed(rounds):
        connection = server.connect()
        for index in range(rounds):
            for method, target, headers in [
                ("GET", path, {}), ("HEAD", path, {}), ("GET", path, {"Range": "bytes=0-3"}), ("GET", "/images/none.png", {}),
                ("GET", "/", {}), ("GET", "/none.js", {}), ("GET", "/api/training-runs/m/grid?x=cfg", {}),
                ("GET", "/api/" + path[1:], {}), ("GET", "/api/presets", {}), ("HEAD", "/api/events", {}),
            ]:  # fmt: skip
                server.ask(method, target, headers=headers, connection=connection)
            if index % 20 == 0:
                stream = server.connect()
                stream.request("GET", "/api/events")
                stream.getresponse().read1(10)
                stream.close()
                connection.close()
        connection.close()

    mixed(5)
    assert eventually(lambda: b"event_streams 0\n" in server.get("/metrics").body)
    before = server.descriptors()
    mixed(300)
    assert eventually(lambda: server.descriptors() <= before), (before, server.descriptors())


# MARK: the token


def test_the_token_is_asked_for(root, tmp_path):
    with Server(root, tmp_path, CHECKPOINT_SAMPLER_ACCESS_TOKEN="s3cret word") as server:
        for target in ("/api/training-runs", "/images/" + quote(EXAMPLE[0]), "/healthz", "/app.js", "/api/events"):
            assert server.get(target).status == 401, target
        assert server.get("/healthz", Authorization="Bearer wrong").status == 401
        assert server.get("/healthz", Authorization="Bearer s3cret word").status == 200
        login = server.get("/", Accept="text/html")
        assert b"<form" in login.body and b"s3cret" not in login.body

        def post(token):
            form = f"token={quote(token)}&next=%2F%3Frun%3Dm".encode()
            return server.ask("POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"})

        assert "Set-Cookie" not in post("wrong").headers
        welcome = post("s3cret word")
        assert (welcome.status, welcome.headers["Location"]) == (303, "/?run=m")
        cookie = welcome.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "s3cret" not in cookie
        session = cookie.split(";")[0]
        assert server.get("/api/training-runs", Cookie=session).status == 200
        assert server.get("/api/training-runs", Cookie=session + "x").status == 401
        assert "private" in _current(server, session).headers["Cache-Control"]


def _current(server, session):
    path = "/images/" + quote(EXAMPLE[0])
    etag = server.get(path, Cookie=session).headers["ETag"]
    return server.get(f"{path}?v=" + etag.strip('"'), Cookie=session)


def test_health_brings_the_token(root, tmp_path):
    from server import run

    token = {"CHECKPOINT_SAMPLER_ACCESS_TOKEN": "word"}
    with Server(root, tmp_path, **token) as server:
        assert run("health", "--port", server.port, cwd=tmp_path, environment=token).returncode == 0
        assert run("health", "--port", server.port, cwd=tmp_path).returncode == 1


# MARK: stopping


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_requests_in_flight_are_finished(root, tmp_path, number):
    large = root / "m.safetensors" / "cfg=99.png"
    large.write_bytes(png())
    os.truncate(large, 40_000_000)
    with Server(root, tmp_path) as server:
        connection = server.connect()
        connection.request("GET", "/images/m.safetensors/cfg=99.png")
        response = connection.getresponse()
        first = response.read(1000)
        codes = []
        stopping = threading.Thread(target=lambda: codes.append(server.stop(number)))
        stopping.start()
        assert eventually(lambda: not _connects(server))
        rest = response.read()
        stopping.join()
        assert len(first) + len(rest) == 40_000_000
        assert codes == [0], "".join(server.log)


def _connects(server):
    try:
        socket.create_connection((server.host, server.port), timeout=5).close()
        return True
    except OSError:
        return False


def test_open_event_streams_are_ended(root, tmp_path):
    with Server(root, tmp_path) as server:
        server.wait_until_ready(len(EXAMPLE))
        streams = [server.connect() for _ in range(30)]
        answers = []
        for stream in streams:
            stream.request("GET", "/api/events")
            answers.append(stream.getresponse())
        for answer in answers:
            told = b""
            while b"\n\n" not in told.partition(b"event:")[2]:
                told += answer.read1(4096)
            data = json.loads(told.partition(b"data: ")[2].partition(b"\n")[0])
            assert (data["id"], data["image_count"], data["state"]) == ("m", len(EXAMPLE), "ready")
        assert server.stop() == 0, "".join(server.log)
        for answer in answers:
            assert b"event:" not in answer.read()


def test_stopping_in_the_middle_of_the_scan(root, tmp_path):
    for index in range(3000):
        (root / f"cfg={index}.png").write_bytes(b"")
    for _ in range(5):
        with Server(root, tmp_path) as server:
            assert server.stop() == 0, "".join(server.log)


def test_a_client_may_leave_while_it_is_answered(shared):
    for target in ("/api/openapi.json", "/api/events", "/images/" + quote(EXAMPLE[0]), "/api/presets"):
        for _ in range(20):
            with socket.create_connection((shared.host, shared.port)) as connection:
                connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert shared.get("/healthz").status == 200
