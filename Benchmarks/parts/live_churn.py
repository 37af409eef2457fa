"""A day's churn in minutes: files and folders come and go, and nothing of them may stay behind in the server.

LIVE_CHURN is how many files are made and deleted. What is left is compared with the state after the first tenth, when
every buffer has had its size.
"""

import os
import subprocess
import sys
import time

from parts.scan import get, tiny_png
from watching import descriptors, resident_bytes, watching

FILES = int(os.environ.get("LIVE_CHURN", "1000000"))
PARTS = 10

CHURN = """
import os, sys
root, first, count, picture = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.stdin.buffer.read()
# As many at a time as a checkpoint has samples, in a folder that goes with them.
for start in range(first, first + count, 100):
    folder = f"{root}/m-step{start:08d}.safetensors"
    os.mkdir(folder)
    names = [f"{folder}/seed={index}&cfg={index % 7}.png" for index in range(start, min(start + 100, first + count))]
    for name in names:
        with open(name, "wb", buffering=0) as file:
            file.write(picture)
    for name in names:
        os.unlink(name)
    os.rmdir(folder)
"""


def settled(server):
    """Nothing is in the index, and the memory of what was has had time to go."""
    while get(server.url + "/healthz")["images"] > 1:
        time.sleep(0.05)
    time.sleep(1)


def run(bench):
    root = bench.folder / "churn"
    root.mkdir()
    (root / "stays.png").write_bytes(tiny_png())
    server = watching(root, bench.folder / "churn.db")
    memory, files = [], []
    try:
        for part in range(PARTS):
            command = [sys.executable, "-c", CHURN, root, str(part * FILES // PARTS), str(FILES // PARTS)]
            subprocess.run(command, input=tiny_png(), check=True)
            settled(server)
            memory.append(resident_bytes(server))
            files.append(descriptors(server))
        watch = get(server.url + "/healthz")["watch"]
    finally:
        server.stop()
    print(f"  {watch['overflows']} overflows, {watch['rescans']} rescans, {watch['watches']} watches left", flush=True)
    bench.add(f"live: {FILES:,} files come and gone, memory / after a tenth of them", [memory[-1] / memory[0]])
    bench.add(f"live: {FILES:,} files come and gone, descriptors more than after a tenth", [files[-1] - files[0]])
    bench.add(f"live: {FILES:,} files come and gone, MB resident", [size / 1e6 for size in memory])
