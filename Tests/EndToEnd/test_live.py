"""A file on the disk → an event → the grid: what a page left open beside a training sees."""

import os
import shutil
import socket
from urllib.parse import quote

import pytest
from conftest import EXAMPLE
from live import Events, assert_equals_a_fresh_start, everything, metric, paths
from server import Server, eventually, png, write_images

ROUNDS = 60
GRID = "/api/training-runs/m/grid?x=cfg&y=prompt_name&slider=checkpoint"


@pytest.fixture
def events(server):
    events = Events(server)
    events.wait("m", image_count=len(EXAMPLE), state="ready")
    yield events
    events.close()


def version(server, path):
    images = server.get(f"{GRID}&filter.seed=18446744073709551615").json["images"]
    return next((image["version"] for image in images if image["path"] == path), None)


# MARK: what comes, changes and goes


def test_a_new_checkpoint_is_told_of_and_in_the_grid(server, events):
    write_images(server.root, ["m-step00003000.safetensors/cfg=1&prompt_name=p2.png"])
    events.wait("m", image_count=len(EXAMPLE) + 1)
    grid = server.get(GRID).json
    assert grid["slider"]["values"] == ["m-step00001000", "m-step00002000", "m-step00003000", "m"]
    assert grid["revision"] == events.last("m")["revision"]


def test_a_pruned_checkpoint_leaves_the_grid(server, events):
    shutil.rmtree(server.root / "m-step00001000.safetensors")
    events.wait("m", image_count=len(EXAMPLE) - 8)
    assert server.get(GRID).json["slider"]["values"] == ["m-step00002000", "m"]


def test_a_renamed_run_beside_one_with_a_longer_name(server, events):
    write_images(server.root, ["run1/cfg=1.png", "run1/cfg=2.png", "run10/cfg=1.png"])
    events.wait("run1", image_count=2)
    events.wait("run10", image_count=1)
    (server.root / "run1").rename(server.root / "run2")
    events.wait("run1", image_count=0)
    events.wait("run2", image_count=2)
    write_images(server.root, ["run2/cfg=3.png", "run10/cfg=3.png"])
    events.wait("run2", image_count=3)
    events.wait("run10", image_count=2)
    assert server.get("/api/training-runs/run1").status == 404
    assert server.get("/api/training-runs/run2/grid?x=cfg").json["x"]["values"] == ["1", "2", "3"]


def test_an_overwritten_image_has_a_new_address(server, events):
    path = EXAMPLE[0]
    old = version(server, path)
    (server.root / path).write_bytes(png(texts=[("note", "another")]))
    assert eventually(lambda: version(server, path) != old)
    new = version(server, path)
    assert events.last("m")["image_count"] == len(EXAMPLE)
    kept = server.get(f"/images/{quote(path)}?v={new}")
    assert "immutable" in kept.headers["Cache-Control"] and b"another" in kept.body
    # A browser that still asks for the old one may show what it gets, and must not keep it.
    assert server.get(f"/images/{quote(path)}?v={old}").headers["Cache-Control"] == "no-cache"


# MARK: what is still being written


def test_a_half_written_image_is_neither_told_of_nor_served(server, events):
    picture = png(64, 64, texts=[("note", "x" * 500)])
    path = "m.safetensors/cfg=99&prompt_name=p2.png"
    with open(server.root / path, "wb", buffering=0) as file:
        file.write(picture[:300])
        write_images(server.root, ["m.safetensors/cfg=98&prompt_name=p2.png"])
        events.wait("m", image_count=len(EXAMPLE) + 1)
        for address in (f"/images/{path}", f"/thumbnails/{path}&size=128".replace("png&", "png?")):
            answer = server.get(address)
            assert (answer.status, answer.error, answer.headers["Retry-After"]) == (503, "being_written", "1")
        assert path not in paths(server)
        file.write(picture[300:])
    events.wait("m", image_count=len(EXAMPLE) + 2)
    assert server.get(f"/images/{path}").body == picture


