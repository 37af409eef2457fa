"""The real program, started on a folder."""

import os
import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHECKPOINT_SAMPLER_PROGRAM", str(PROJECT / ".build/release/checkpoint-sampler"))


class Program:
    def __init__(self, root: Path, beside: Path, port: int = 0, settings: str = "") -> None:
        beside.mkdir(parents=True, exist_ok=True)
        config = beside / "config.toml"
        config.write_text(f'cache_dir = "{beside / "cache"}"\n{settings}')
        arguments = [
            "--config",
            str(config),
            "--port",
            str(port),
            "--db",
            str(beside / "presets.db"),
        ]
        with open(beside / "log.txt", "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", str(root), *arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "CHECKPOINT_SAMPLER_WEB": str(PROJECT / "web")},
            )
        line = self.process.stdout.readline().decode()
        found = re.search(r"listening on (http://\S+):(\d+)", line)
        if not found:
            raise RuntimeError(f"{line}{(beside / 'log.txt').read_text()}")
        self.port = int(found[2])
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
