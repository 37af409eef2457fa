"""A page left open beside 20,000 watched folders in which nothing happens."""

import time

from watching import Events, Processor, watching

FOLDERS = 20_000
SECONDS = 30


def run(bench):
    root = bench.folder / "idle"
    for index in range(FOLDERS):
        (root / f"{index // 200}" / f"{index % 200}").mkdir(parents=True)
    server = watching(root, bench.folder / "idle.db")
    try:
        Events(server.url)
        time.sleep(2)
        processor = Processor(server)
        time.sleep(SECONDS)
        spent = processor.spent()
    finally:
        server.stop()
    bench.add(f"live: idle, {FOLDERS:,} folders watched, CPU ms in {SECONDS} s", [spent])
