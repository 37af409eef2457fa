import json
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright
from program import Program
from sample_set import write_hostile, write_main
from viewer import Viewer

# It only ends a test that fails anyway; five seconds were short on a machine that does other things too.
expect.set_options(timeout=30_000)

SIZES = {"wide": (1440, 900), "tablet": (1024, 768), "phone": (400, 800)}

# Counts what moves by itself; what moves within half a second of a key or a press is an answer.
WATCH_SHIFTS = """
window.layoutShift = 0;
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.layoutShift += entry.value;
    for (const { node } of entry.sources) window.shifted.push(`${node?.localName ?? '#text'}.${node?.className ?? ''}`);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""


def wait_ready(url: str, images: int) -> None:
    for _ in range(1200):
        runs = json.load(urlopen(f"{url}/api/training-runs"))["training_runs"]
        if runs and sum(r["image_count"] for r in runs) >= images and all(r["state"] == "ready" for r in runs):
            return
        time.sleep(0.05)
    raise RuntimeError("the index was not ready in time")


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    root = tmp_path_factory.mktemp("samples")
    write_hostile(root)
    write_main(root)
    program = Program(root, tmp_path_factory.mktemp("beside"))
    wait_ready(program.url, 100)
    yield program
    program.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium):
    """A context for each kind of screen. They live as long as the tests, so that pages find their scripts in the cache."""
    made = {}

    def context_for(size, options):
        key = json.dumps([size, options], sort_keys=True)
        if key not in made:
            width, height = SIZES[size]
            viewport = {"width": width, "height": height}
            made[key] = chromium.new_context(viewport=viewport, has_touch=size == "phone", **options)
            made[key].add_init_script(WATCH_SHIFTS)
        return made[key]

    yield context_for
    for context in made.values():
        context.close()


@pytest.fixture
def open_viewer(contexts, program):
    """Opens pages, and after the test holds each of them to making no error, no failed request, no jump."""
    opened = []

    def open_one(
        size="wide",
        theme="dark",
        fragment="#run=lora%2Ffox",
        hints=False,
        url=None,
        **options,
    ):
        remembered = {"theme": theme} if hints else {"theme": theme, "hints": "seen"}
        viewer = Viewer(contexts(size, options), url or program.url, remembered)
        # The sample set holds one broken image, whose thumbnail and file are refused as they should be.
        viewer.forgive(r"\b422\b")
        opened.append(viewer)
        viewer.open(fragment)
        return viewer

    yield open_one
    problems = [problem for viewer in opened for problem in viewer.problems()]
    for viewer in opened:
        viewer.close()
    assert problems == []


@pytest.fixture
def viewer(open_viewer):
    return open_viewer()
