"""Measures the page: key press to paint, a flip in every frame, first paint, scrolling, memory.

The grid and a page of plain images are driven in turn, round by round, on the same server, so that
what the machine does besides falls on both. Prints one JSON object a line, then a table.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright
from samples import write_flips, write_plane, write_sources

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHECKPOINT_SAMPLER_PROGRAM", str(PROJECT / ".build/release/checkpoint-sampler"))
POSITIONS = 20
ROUNDS = 5
PRESSES = 20

# From the key's own time stamp to the task after the frame that shows its picture.
PAINTED = """() => {
  window.painted = [];
  addEventListener('keydown', (event) => {
    if (!event.isTrusted) return;
    const start = event.timeStamp;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => painted.push(performance.now() - start);
      channel.port2.postMessage(0);
    });
  }, { capture: true });
}"""

BASELINE_PAINTED = """() => {
  window.painted = [];
  addEventListener('keydown', async (event) => {
    const start = event.timeStamp;
    await step();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => painted.push(performance.now() - start);
      channel.port2.postMessage(0);
    });
  });
}"""

EVERY_FRAME = """(turn) => new Promise((resolve) => {
  const frames = [];
  let last = 0;
  let busy = false;
  const frame = async (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= 100) return resolve(frames);
    if (turn === 'grid') document.dispatchEvent(new KeyboardEvent('keydown', { key: '.' }));
    else await step();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

SCROLL = """() => new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  const frames = [];
  let last = 0;
  const frame = (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= 240) return resolve(frames);
    grid.scrollBy(frames.length % 4 === 0 ? 60 : 0, 90);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""


def serve(root: Path, beside: Path) -> tuple[subprocess.Popen, str]:
    beside.mkdir()
    config = beside / "config.toml"
    config.write_text(f'cache_dir = "{beside / "cache"}"\n')
    process = subprocess.Popen(
        [
            PROGRAM,
            "serve",
            str(root),
            "--config",
            str(config),
            "--port",
            "0",
            "--db",
            str(beside / "db"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "CHECKPOINT_SAMPLER_WEB": str(PROJECT / "web")},
    )
    url = re.search(r"http://\S+", process.stdout.readline().decode())[0]
    while any(
        run["state"] != "ready"
        for run in json.load(urlopen(f"{url}/api/training-runs"))["training_runs"] or [{"state": ""}]
    ):
        time.sleep(0.1)
    return process, url


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def report(what: str, side: str, values: list[float]) -> None:
    row = {
        "what": what,
        "side": side,
        "count": len(values),
        "median": round(statistics.median(values), 1),
        "p95": round(p95(values), 1),
        "max": round(max(values), 1),
    }
    print(json.dumps(row), flush=True)


def open_grid(page: Page, url: str) -> float:
    """Milliseconds from navigation until all 36 cells are painted."""
    page.goto(f"{url}/#run=flip&x=cfg&y=prompt_name&slider=checkpoint&size=120")
    return page.evaluate("""() => new Promise((resolve) => {
      const look = () => document.querySelectorAll('.cell[data-state="loaded"]').length >= 36
        ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look);
      look();
    })""")


def flips(browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.add_init_script("localStorage.setItem('hints', 'seen')")
    grid, plain = context.new_page(), context.new_page()
    open_grid(grid, url)
    report("first paint, warm", "grid", [open_grid_again(grid, url) for _ in range(8)])
    grid.wait_for_function(
        "() => Array.from({ length: 20 }, (_, each) => each).every((each) => document.querySelector('sample-grid').isReady(each))"
    )
    plain.route(
        "**/baseline.html",
        lambda route: route.fulfill(path=Path(__file__).with_name("baseline.html")),
    )
    plain.goto(f"{url}/baseline.html")
    plain.wait_for_function("() => window.ready")
    grid.evaluate(PAINTED)
    plain.evaluate(BASELINE_PAINTED)
    frames = {"grid": [], "img": []}
    for _ in range(ROUNDS):
        for side, page in (("grid", grid), ("img", plain)):
            page.bring_to_front()
            for _ in range(PRESSES):
                page.keyboard.press(".")
                page.wait_for_timeout(60)
            page.wait_for_timeout(400)
            frames[side] += page.evaluate(EVERY_FRAME, side)
    for side, page in (("grid", grid), ("img", plain)):
        report("key to paint", side, page.evaluate("painted"))
        report("flip in every frame", side, frames[side])
    held = grid.evaluate("document.querySelector('sample-grid').budget")
    print(json.dumps({"what": "decoded pictures", "bytes": held["bytes"], "budget": held["most"]}))
    if held["bytes"] > held["most"]:
        sys.exit("decoded pictures exceed their budget")
    context.close()


def open_grid_again(page: Page, url: str) -> float:
    page.goto("about:blank")
    return open_grid(page, url)


def plane(browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto(f"{url}/#run=plane&x=x&y=y&size=120")
    page.wait_for_selector('.cell[data-state="loaded"]')
    page.evaluate(SCROLL)
    report("scrolling 200 × 500", "grid", page.evaluate(SCROLL))
    context.close()


def main() -> None:
    place = Path(tempfile.mkdtemp(prefix="bench-browser-"))
    processes = []
    try:
        sources = write_sources(place / "sources", 512)
        small = write_sources(place / "small", 128)
        write_flips(place / "flips", sources, POSITIONS)
        write_plane(place / "planes", small, 200, 500)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for name, measure in (("flips", flips), ("planes", plane)):
                process, url = serve(place / name, place / f"{name}-state")
                processes.append(process)
                measure(browser, url)
            browser.close()
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
