"""Roots that go and come, mounts the kernel does not tell of, and limits of the kernel that are reached."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from conftest import EXAMPLE
from live import Events, Namespace, assert_equals_a_fresh_start, metric, paths, works
from server import Server, eventually, write_images

in_namespace = pytest.mark.skipif(
    not Namespace.is_possible(), reason="this user may have no user and mount namespaces of its own"
)


def test_a_root_that_is_missing_at_the_start(tmp_path):
    root = tmp_path / "root"
    with Server(root, tmp_path) as server:
        assert eventually(lambda: server.get("/healthz").json["state"] == "unavailable")
        health = server.get("/healthz").json
        assert health["status"] == "degraded" and health["reason"] and str(tmp_path) not in health["reason"]
        write_images(root, ["a/x=0.png"])
        server.wait_until_ready(1)
        write_images(root, ["b/x=0.png"])
        server.wait_until_ready(2)
        assert_equals_a_fresh_start(server, root, tmp_path)


def test_a_root_that_goes_and_comes_back(server, tmp_path):
    events = Events(server)
    away = tmp_path / "away"
    server.root.rename(away)
    events.wait("m", state="unavailable", image_count=len(EXAMPLE))
    assert server.get("/healthz").json["status"] == "degraded"
    (away / EXAMPLE[0]).unlink()
    away.rename(server.root)
    events.wait("m", state="ready", image_count=len(EXAMPLE) - 1)
    write_images(server.root, ["m.safetensors/cfg=98&prompt_name=p2.png"])
    events.wait("m", image_count=len(EXAMPLE))
    assert_equals_a_fresh_start(server, server.root, tmp_path)
    events.close()


@in_namespace
def test_a_root_that_is_unmounted_and_mounted_again(tmp_path):
    root, source = tmp_path / "root", tmp_path / "source"
    root.mkdir()
    write_images(source, ["a/x=0.png", "b/x=0.png"])
    space = Namespace(f"mount --bind '{source}' '{root}'")
    with Server(root, tmp_path, before=space.before) as server:
        server.wait_until_ready(2)
        space.run(server, f"umount -l '{root}'")
        server.wait_until_ready(0)
        write_images(root, ["beneath/x=0.png"])
        assert eventually(lambda: paths(server) == ["beneath/x=0.png"])
        write_images(source, ["a/x=1.png"])
        space.run(server, f"mount --bind '{source}' '{root}'")
        assert eventually(lambda: paths(server) == ["a/x=0.png", "a/x=1.png", "b/x=0.png"])
        write_images(source, ["b/new/x=0.png"])
        assert eventually(lambda: "b/new/x=0.png" in paths(server))
        assert_equals_a_fresh_start(server, source, tmp_path)


MOUNTS = {
    "overlay": "mkdir '{work}'; mount -t overlay overlay -o 'lowerdir={source},upperdir={upper},workdir={work}' '{mount}'",
    "FUSE": "bindfs '{upper}' '{mount}'",
}


@in_namespace
@pytest.mark.parametrize("kind", MOUNTS)
def test_a_mount_that_tells_of_no_changes_is_polled(tmp_path, kind):
    if kind == "FUSE" and not (works("bindfs", "--version") and os.access("/dev/fuse", os.R_OK | os.W_OK)):
        pytest.skip("needs bindfs and a /dev/fuse that may be opened")
    root, seconds = tmp_path / "root", 3
    folders = {name: tmp_path / name for name in ("source", "upper", "work")}
    write_images(root, ["local/x=0.png"])
    write_images(folders["source"] if kind == "overlay" else folders["upper"], ["a/x=0.png"])
    folders["upper"].mkdir(exist_ok=True)
    (root / "share").mkdir()
    space = Namespace(MOUNTS[kind].format(mount=root / "share", **folders))
    with Server(root, tmp_path, before=space.before, CHECKPOINT_SAMPLER_WATCH_POLL_SECONDS=str(seconds)) as server:
        server.wait_until_ready(2)
        watch = server.get("/healthz").json["watch"]
        assert watch["mode"] == "mixed"
        assert [reason for reason in watch["reasons"] if "`share`" in reason and kind in reason], watch["reasons"]
        # Behind the mount's back: the kernel has no event for this.
        write_images(folders["upper"], ["b/x=0.png"])
        write_images(root, ["local/x=1.png"])
        wanted = ["local/x=0.png", "local/x=1.png", "share/a/x=0.png", "share/b/x=0.png"]
        # No deadline: the kernel keeps a FUSE folder's time for a second, which can cost a round more.
        assert eventually(lambda: paths(server) == wanted), paths(server)
        space.run(server, f"umount -l '{root / 'share'}'")
        assert eventually(lambda: paths(server) == wanted[:2])
        assert eventually(lambda: server.get("/healthz").json["watch"]["mode"] == "inotify")


@in_namespace
def test_all_watches_are_taken(tmp_path):
    root, watches, seconds = tmp_path / "root", 12, 3
    write_images(root, [f"{index}/in/x=0.png" for index in range(20)])
    # The limit of a namespace: nobody else on the machine feels it.
    space = Namespace(f"echo {watches} > /proc/sys/user/max_inotify_watches")
    with Server(root, tmp_path, before=space.before, CHECKPOINT_SAMPLER_WATCH_POLL_SECONDS=str(seconds)) as server:
        server.wait_until_ready(20)
        watch = server.get("/healthz").json["watch"]
        assert watch["mode"] == "mixed"
        assert [reason for reason in watch["reasons"] if "max_user_watches" in reason], watch["reasons"]
        assert (watch["watches"], watch["watches"] + watch["polled_folders"]) == (watches, 41)
        shutil.rmtree(root / "3")
        write_images(root, [f"{index}/in/x=1.png" for index in range(20) if index != 3] + ["20/in/x=0.png"])
        assert eventually(lambda: len(paths(server)) == 39), paths(server)
        assert_equals_a_fresh_start(server, root, tmp_path)


def stands_still(server):
    """Every thread of it: one that had still to be stopped would read events meanwhile."""
    try:
        stats = [(task / "stat").read_text() for task in Path(f"/proc/{server.process.pid}/task").iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return all(stat.rsplit(")", 1)[1].split()[0] == "T" for stat in stats)


def test_the_queue_overflows_while_the_server_stands_still(server, tmp_path):
    with open("/proc/sys/fs/inotify/max_queued_events") as file:
        limit = int(file.read())
    one, other = server.root / "one", server.root / "other"
    one.write_bytes(b"")
    server.process.send_signal(signal.SIGSTOP)
    assert eventually(lambda: stands_still(server))
    try:
        # Two events each, which the kernel never merges.
        for _ in range(limit // 3):
            one.rename(other)
            other.rename(one)
        shutil.rmtree(server.root / "m-step00001000.safetensors")
        write_images(server.root, ["new/in/x=0.png", "m.safetensors/cfg=98&prompt_name=p2.png"])
    finally:
        server.process.send_signal(signal.SIGCONT)
    wanted = len(EXAMPLE) - 8 + 2
    assert eventually(lambda: server.get("/healthz").json["images"] == wanted)
    assert eventually(lambda: metric(server, "rescans_total") > 0)
    assert metric(server, "overflows_total") > 0
    write_images(server.root, ["new/in/x=1.png"])
    server.wait_until_ready(wanted + 1)
    assert_equals_a_fresh_start(server, server.root, tmp_path)
