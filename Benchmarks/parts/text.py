"""Reading embedded text: our scan against a bare read, exiftool and Pillow, over the same 100,000 PNGs.

The floor is a C program with as many threads as our scan that opens each file and reads its first 16 KB. Ours is the
time from the start of the scan until every name and text is in the index, which is asked for over HTTP. All files are
in the page cache on both sides. exiftool and Pillow, one process each as people run them, are timed on a part of the
files without their own start-up and reckoned up, because they take the same time for every file.
"""

import http.client
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

from bench import HERE, PROGRAM, timed
from parts.scan import YOUTH
from parts.text_tree import IMAGES, a1111_texts, make_tree, unlike_texts

# exiftool and Pillow are many times slower.
PART = 5_000
ROUNDS = 5
THREADS = 2
FIGURE = f"text: {IMAGES:,} PNGs, names and texts"
A1111_FIGURE = f"text: {IMAGES:,} PNGs of A1111, names and texts"
UNLIKE_FIGURE = f"text: {IMAGES:,} PNGs, no two alike, names and texts"

PILLOW = """
import pathlib, sys, time
from PIL import Image
start = time.perf_counter()
for path in pathlib.Path(sys.argv[1]).rglob("*.png"):
    with Image.open(path) as image:
        image.info
print(time.perf_counter() - start)
"""


class Floor:
    """The C program."""

    def __init__(self, folder, root):
        program = folder / "read_files"
        subprocess.run(["cc", "-O2", "-pthread", HERE / "floor/read_files.c", "-o", program], check=True)
        self.command = [program, root, str(THREADS)]

    def measure(self):
        """Seconds and CPU seconds."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = timed(self.command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Scan:
    """One start of the program until its index is ready."""

    def __init__(self, root, database):
        start = time.monotonic()
        command = [PROGRAM, "serve", root, "--port", "0", "--db", database]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(self.process.stdout.readline().rsplit(":", 1)[1])
            listening, cpu = time.monotonic(), self.cpu()
            self.wait(port)
            self.seconds = time.monotonic() - listening
            self.seconds_with_start = time.monotonic() - start
            self.cpu_seconds = self.cpu() - cpu
            self.peak_megabytes = self.peak()
        finally:
            self.process.terminate()
            self.process.wait()

    def wait(self, port):
        # One connection and long pauses: whoever asks shares the cores with the scan.
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            connection.request("GET", "/healthz")
            if json.load(connection.getresponse())["state"] == "ready":
                return
            time.sleep(0.01)

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def part_of(root, folder):
    """Links to some of the files, for the tools that cannot read all of them in a bearable time."""
    part = folder / "part"
    part.mkdir()
    for folder_of_part in sorted(root.iterdir()):
        for path in sorted(folder_of_part.iterdir())[:: IMAGES // PART]:
            os.link(path, part / path.name)
    return part


def exiftool(part):
    start = timed(["exiftool", "-ver"])
    return timed(["exiftool", "-fast", "-r", "-json", part]) - start


def pillow(bench, part):
    script = bench.folder / "pillow.py"
    script.write_text(PILLOW)
    return float(subprocess.check_output([pillow_python(), script, part]))


def pillow_python():
    return os.environ.get("BENCH_PILLOW_PYTHON", sys.executable)


def slow_tools(bench, part):
    """What is installed of the others: each with a function that answers with its seconds for the part."""
    tools = {}
    if shutil.which("exiftool"):
        tools["exiftool -fast -r -json"] = lambda: exiftool(part)
    if not subprocess.run([pillow_python(), "-c", "import PIL"], capture_output=True, check=False).returncode:
        tools["Pillow's .info"] = lambda: pillow(bench, part)
    return tools


def measured_beside(floor, root, bench):
    """Both sides in turn: our scans, each with the floor's seconds and CPU seconds."""
    floor.measure()
    for _ in range(ROUNDS):
        seconds, cpu = floor.measure()
        yield Scan(root, bench.folder / "text.db"), seconds, cpu


def settle():
    os.sync()
    time.sleep(YOUTH)


def run_beside_floor(bench, figure, texts):
    root = bench.folder / "beside-floor"
    make_tree(root, texts=texts)
    settle()
    pairs = list(measured_beside(Floor(bench.folder, root), root, bench))
    bench.add(f"{figure} / C loop that reads 16 KB", [scan.seconds / seconds for scan, seconds, _ in pairs])
    bench.add(f"{figure}, CPU time / C loop's", [scan.cpu_seconds / cpu for scan, _, cpu in pairs])
    shutil.rmtree(root)


def run(bench):
    # Without ComfyUI's graphs; and what is no series, as pictures collected from everywhere.
    run_beside_floor(bench, A1111_FIGURE, a1111_texts)
    run_beside_floor(bench, UNLIKE_FIGURE, unlike_texts)
    root = bench.folder / "texts"
    make_tree(root)
    settle()
    floor = Floor(bench.folder, root)
    part = part_of(root, bench.folder)
    tools = slow_tools(bench, part)
    pairs, slower = [], {name: [] for name in tools}
    for pair in measured_beside(floor, root, bench):
        pairs.append(pair)
        for name, seconds in tools.items():
            slower[name].append(pair[0].seconds / (seconds() * IMAGES / PART))
    bench.add(f"{FIGURE} / C loop that reads 16 KB", [scan.seconds / seconds for scan, seconds, _ in pairs])
    bench.add(
        f"{FIGURE}, start-up included / C loop", [scan.seconds_with_start / seconds for scan, seconds, _ in pairs]
    )
    bench.add(f"{FIGURE}, CPU time / C loop's", [scan.cpu_seconds / cpu for scan, _, cpu in pairs])
    for name, values in slower.items():
        bench.add(f"{FIGURE} / {name}", values)
    bench.add(f"{FIGURE}, peak memory, MB", [scan.peak_megabytes for scan, _, _ in pairs])
    shutil.rmtree(root)
    shutil.rmtree(part)
