"""Measures the program side by side with public tools and compares with thresholds.json.

Every part is a module with `run(bench)`, which adds figures. Both sides of a ratio run interleaved, so that whatever
else the machine does meets both. `python bench.py scan catalog` runs these parts, without names all of them.
"""

import importlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import report

HERE = pathlib.Path(__file__).parent
PROGRAM = os.environ.get("CHECKPOINT_SAMPLER_PROGRAM", HERE.parent / ".build/release/checkpoint-sampler")
PARTS = [
    "scan", "catalog", "text", "thumbnails", "cold_thumbnails", "serving", "live", "live_idle", "live_churn",
    "live_clients",
]  # fmt: skip


class Bench:
    """Collects figures: each a median with its spread, and the threshold it is held to."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.thresholds = json.loads((HERE / "thresholds.json").read_text())
        self.rows = []

    def add(self, what, values):
        """A figure where less is better, with the values of its rounds."""
        values = sorted(values)
        limits = self.thresholds.get(what, {})
        row = {
            "what": what,
            "median": statistics.median(values),
            "low": values[0],
            "high": values[-1],
            **limits,
        }
        self.rows.append(row)
        print(line(row), flush=True)

    def missed(self):
        return [row for row in self.rows if "at_most" in row and row["median"] > row["at_most"]]


def line(row):
    limit = row.get("at_most")
    verdict = (
        "" if limit is None else "MISSED" if row["median"] > limit else "aim" if row["median"] <= row["aim"] else "ok"
    )
    limits = "" if limit is None else f"at most {limit:g}, aim {row['aim']:g}"
    spread = f"{row['low']:.3g}–{row['high']:.3g}"
    return f"{row['what']:<74} {row['median']:>9.3g}  {spread:<16} {limits:<24} {verdict}"


def timed(command, **options):
    """Seconds until the command ends."""
    start = time.monotonic()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )
    return time.monotonic() - start


def main():
    parts = sys.argv[1:] or PARTS
    sys.path.insert(0, str(HERE))
    with tempfile.TemporaryDirectory(prefix="checkpoint-sampler-bench-", dir=os.environ.get("BENCH_FOLDER")) as folder:
        bench = Bench(folder)
        print(f"{'figure':<74} {'median':>9}  spread", flush=True)
        for part in parts:
            importlib.import_module(f"parts.{part}").run(bench)
    report.keep(bench.rows)
    missed = bench.missed()
    for row in missed:
        print(
            f"missed: {row['what']}: {row['median']:.3g}, at most {row['at_most']:g}",
            file=sys.stderr,
        )
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
