"""From a writer's close to the event in a client: alone, and in a burst of 5,000 files.

A process of its own writes and notes the moment before each close; the client notes when the event arrives that counts
the file. Both read the same clock.
"""

import json
import random
import statistics
import subprocess
import sys
import time

from parts.scan import tiny_png
from watching import Events, watching

QUIET_FILES = 60
BURST_FILES = 5_000
ROUNDS = 5
RUN = "live"

BURST = """
import json, sys, time
folder, count, picture = sys.argv[1], int(sys.argv[2]), sys.stdin.buffer.read()
closed = []
for index in range(count):
    with open(f"{folder}/seed={index}&cfg={index % 7}.png", "wb", buffering=0) as file:
        file.write(picture)
        closed.append(time.monotonic())
print(json.dumps(closed))
"""


def quiet(folder, events):
    """Milliseconds of single files, each after all is quiet again."""
    found = []
    for index in range(QUIET_FILES):
        # Longer than any pacing, and never in step with it.
        time.sleep(random.uniform(0.15, 0.25))
        events.take()
        with open(folder / f"alone={index}.png", "wb", buffering=0) as file:
            file.write(tiny_png())
            closed = time.monotonic()
        events.wait(RUN, index + 1)
        found.append(1000 * (events.take()[-1][0] - closed))
    return found


def burst(folder, events, before):
    """Milliseconds of each file of a burst, and how many never came."""
    events.take()
    command = [sys.executable, "-c", BURST, folder, str(BURST_FILES)]
    closed = json.loads(subprocess.run(command, input=tiny_png(), check=True, stdout=subprocess.PIPE).stdout)
    events.wait(RUN, before + BURST_FILES)
    told = [(at, event["image_count"] - before) for at, event in events.take()]
    found, next_event = [], 0
    for index, moment in enumerate(closed):
        while next_event < len(told) and told[next_event][1] <= index:
            next_event += 1
        if next_event < len(told):
            found.append(1000 * (told[next_event][0] - moment))
    return found, BURST_FILES - len(found)


def percentile(values, share):
    return sorted(values)[int(share * (len(values) - 1))]


def run(bench):
    folder = bench.folder / "live" / RUN
    folder.mkdir(parents=True)
    server = watching(folder.parent, bench.folder / "live.db")
    try:
        events = Events(server.url)
        alone = quiet(folder, events)
        median, high, missed = [], [], []
        for _ in range(ROUNDS):
            for file in folder.iterdir():
                file.unlink()
            assert events.wait(RUN, 0)
            time.sleep(0.5)
            latencies, lost = burst(folder, events, 0)
            median.append(statistics.median(latencies))
            high.append(percentile(latencies, 0.95))
            missed.append(lost)
    finally:
        server.stop()
    bench.add("live: file closed → event in a client, quiet, ms", alone)
    bench.add(f"live: file closed → event in a burst of {BURST_FILES:,}, ms", median)
    bench.add(f"live: file closed → event in a burst of {BURST_FILES:,}, ms p95", high)
    bench.add(f"live: files of a burst of {BURST_FILES:,} never told of", missed)
