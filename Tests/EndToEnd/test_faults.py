"""A disk that is full or read-only, no descriptors, no memory: errors that say so, and work goes on when it is over."""

import resource
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest
from conftest import EXAMPLE
from server import Server, eventually, png, write_images

PRESET = {"name": "p", "training_run_id": "m", "mapping": {"combos": []}}


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB for the state."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no right to mount a disk of its own")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def remount(place, how):
    subprocess.run(["mount", "-o", f"remount,{how}", place], check=True)


def on_disk(root, tmp_path, disk):
    return Server(root, tmp_path, database=disk / "presets.db", CHECKPOINT_SAMPLER_CACHE_DIR=str(disk / "cache"))


def thumbnails(server, size):
    return [server.get(f"/thumbnails/{name.replace('%', '%25')}?size={size}").status for name in EXAMPLE]


def is_sound(database):
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_full_disk(root, tmp_path, small_disk):
    with on_disk(root, tmp_path, small_disk) as server:
        server.wait_until_ready(len(EXAMPLE))
        kept = server.ask("POST", "/api/presets", PRESET)
        assert kept.status == 201
        with open(small_disk / "filler", "wb", buffering=0) as filler, pytest.raises(OSError, match="No space"):
            while filler.write(b"x" * 4096):
                pass
        full = [server.ask("POST", "/api/presets", PRESET | {"mapping": {"notes": "n" * 3000}}) for _ in range(20)]
        refused = [answer for answer in full if answer.status != 201]
        assert refused and {answer.status for answer in refused} == {507}, [answer.body for answer in refused]
        # Thumbnails are made all the same, they only are not kept.
        assert set(thumbnails(server, 128)) == {200}
        assert server.get("/healthz").json["thumbnails"]["problem"]
        (small_disk / "filler").unlink()
        assert server.ask("POST", "/api/presets", PRESET).status == 201
        assert set(thumbnails(server, 256)) == {200}
        listed = {preset["id"] for preset in server.get("/api/presets").json["presets"]}
        promised = {answer.json["id"] for answer in full if answer.status == 201} | {kept.json["id"]}
        assert promised < listed and len(listed) == len(promised) + 1
        assert server.stop() == 0
    is_sound(small_disk / "presets.db")


def test_a_read_only_disk(root, tmp_path, small_disk):
    with on_disk(root, tmp_path, small_disk) as server:
        kept = server.ask("POST", "/api/presets", PRESET).json["id"]
    remount(small_disk, "ro")
    with pytest.raises(RuntimeError, match="is on a read-only file system: mount it writable"):
        on_disk(root, tmp_path, small_disk)
    remount(small_disk, "rw")
    with on_disk(root, tmp_path, small_disk) as server:
        assert [preset["id"] for preset in server.get("/api/presets").json["presets"]] == [kept]
        assert server.ask("POST", "/api/presets", PRESET).status == 201
    is_sound(small_disk / "presets.db")


def told_by(stream, told):
    """All that the stream has told so far."""
    told += stream.recv(65536)
    return told


def test_sixty_four_descriptors(root, tmp_path):
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))}
    with Server(root, tmp_path, process=limit) as server:
        server.wait_until_ready(len(EXAMPLE))
        crowd = [socket.create_connection((server.host, server.port), timeout=30) for _ in range(200)]
        for connection in crowd:
            connection.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        # They are let in as far as there is room for something else: what changes meanwhile is seen.
        told = bytearray()
        assert eventually(lambda: b"event: training_run" in told_by(crowd[0], told))
        write_images(root, ["m.safetensors/cfg=99.png"])
        assert eventually(lambda: b'"image_count":25' in told_by(crowd[0], told))
        assert server.descriptors() < 64
        for connection in crowd:
            connection.close()
        assert eventually(lambda: server.descriptors() < 32)
        server.wait_until_ready(len(EXAMPLE) + 1)
        assert server.ask("POST", "/api/presets", PRESET).status == 201
        assert set(thumbnails(server, 128)) == {200}
        assert server.stop() == 0, server.log


def test_sixty_four_megabytes_of_room(root, tmp_path):
    # 36 megapixels, 108 MB unpacked: more than there is.
    (root / "m.safetensors" / "huge.png").write_bytes(png(6000, 6000))
    with Server(root, tmp_path) as server:
        server.wait_until_ready(len(EXAMPLE) + 1)
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        used = 1024 * int(status.partition("VmSize:")[2].split()[0])
        resource.prlimit(server.process.pid, resource.RLIMIT_AS, (used + (64 << 20),) * 2)
        for round_ in range(3):
            huge = server.get("/thumbnails/m.safetensors/huge.png?size=512")
            assert huge.status in (200, 422, 503), huge.body
            assert set(thumbnails(server, (128, 256, 512)[round_])) == {200}
            assert (
                server.get("/images/m.safetensors/huge.png").body == (root / "m.safetensors" / "huge.png").read_bytes()
            )
            assert server.get("/api/training-runs/m/grid?x=cfg&y=prompt_name").status == 200
            assert server.ask("POST", "/api/presets", PRESET).status == 201
        assert server.stop() == 0, server.log
