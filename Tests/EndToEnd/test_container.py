"""What the program owes a container: a volume of another user's, the place of process 1, a health check of its own."""

import ctypes
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from server import PROGRAM, REPOSITORY, Server, environment, eventually, write_images

USER = 4321
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def place():
    """A folder that other users may enter, with a copy of the program and the page: a checkout may lie in a home."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copy(PROGRAM, folder / "checkpoint-sampler")
    shutil.copytree(REPOSITORY / "web", folder / "web")
    write_images(folder / "samples", ["m.safetensors/cfg=1.png"])
    yield folder
    shutil.rmtree(folder)


def refused(place, database):
    """What the server says that another user starts."""
    result = subprocess.run(
        [place / "checkpoint-sampler", "serve", "samples", "--port", "0", "--db", database],
        cwd=place, env=environment(CHECKPOINT_SAMPLER_WEB=str(place / "web")), user=USER, group=USER, extra_groups=[],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (1, "")
    return result.stderr


def follow(message):
    """Runs the command that the message gives."""
    command = re.search(r"run as root: (.+)$", message, re.MULTILINE)
    assert command, message
    subprocess.run(shlex.split(command[1]), check=True)


def serves(place, database):
    web = {"CHECKPOINT_SAMPLER_WEB": str(place / "web")}
    program = str(place / "checkpoint-sampler")
    who = {"user": USER, "group": USER, "extra_groups": []}
    with Server(place / "samples", place, program=program, database=database, process=who, **web) as server:
        preset = {"name": "p", "training_run_id": "m", "mapping": {"combos": []}}
        assert server.ask("POST", "/api/presets", preset).status == 201
        assert server.stop() == 0, "".join(server.log)


@as_root
@pytest.mark.parametrize("name", ["data", "the user's data"])
def test_a_volume_of_another_user_gets_the_chown_that_mends_it(place, name):
    volume = place / name
    volume.mkdir()
    message = refused(place, volume / "checkpoint-sampler.db")
    assert f"chown -R {USER}:{USER} " in message
    follow(message)
    serves(place, volume / "checkpoint-sampler.db")


@as_root
def test_a_database_that_another_user_left_gets_it_too(place):
    volume = place / "data"
    volume.mkdir()
    with Server(place / "samples", place, database=volume / "checkpoint-sampler.db"):
        pass
    os.chown(volume, USER, USER)
    follow(refused(place, volume / "checkpoint-sampler.db"))
    serves(place, volume / "checkpoint-sampler.db")


@as_root
def test_the_volume_that_is_named_relatively(place):
    """A relative path in the message would be wrong in any other shell."""
    (place / "data").mkdir()
    assert f"chown -R {USER}:{USER} {place}/data" in refused(place, "data/checkpoint-sampler.db")


def test_the_image_has_every_library_that_the_program_asks_for():
    needed = re.findall(r"NEEDED.*\[(.+)\]", output("readelf", "-d", PROGRAM))
    owners = {
        output("dpkg-query", "-S", f"*/{library}").split(":")[0] for library in needed if "ld-linux" not in library
    }
    final_stage = (REPOSITORY / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    # Later releases of Debian and Ubuntu have renamed libraries for their 64-bit time.
    installed = set(re.findall(r"[\w.+-]+", final_stage)) | {"libc6", "libc6-dev", "libgcc-s1"}
    assert {owner.removesuffix("t64") for owner in owners} <= installed


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@as_root
def test_a_folder_that_is_missing_is_made_and_nothing_else_given_away(place):
    (place / "others").mkdir()
    follow(refused(place, place / "others" / "sampler" / "data" / "checkpoint-sampler.db"))
    serves(place, place / "others" / "sampler" / "data" / "checkpoint-sampler.db")
    assert [folder.stat().st_uid for folder in (place, place / "others")] == [0, 0]


# MARK: process 1

PR_SET_CHILD_SUBREAPER = 36


def _adopt_an_orphan(end):
    """Runs before the program takes this process over: whoever loses its parent comes to it, as to process 1. The orphan
    lives until its end of the pipe closes."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if os.fork() == 0:
        if os.fork() == 0:
            os.closerange(0, end)
            os.closerange(end + 1, 1024)
            os.read(end, 1)
        os._exit(0)
    os.wait()


def _children(process):
    return [status for status in Path("/proc").glob("[0-9]*/status") if f"\nPPid:\t{process.pid}\n" in _text(status)]


def _text(file):
    try:
        return file.read_text()
    except OSError:
        return ""


def test_orphans_leave_no_zombie(root, tmp_path):
    end, ours = os.pipe()
    with Server(root, tmp_path, process={"preexec_fn": lambda: _adopt_an_orphan(end)}) as server:
        os.close(end)
        assert len(_children(server.process)) == 1
        os.close(ours)
        assert eventually(lambda: _children(server.process) == []), _text(_children(server.process)[0])
        assert server.stop(signal.SIGTERM) == 0
