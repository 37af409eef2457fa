"""The page in a browser: key press to paint, a flip in every frame, first paint, scrolling, memory.

The grid and a page of plain images are driven in turn, round by round, on the same server. Each round gives one figure,
so that the median is not that of the one round in which the machine did something else.
"""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

from bench import HERE, PROGRAM
from browser.pages import Side
from browser.samples import write_flips, write_plane, write_sources
from playwright.sync_api import Browser, sync_playwright

ROUNDS = 5
POSITIONS = 20
PRESSES = 20
FRAMES = 100
MEBIBYTE = 1024 * 1024

FLIP = "#run=flip&x=cfg&y=prompt_name&slider=checkpoint&size=120"
PLANE = "#run=plane&x=x&y=y&size=120"
ALL_READY = """(count) => Array.from({ length: count }, (_, each) => each)
  .every((each) => document.querySelector('sample-grid').isReady(each))"""

FULL = """() => {
  const { bytes, most } = document.querySelector('sample-grid').budget;
  return bytes > 0.8 * most;
}"""


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def serve(root: Path, beside: Path, web: Path) -> tuple[subprocess.Popen, str]:
    beside.mkdir()
    config = beside / "config.toml"
    config.write_text(f'cache_dir = "{beside / "cache"}"\ndb_path = "{beside / "presets.db"}"\n')
    process = subprocess.Popen(
        [PROGRAM, "serve", str(root), "--config", str(config), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "CHECKPOINT_SAMPLER_WEB": str(web)},
    )
    url = re.search(r"http://\S+", process.stdout.readline().decode())[0]
    while not all(run["state"] == "ready" for run in runs(url) or [{"state": ""}]):
        time.sleep(0.1)
    return process, url


def runs(url: str) -> list[dict]:
    return json.load(urlopen(f"{url}/api/training-runs"))["training_runs"]


def flips(bench, browser: Browser, url: str) -> None:
    grid = Side(browser, "grid", url, FLIP, '.cell[data-state="loaded"]', ".grid")
    plain = Side(browser, "img", url, "baseline.html?flip", "img", "html")
    for side in (grid, plain):
        side.leave()
    sides = (grid, plain)
    figures = {(side.name, what): [] for side in sides for what in ("first", "key", "frame")}
    for _ in range(ROUNDS):
        for side in sides:
            figures[side.name, "first"].append(side.open())
            # What it would read ahead now is not to meet the other's turn.
            side.leave()
    for side in sides:
        side.open()
    grid.until(ALL_READY, POSITIONS)
    plain.until("() => window.ready")
    for _ in range(ROUNDS):
        for side in sides:
            figures[side.name, "key"].append(p95(side.press(PRESSES)))
            figures[side.name, "frame"].append(p95(side.every_frame(FRAMES)))
    for side in sides:
        bench.add(f"page: warm first paint of 36 cells, ms ({side.name})", figures[side.name, "first"])
        bench.add(f"page: key press to painted, 36 × 20, ms p95 ({side.name})", figures[side.name, "key"])
        bench.add(f"page: a flip in every frame, 36 × 20, ms p95 ({side.name})", figures[side.name, "frame"])
    for side in sides:
        side.page.context.close()
    pressed(bench, browser, url)


def pressed(bench, browser: Browser, url: str) -> None:
    """Cells so large that all their positions take more than the budget."""
    large = FLIP.replace("size=120", "size=168")
    grid = Side(browser, "grid", url, large, '.cell[data-state="loaded"]', ".grid", density=2)
    grid.until(FULL)
    held = [grid.held() for _ in range(POSITIONS) if grid.press(2)]
    bench.add("page: decoded pictures, MB at most", [max(each["bytes"] for each in held) / MEBIBYTE])
    bench.add("page: decoded pictures / their budget", [max(each["bytes"] / each["most"] for each in held)])
    grid.page.context.close()


def planes(bench, browser: Browser, url: str) -> None:
    grid = Side(browser, "grid", url, PLANE, '.cell[data-state="loaded"]', ".grid")
    plain = Side(browser, "img", url, "baseline.html?plane", "img", "html")
    longest = {side.name: [] for side in (grid, plain)}
    for _ in range(ROUNDS):
        for side in (grid, plain):
            longest[side.name].append(max(side.scroll(FRAMES)))
    for name, values in longest.items():
        bench.add(f"page: longest frame while 200 × 500 scroll, ms ({name})", values)


def run(bench) -> None:
    sources = write_sources(bench.folder / "sources", 512)
    small = write_sources(bench.folder / "small", 128)
    write_flips(bench.folder / "flips", sources, POSITIONS)
    write_plane(bench.folder / "planes", small, 200, 500)
    # The plain images beside the page, from the same server: a page of the test's own making would go past the cache.
    web = bench.folder / "web"
    shutil.copytree(HERE.parent / "web", web)
    shutil.copytree(HERE / "browser/baseline", web, dirs_exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for measure in (flips, planes):
            process, url = serve(bench.folder / measure.__name__, bench.folder / f"{measure.__name__}-state", web)
            try:
                measure(bench, browser, url)
            finally:
                process.terminate()
                process.wait()
        browser.close()
