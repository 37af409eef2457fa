"""docs/nginx.conf on a real nginx: what it keeps, what it passes on, and several servers behind it."""

import json
import re
import socket
from urllib.parse import quote

import pytest
from conftest import EXAMPLE
from proxy import HOST, Proxy, answered
from server import Server, png, write_images

ALLOWED = {"CHECKPOINT_SAMPLER_ACCESS_ALLOWED_HOSTS": HOST}


@pytest.fixture
def behind(root, tmp_path):
    """A server and the proxy before it."""
    with Server(root, tmp_path, **ALLOWED) as server, Proxy(tmp_path / "nginx", server) as proxy:
        server.wait_until_ready(len(EXAMPLE))
        server.root = root
        yield server, proxy


def pictures(proxy, connection):
    """The addresses of all pictures of the grid, as the page asks for them."""
    grid = proxy.get("/api/training-runs/m/grid?x=cfg&y=prompt_name&slider=checkpoint", connection).json
    return [
        f"/{kind}/{quote(image['path'])}?v={image['version']}{size}"
        for image in grid["images"]
        for kind, size in (("images", ""), ("thumbnails", "&size=256"))
    ]


def view(proxy, targets, connection):
    answers = [proxy.get(target, connection) for target in targets]
    assert {answer.status for answer in answers} == {200}
    return [answer.body for answer in answers], [answer.headers["X-Cache"] for answer in answers]


def test_the_second_view_of_a_grid_costs_the_server_no_picture(behind):
    server, proxy = behind
    connection = proxy.connect()
    targets = pictures(proxy, connection)
    assert len(targets) == 2 * len(EXAMPLE)
    start = answered(server)
    first, _ = view(proxy, targets, connection)
    middle = answered(server)
    second, kept = view(proxy, targets, connection)
    assert (middle - start, answered(server) - middle) == (len(targets), 0)
    assert first == second and set(kept) == {"HIT"}
    connection.close()


def test_what_may_change_is_not_kept(behind):
    server, proxy = behind
    path = "/images/" + quote(EXAMPLE[0])
    old = proxy.get(path).headers["ETag"]
    assert proxy.get("/images/m.safetensors/new.png").status == 404
    (server.root / EXAMPLE[0]).write_bytes(png(3, 3))
    write_images(server.root, ["m.safetensors/new.png"])
    assert proxy.get(path).body == png(3, 3)
    assert proxy.get(f"{path}?v={old.strip(chr(34))}").body == png(3, 3), "an old version is no reason to keep"
    assert proxy.get("/images/m.safetensors/new.png").status == 200


def test_parts_and_heads_of_what_is_kept(behind):
    server, proxy = behind
    etag = server.get("/images/" + quote(EXAMPLE[0])).headers["ETag"]
    target = f"/images/{quote(EXAMPLE[0])}?v={etag.strip(chr(34))}"
    for _ in range(2):
        part = proxy.ask("GET", target, headers={"Range": "bytes=4-9"})
        assert (part.status, part.body) == (206, png()[4:10])
        head = proxy.ask("HEAD", target)
        assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(png())))
        assert proxy.ask("GET", target, headers={"If-None-Match": etag}).status == 304


def test_events_come_as_they_happen(behind):
    server, proxy = behind
    stream = proxy.connect()
    stream.request("GET", "/api/events")
    answer = stream.getresponse()

    def told():
        while not (line := answer.readline()).startswith(b"data: "):
            assert line, "the stream has ended"
        return json.loads(line[6:])

    assert told()["image_count"] == len(EXAMPLE)
    write_images(server.root, ["m.safetensors/cfg=99.png"])
    assert told()["image_count"] == len(EXAMPLE) + 1
    stream.close()


def test_http_2_is_offered(behind):
    _, proxy = behind
    with (
        socket.create_connection(("127.0.0.1", proxy.port)) as plain,
        proxy.context("h2", "http/1.1").wrap_socket(plain, server_hostname=HOST) as connection,
    ):
        assert connection.selected_alpn_protocol() == "h2"


def test_a_page_of_the_proxy_saves_presets_and_no_other_page_does(behind):
    _, proxy = behind
    preset = json.dumps({"name": "p", "training_run_id": "m", "mapping": {"combos": []}})

    def post(origin):
        return proxy.ask("POST", "/api/presets", preset, {"Content-Type": "application/json", "Origin": origin}).status

    assert post(f"https://{HOST}:{proxy.port}") == 201
    assert post("https://evil.example") == 403


def metric(server, name):
    return int(re.search(rf"^checkpoint_sampler_{name} (\d+)$", server.get("/metrics").body.decode(), re.MULTILINE)[1])


def test_two_servers_share_the_pictures_and_the_thumbnails(root, tmp_path):
    shared = ALLOWED | {"CHECKPOINT_SAMPLER_CACHE_DIR": str(tmp_path / "cache")}
    with (
        Server(root, tmp_path, **shared) as first,
        Server(root, tmp_path, database=tmp_path / "second.db", **shared) as second,
        Proxy(tmp_path / "nginx", first, second) as proxy,
    ):
        servers = (first, second)
        for server in servers:
            server.wait_until_ready(len(EXAMPLE))
        thumbnail = f"/thumbnails/{quote(EXAMPLE[0])}?size=128"
        assert first.get(thumbnail).body == second.get(thumbnail).body
        assert [metric(server, "thumbnail_made_total") for server in servers] == [1, 0]

        of_client = {}
        for number in range(1, 30):
            connection = proxy.connect(f"127.0.0.{number}")
            before = [answered(server) for server in servers]
            for _ in range(3):
                assert proxy.get("/api/training-runs", connection).status == 200
            grown = [answered(server) - count for server, count in zip(servers, before, strict=True)]
            assert sorted(grown) == [0, 3], "a viewer stays with one server"
            of_client[f"127.0.0.{number}"] = grown.index(3)
            connection.close()
        assert set(of_client.values()) == {0, 1}, "both have work"

        preset = json.dumps({"name": "p", "training_run_id": "m", "mapping": {"combos": []}})
        headers = {"Content-Type": "application/json"}
        for client in of_client:
            connection = proxy.connect(client)
            assert proxy.ask("POST", "/api/presets", preset, headers, connection).status == 201
            connection.close()
        assert len(first.get("/api/presets").json["presets"]) == len(of_client)

        second.stop()
        for client in of_client:
            connection = proxy.connect(client)
            assert proxy.get("/api/training-runs", connection).status == 200, (
                "who was with the second goes to the first"
            )
            connection.close()
