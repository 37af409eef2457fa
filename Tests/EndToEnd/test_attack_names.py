"""File and folder names that are written to harm whoever shows them: in headers, JSON, events, metrics and messages."""

import json
import os
import re
import subprocess
from urllib.parse import quote

import pytest
from server import PROGRAM, Server, environment, png

# Names of folders, which become runs, and of files in them. `/` and NUL are all that a name cannot have.
HOSTILE = [
    b"x\r\nX-Injected: 1\r\n\r\n<html>", b'n\n\ndata: {"id":"fake"}\n\n', b"event: fake\n", b"red \x1b[31m\x1b]0;title\x07", b'quote"',
    b"back\\slash\\u0000", b"<script>alert(1)<script>", b"'\"><img src=x onerror=alert(1)>", b"${jndi:ldap:}", b"{{7*7}}", b"%s%n%00",
    b"%2e%2e%2f", b"caf\xe9\xff\xfe", "\u202egnp.exe\u2028\u2029".encode(), "\ufeffbom".encode(), b"\xed\xa0\x80", b"a\tb\x7f\x01",
    b'"}\ncheckpoint_sampler_images 1', b"=cmd|' C'!A0", b"a\\..\\..\\windows", b"CON", b"-rf", b"~", b" ", b"a" * 200, "\U0001f600".encode(),
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    root = os.fsencode(folder / "root")
    for name in HOSTILE:
        os.makedirs(root + b"/" + name)
        for file in (name + b".png", b"cfg=" + name + b"&seed=1.png"):
            with open(root + b"/" + name + b"/" + file, "wb") as image:
                image.write(png())
        with open(root + b"/" + name + b"/broken " + name + b".png", "wb") as image:
            image.write(b"no image")
    with Server(folder / "root", folder) as server:
        server.wait_until_ready(3 * len(HOSTILE))
        yield server
    assert server.process.returncode == 0
    assert all(line.isprintable() for line in "".join(server.log).split("\n")), server.log


def heads_are_ours(answer):
    for name, value in answer.headers.items():
        assert name != "X-Injected" and value.isprintable(), (name, value)


def test_every_name_is_listed_and_leads_to_its_image(hostile):
    runs = hostile.get("/api/training-runs").json["training_runs"]
    assert len(runs) == len(HOSTILE)
    asked = 0
    for run in runs:
        address = f"/api/training-runs/{quote(run['id'], safe='')}"
        detail = hostile.get(address)
        assert (detail.json["id"], detail.json["image_count"], detail.json["problem_count"]) == (run["id"], 3, 1)
        heads_are_ours(detail)
        images = hostile.get(f"{address}/images").json["images"]
        assert len(images) == 3
        for image in images:
            path = quote(image["path"])
            for target, status in (
                (f"/images/{path}", 200), (f"/api/images/{path}", 200), (f"/thumbnails/{path}?size=128", 200),
                (f"/images/{path}.png", 404), (f"/api/training-runs/{path}", 404), (f"/{path}", 404),
            ):  # fmt: skip
                answer = hostile.get(target)
                allowed = (200, 422) if "/broken " in image["path"] and status == 200 else (status,)
                assert answer.status in allowed, (target, answer.body[:300])
                heads_are_ours(answer)
                asked += 1
    print(f"\nnames: {len(HOSTILE)} in {asked} addresses")


def test_events_are_one_for_each_run_and_no_other(hostile):
    known = {run["id"] for run in hostile.get("/api/training-runs").json["training_runs"]}
    stream = hostile.connect()
    stream.request("GET", "/api/events")
    answer = stream.getresponse()
    told = []
    while len(told) < len(HOSTILE):
        line = answer.readline()
        assert re.fullmatch(rb"(retry: \d+|event: training_run|id: .*|data: \{.*\}|:.*|)\n", line), line
        if line.startswith(b"data: "):
            told.append(json.loads(line[6:])["id"])
    assert set(told) == known
    stream.close()


def test_metrics_hold_no_name(hostile):
    for line in hostile.get("/metrics").body.decode().splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) .+|checkpoint_sampler_\w+(\{status="\dxx"\})? \d+', line), line


def test_a_message_cannot_drive_the_terminal(hostile, tmp_path):
    for name in HOSTILE:
        result = subprocess.run(
            [os.fsencode(PROGRAM), b"inspect", b"./missing " + name + b".png"],
            cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert result.returncode == 1
        text = result.stderr.decode()
        assert text.count("\n") == 1 and text[:-1].isprintable(), text