def test_an_image_half_overwritten_is_not_served_as_another_version(server, events):
    path, picture = EXAMPLE[0], png(64, 64, texts=[("note", "x" * 500)])
    old = version(server, path)
    with open(server.root / path, "wb", buffering=0) as file:
        file.write(picture[:300])
        write_images(server.root, ["m.safetensors/cfg=98&prompt_name=p2.png"])
        events.wait("m", image_count=len(EXAMPLE) + 1)
        assert server.get(f"/images/{quote(path)}?v={old}").status == 503
        assert version(server, path) == old
        file.write(picture[300:])
    assert eventually(lambda: version(server, path) != old)
    assert server.get(f"/images/{quote(path)}").body == picture


def test_what_a_dead_writer_left_is_shown_with_its_problem(server, events):
    (server.root / "m.safetensors/cfg=99&prompt_name=p2.png").write_bytes(png(64, 64, texts=[("n", "x" * 500)])[:300])
    events.wait("m", image_count=len(EXAMPLE) + 1)
    assert server.get("/images/m.safetensors/cfg=99&prompt_name=p2.png").status == 200


# MARK: many and slow clients


def test_a_push_reaches_two_hundred_clients(server):
    before = server.descriptors()
    clients = [Events(server) for _ in range(200)]
    for client in clients:
        client.wait("m", image_count=len(EXAMPLE))
    write_images(server.root, ["m.safetensors/cfg=98&prompt_name=p2.png"])
    for client in clients:
        client.wait("m", image_count=len(EXAMPLE) + 1)
        assert sum(event["added"] for event in client.told) == 1
    for client in clients:
        client.close()
    assert eventually(lambda: server.descriptors() <= before)


def test_a_slow_reader_is_told_less_and_ends_up_right(server):
    # Long names, so that no buffer of the kernel holds it all.
    runs = [f"{'/'.join(['n' * 200] * 16)}/r{index}" for index in range(30)]
    write_images(server.root, [f"{run}/x=0.png" for run in runs])
    assert eventually(lambda: server.get("/healthz").json["images"] == len(EXAMPLE) + len(runs))
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect((server.host, server.port))
    slow.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    quick = Events(server)
    for index in range(1, ROUNDS + 1):
        write_images(server.root, [f"{run}/x={index}.png" for run in runs])
        quick.wait(runs[-1], image_count=index + 1)
        quick.wait(runs[0], image_count=index + 1)
    write_images(server.root, ["zero/x=0.png"])
    received = bytearray()
    slow.settimeout(20)
    while b'"id":"zero"' not in received[-8192:]:
        received += slow.recv(65536)
    slow.close()
    counts = [received.count(b'"id":"%s",' % run.encode()) for run in runs]
    assert min(counts) >= 1 and max(counts) < ROUNDS, "what was not taken is told once"
    assert received.count(b'"image_count":%d,' % (ROUNDS + 1)) >= len(runs)
    quick.close()


# MARK: polling


def test_polled_changes_appear_within_their_time(tmp_path):
    root, seconds = tmp_path / "root", 3
    write_images(root, ["a/b/x=0.png", "c/x=0.png"])
    changes = {"CHECKPOINT_SAMPLER_WATCH_MODE": "poll", "CHECKPOINT_SAMPLER_WATCH_POLL_SECONDS": str(seconds)}
    with Server(root, tmp_path, **changes) as server:
        server.wait_until_ready(2)
        watch = server.get("/healthz").json["watch"]
        assert (watch["mode"], watch["reasons"]) == ("poll", ['watch.mode is "poll"'])
        write_images(root, ["a/b/x=1.png", "d/e/x=0.png"])
        os.unlink(root / "c/x=0.png")
        wanted = ["a/b/x=0.png", "a/b/x=1.png", "d/e/x=0.png"]
        assert eventually(lambda: paths(server) == wanted), paths(server)
        before = everything(server)
        (root / "a/b/x=0.png").write_bytes(png(3, 3))
        assert eventually(lambda: everything(server) != before)
        assert metric(server, "polled_folders") == 6
        assert_equals_a_fresh_start(server, root, tmp_path)
