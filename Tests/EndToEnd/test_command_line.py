"""Arguments, exit codes, messages, and the commands that end by themselves."""

import json
import re
import sqlite3
import subprocess

import pytest
from server import PROGRAM, Server, environment, eventually, png, run, write_images

COMMANDS = ["serve", "demo", "inspect", "presets", "check", "health"]


def test_version(tmp_path):
    result = run("--version", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.fullmatch(r"checkpoint-sampler \d+\.\d+\.\d+\n", result.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(tmp_path, command):
    result = run(command, "--help", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"usage: checkpoint-sampler {command}" in result.stdout
    assert "example" in result.stdout


def test_help_names_every_command(tmp_path):
    result = run("--help", cwd=tmp_path)
    assert result.returncode == 0
    assert [command for command in COMMANDS if f"\n  {command} " not in result.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sevre"], "did you mean `serve`?"),
        (["serve", "--prot", "1"], "did you mean `--port`?"),
        (["serve", "--port"], "`--port` needs a value"),
        (["serve", "--port", "70000"], "--port"),
        (["serve", "a", "b"], "`b`"),
        (["inspect"], "needs a PATH"),
        (["demo"], "needs a DIR"),
        (["demo", "x", "--images", "0"], "`--images`"),
        (["presets"], "export"),
        (["presets", "import"], "FILE"),
        (["check", "--config", "missing.toml"], "missing.toml"),
    ],
)
def test_wrong_usage_is_2_with_a_hint(tmp_path, arguments, message):
    result = run(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('root = "."\nports = 3\n', "config.toml:2:1: unknown key `ports`, did you mean `port`?"),
        ("port = 80a\n", "config.toml:1:"),
        ('\nport = "8080"\n', "config.toml:2:8: "),
        ('[watch]\nmode = "pol"\n', "config.toml:2:8: `watch.mode` cannot be `pol`, did you mean `poll`?"),
        ('[[training_runs]]\nname = "a"\npattern = "("\n', "config.toml:3:11: "),
        ('[[training_runs]]\nname = ".."\npattern = "a"\n', "config.toml:2:8: "),
        ("[[[[\n", "config.toml:1:"),
    ],
)
def test_a_wrong_config_is_2_with_line_and_column(tmp_path, text, message):
    (tmp_path / "config.toml").write_text(text)
    result = run("serve", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (tmp_path / "data").exists(), "nothing was opened"


def test_a_flag_beats_the_environment_beats_the_file(tmp_path):
    for name in ("file", "environment", "flag"):
        (tmp_path / name).mkdir()
    (tmp_path / "config.toml").write_text('root = "./file"\n')

    def root(*arguments, **changes):
        return next(
            line
            for line in run("check", *arguments, cwd=tmp_path, environment=changes).stdout.splitlines()
            if "root" in line
        )

    assert "file" in root()
    assert "environment" in root(CHECKPOINT_SAMPLER_ROOT="environment")
    assert "flag" in root("flag", CHECKPOINT_SAMPLER_ROOT="environment")


@pytest.mark.parametrize("kind", ["port", "host"])
def test_a_server_that_cannot_start_is_1(tmp_path, server, kind):
    flag, value = {"port": ("--port", server.port), "host": ("--host", "256.1.1.1")}[kind]
    result = run("serve", ".", flag, value, "--db", "other.db", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert str(value) in result.stderr


def test_a_root_that_is_missing_is_waited_for(tmp_path):
    (tmp_path / "config.toml").write_text("[watch]\npoll_seconds = 1\n")
    with Server("later", tmp_path) as server:
        assert eventually(lambda: server.get("/healthz").json["status"] == "degraded")
        assert server.get("/api/training-runs").json == {"training_runs": []}
        write_images(tmp_path / "later", ["run/cfg=1.png"])
        server.wait_until_ready(1)
        assert any("later" in line for line in server.log)


def test_inspect_tells_what_it_reads_of_an_image(tmp_path):
    text = "a cat\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 18446744073709551615, Size: 3x2"
    file = tmp_path / "m-step00004500.safetensors" / "cfg=3&prompt_name=cat_00001_.png"
    file.parent.mkdir()
    file.write_bytes(png(3, 2, [("parameters", text)]))
    result = run("inspect", file.relative_to(tmp_path), cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    line = json.loads(result.stdout)
    assert list(line) == ["path", "format", "width", "height", "dimensions", "sources", "text", "problem"]
    assert (line["format"], line["width"], line["height"]) == ("png", 3, 2)
    assert line["path"] == str(file.relative_to(tmp_path))
    assert line["text"] == {"parameters": len(text)}
    assert line["dimensions"]["cfg"] == "3"
    assert line["dimensions"]["seed"] == "18446744073709551615"
    assert line["dimensions"]["step"] == "4500"
    assert (line["sources"]["cfg"], line["sources"]["step"], line["sources"]["seed"]) == (
        "filename",
        "folder",
        "metadata",
    )
    assert "cfg" in line["problem"], "the name says 3 and the text 7"


def test_inspect_goes_on_after_what_it_cannot_read(tmp_path):
    write_images(tmp_path, ["a=1.png"])
    (tmp_path / "b=2.png").write_bytes(b"no image")
    result = run("inspect", "none.png", "a=1.png", "b=2.png", cwd=tmp_path)
    assert result.returncode == 1
    assert "none.png" in result.stderr
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["dimensions"], first["problem"]) == ({"a": "1"}, None)
    assert second["format"] is None and second["problem"]


def test_inspect_tells_of_the_runs_of_a_folder(root):
    result = run("inspect", root, cwd=root)
    assert result.returncode == 0
    (run_line,) = map(json.loads, result.stdout.splitlines())
    assert (run_line["training_run"], run_line["image_count"]) == ("m", 24)
    cfg = next(dimension for dimension in run_line["dimensions"] if dimension["name"] == "cfg")
    assert cfg["values"] == ["1", "3", "7", "10"]


def test_check_finds_nothing_wrong(root, tmp_path):
    result = run("check", root, "--db", "data/presets.db", cwd=tmp_path)
    assert result.returncode == 0, result.stdout
    assert not (tmp_path / "data").exists(), "it changes nothing"


def test_check_reports_the_database(root, tmp_path, server):
    result = run("check", root, "--db", server.database, cwd=tmp_path)
    assert result.returncode == 0
    for words in ("schema version 1", "integrity ok", "bytes", "journal mode wal", "0 presets"):
        assert words in result.stdout


def test_check_says_what_is_wrong(tmp_path):
    (tmp_path / "bad.db").write_bytes(b"no database" * 100)
    result = run("check", "none", "--db", "bad.db", cwd=tmp_path)
    assert result.returncode == 1
    bad = [line for line in result.stdout.splitlines() if line.startswith("BAD")]
    assert [line.split()[1] for line in bad] == ["root:", "database:"]


def test_health_asks_the_running_server(server, tmp_path):
    result = run("health", "--port", server.port, cwd=tmp_path)
    assert result.returncode == 0
    assert json.loads(result.stdout)["status"] == "ok"
    server.stop()
    result = run("health", "--port", server.port, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert str(server.port) in result.stderr


def test_demo_writes_a_set_that_is_served(tmp_path):
    assert run("demo", "samples/demo", "--images", 20, cwd=tmp_path).returncode == 0
    again = run("demo", "samples/demo", "--images", 20, cwd=tmp_path)
    assert again.returncode == 0 and "0 written" in again.stderr
    with Server(tmp_path / "samples", tmp_path) as server:
        server.wait_until_ready(20)
        runs = server.get("/api/training-runs").json["training_runs"]
        assert sum(run["image_count"] for run in runs) == 20
        assert all(run["problem_count"] == 0 and "checkpoint" in run["dimensions"] for run in runs)


def test_demo_refuses_a_folder_that_is_not_its_own(root, tmp_path):
    before = sorted(root.rglob("*"))
    result = run("demo", root, cwd=tmp_path)
    assert result.returncode == 1
    assert str(root) in result.stderr
    assert sorted(root.rglob("*")) == before


def test_an_answer_that_cannot_be_written_is_a_failure(tmp_path, server):
    for arguments in (["presets", "export", "--db", server.database], ["--version"], ["inspect", "."]):
        with open("/dev/full", "w") as full:
            result = subprocess.run(
                [PROGRAM, *map(str, arguments)], cwd=tmp_path, env=environment(), stdout=full, check=False
            )
        assert result.returncode == 1, arguments


def test_the_schema_is_the_designs(server):
    rows = sqlite3.connect(server.database).execute(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    )
    assert set(rows) == {("table", "schema_migrations"), ("table", "presets"), ("index", "idx_presets_training_run")}
