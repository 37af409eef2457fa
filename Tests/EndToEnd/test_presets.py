"""Presets on the real server: what is kept, carried elsewhere, and refused."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time

import pytest
from server import Server, run

DESIGN = """
CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied TEXT NOT NULL);
CREATE TABLE presets (id TEXT PRIMARY KEY, name TEXT NOT NULL, training_run_id TEXT NOT NULL,
                      mapping TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX idx_presets_training_run ON presets(training_run_id);
INSERT INTO schema_migrations VALUES (1, '2025-01-01T00:00:00Z');
INSERT INTO presets VALUES ('0b5e9f0c-6f0e-4a53-9c6e-3f1d2b7a8c90', 'by hand', 'm', '{"x":"cfg","combos":["seed"],"later":1}',
                            '2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z');
"""
OTHER_SHAPE = "CREATE TABLE presets (id TEXT, name TEXT, training_run_id TEXT, mapping TEXT, created_at TEXT, updated_at TEXT, colour TEXT);"


def preset(name, **mapping):
    return {"name": name, "training_run_id": "m", "mapping": {"combos": []} | mapping}


def make_database(file, script):
    database = sqlite3.connect(file)
    database.executescript(script)
    database.close()


def names(server):
    return [entry["name"] for entry in server.get("/api/presets").json["presets"]]


def test_presets_outlive_the_server(root, tmp_path):
    with Server(root, tmp_path) as server:
        made = server.ask("POST", "/api/presets", preset("kept", x="cfg"))
        assert made.status == 201
    with Server(root, tmp_path) as server:
        assert server.get(made.headers["Location"]).json == made.json
    assert sqlite3.connect(tmp_path / "presets.db").execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_database_made_by_hand_is_kept(root, tmp_path):
    make_database(tmp_path / "presets.db", DESIGN)
    with Server(root, tmp_path) as server:
        (entry,) = server.get("/api/presets?training_run_id=m").json["presets"]
        assert (entry["name"], entry["mapping"]["later"]) == ("by hand", 1)
        etag = server.get(f"/api/presets/{entry['id']}").headers["ETag"]
        answer = server.ask(
            "PUT", f"/api/presets/{entry['id']}", entry | {"name": "changed"}, {"If-Match": f'"x", {etag}'}
        )
        assert (answer.status, answer.json["created_at"]) == (200, "2025-01-01T00:00:00Z")
        again = server.ask("PUT", f"/api/presets/{entry['id']}", entry, {"If-Match": etag})
        assert (again.status, again.error) == (412, "precondition_failed")


# MARK: databases that are refused


def _bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("kind", ["foreign", "newer", "garbage", "truncated", "byte", "folder", "other shape"])
def test_a_database_that_is_not_ours_is_refused_and_left_alone(root, tmp_path, kind):
    folder = tmp_path / "data"
    folder.mkdir()
    file = folder / "presets.db"
    if kind == "foreign":
        make_database(file, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');")
    elif kind == "newer":
        make_database(file, DESIGN + "INSERT INTO schema_migrations VALUES (99, '2099-01-01T00:00:00Z');")
    elif kind == "garbage":
        file.write_bytes(os.urandom(8192))
    elif kind == "truncated":
        make_database(file, DESIGN)
        os.truncate(file, 5000)
    elif kind == "byte":
        file.write_bytes(b"x")
    elif kind == "folder":
        file.mkdir()
    else:
        make_database(file, OTHER_SHAPE)
    before = _bytes_of(folder)
    for command in (["serve", root, "--port", 0], ["presets", "export"], ["check", root]):
        result = run(*command, "--db", file, cwd=tmp_path)
        assert result.returncode == 1, (command, result.stdout)
        said = result.stdout + result.stderr
        assert str(file) in said and ";" in said.split(str(file))[-1], f"{command} names no remedy: {said}"
        assert "listening" not in said
    assert _bytes_of(folder) == before


@contextlib.contextmanager
def small_disk(folder, size="1m"):
    """A file system of its own; only root may mount one."""
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.call(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]):
        pytest.skip("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_folder_is_refused(root, tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        make_database(disk / "presets.db", DESIGN)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for name in ("presets.db", "new.db", "new/folder.db"):
            result = run("serve", root, "--port", 0, "--db", disk / name, cwd=tmp_path)
            assert result.returncode == 1 and "read-only" in result.stderr and str(disk) in result.stderr, result.stderr
        # Looking needs no right to write.
        assert "by hand" in run("presets", "export", "--db", disk / "presets.db", cwd=tmp_path).stdout


def test_a_full_disk_is_507_and_recovers(root, tmp_path):
    with small_disk(tmp_path / "disk") as disk, Server(root, tmp_path, database=disk / "presets.db") as server:
        kept = []

        def create():
            answer = server.ask("POST", "/api/presets", preset(f"p{len(kept)}", notes="n" * 20_000))
            if answer.status == 201:
                kept.append(answer.json)
            return answer

        assert create().status == 201
        while (answer := create()).status == 201:
            assert len(kept) < 200
        assert (answer.status, answer.error) == (507, "storage_full")
        assert str(disk) not in answer.json["error"]["message"]
        assert len(names(server)) == len(kept), "reading goes on"
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        assert create().status == 201
        assert server.get("/api/presets").json["presets"] == kept
        assert server.stop() == 0
        database = sqlite3.connect(disk / "presets.db")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM presets").fetchone() == (len(kept),)
        database.close()


# MARK: a database that somebody else holds


def test_a_locked_database_is_said_to_be(root, tmp_path):
    make_database(tmp_path / "presets.db", DESIGN)
    other = sqlite3.connect(tmp_path / "presets.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    result = run("serve", root, "--port", 0, "--db", tmp_path / "presets.db", cwd=tmp_path)
    assert result.returncode == 1 and "locked" in result.stderr and str(tmp_path / "presets.db") in result.stderr
    other.close()


def test_writers_that_wait_for_a_lock_keep_nobody_else_waiting(server):
    other = sqlite3.connect(server.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(server.ask("POST", "/api/presets", preset(f"w{n}"))))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    for _ in range(4):
        assert server.get("/healthz").status == 200
    assert answers == [], "all others were answered while the writers waited"
    other.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    assert [answer.status for answer in answers] == [201] * 4
    assert names(server) == ["w0", "w1", "w2", "w3"]


def test_a_lock_that_stays_is_503(server):
    other = sqlite3.connect(server.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = server.ask("POST", "/api/presets", preset("late"))
    assert (answer.status, answer.error) == (503, "storage_unavailable")
    assert str(server.database.parent) not in answer.json["error"]["message"]
    other.execute("ROLLBACK")
    assert server.ask("POST", "/api/presets", preset("late")).status == 201
    assert names(server) == ["late"]


def test_a_database_that_was_moved_away_is_503(server):
    shutil.move(server.database, server.database.with_suffix(".away"))
    answer = server.ask("POST", "/api/presets", preset("lost"))
    assert (answer.status, answer.error) == (503, "storage_unavailable")


# MARK: export, import, backup


def test_export_import_export_gives_the_same_bytes(server, tmp_path):
    for name in ("p10", "p2", "ünï ☃", "'); DROP TABLE presets;--"):
        assert server.ask("POST", "/api/presets", preset(name, y="cfg", later={"deep": [1.50, None]})).status == 201
    first = run("presets", "export", "--db", server.database, cwd=tmp_path)
    assert first.returncode == 0
    assert run("presets", "export", "one.json", "--db", server.database, cwd=tmp_path).returncode == 0
    assert (tmp_path / "one.json").read_text() == first.stdout
    exported = json.loads(first.stdout)
    assert (exported["version"], len(exported["presets"])) == (1, 4)
    result = run("presets", "import", "one.json", "--db", "new/other.db", cwd=tmp_path)
    assert result.returncode == 0 and "added 4, replaced 0, unchanged 0" in result.stdout
    assert run("presets", "export", "--db", "new/other.db", cwd=tmp_path).stdout == first.stdout


def test_import_while_the_server_runs(server, tmp_path):
    made = server.ask("POST", "/api/presets", preset("one")).json
    exported = run("presets", "export", "--db", server.database, cwd=tmp_path).stdout
    more = json.loads(exported)
    more["presets"].append(made | {"id": "another", "name": "two"})
    (tmp_path / "more.json").write_text(json.dumps(more))
    result = run("presets", "import", "more.json", "--db", server.database, cwd=tmp_path)
    assert "added 1, replaced 0, unchanged 1" in result.stdout
    assert names(server) == ["one", "two"]
    assert server.ask("DELETE", "/api/presets/another").status == 204

    more["presets"][0]["name"] = "other content"
    (tmp_path / "more.json").write_text(json.dumps(more))
    refused = run("presets", "import", "more.json", "--db", server.database, cwd=tmp_path)
    assert refused.returncode == 1 and "--replace" in refused.stderr
    assert names(server) == ["one"], "all or nothing"
    assert run("presets", "import", "more.json", "--replace", "--db", server.database, cwd=tmp_path).returncode == 0
    assert names(server) == ["other content", "two"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format":"checkpoint-sampler-presets","version":2,"presets":[]}', '{"presets":[]}']
)
def test_an_import_that_is_none_is_refused(server, tmp_path, text):
    (tmp_path / "bad.json").write_text(text)
    result = run("presets", "import", "bad.json", "--db", server.database, cwd=tmp_path)
    assert result.returncode == 1 and "bad.json" in result.stderr
    assert names(server) == []


def test_import_from_another_programs_database(server, tmp_path):
    row = "('theirs-1', 'theirs', 'm', '{\"x\":\"cfg\"}', '2025-01-01 00:00:00', '2025-01-01 00:00:00', 'red')"
    make_database(tmp_path / "theirs.db", f"{OTHER_SHAPE} INSERT INTO presets VALUES {row};")
    before = (tmp_path / "theirs.db").read_bytes()
    result = run("presets", "import", "theirs.db", "--db", server.database, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    entry = server.get("/api/presets/theirs-1").json
    assert (entry["name"], entry["mapping"], entry["created_at"]) == (
        "theirs",
        {"x": "cfg", "combos": []},
        "2025-01-01T00:00:00Z",
    )
    assert (tmp_path / "theirs.db").read_bytes() == before


def test_backup_while_the_server_writes(server, tmp_path):
    stop = threading.Event()

    def write():
        count = 0
        while not stop.is_set():
            server.ask("POST", "/api/presets", preset(f"p{count}"))
            count += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for index in range(3):
            assert run("presets", "backup", f"b{index}.db", "--db", server.database, cwd=tmp_path).returncode == 0
    finally:
        stop.set()
        writer.join()
    counts = []
    for index in range(3):
        database = sqlite3.connect(tmp_path / f"b{index}.db")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts.append(database.execute("SELECT count(*) FROM presets").fetchone()[0])
    assert counts == sorted(counts)
    again = run("presets", "backup", "b0.db", "--db", server.database, cwd=tmp_path)
    assert again.returncode == 1 and "b0.db" in again.stderr
    assert not [name for name in os.listdir(tmp_path) if "partial" in name]
