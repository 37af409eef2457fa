"""The pictures of the page that stand in the README, made from the demo set."""

import os
import subprocess

import pytest
from conftest import wait_ready
from playwright.sync_api import expect
from program import PROGRAM, PROJECT, Program

WRITTEN = os.environ.get("WRITE_SCREENSHOTS")
PLACE = PROJECT / "docs" / "screenshots"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    root = tmp_path_factory.mktemp("demo")
    # The whole set is drawn for the README only.
    size = [] if WRITTEN else ["--images", "96"]
    subprocess.run([PROGRAM, "demo", str(root), *size], check=True, capture_output=True)
    program = Program(root, tmp_path_factory.mktemp("beside"))
    wait_ready(program.url, 50)
    yield program
    program.stop()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_demo_set_is_pictured(open_viewer, demo, tmp_path, theme):
    viewer = open_viewer(url=demo.url, theme=theme, fragment="#run=landscapes%2Fdemo-landscapes").ready()
    expect(viewer.grid.locator('.cell[data-state="broken"]')).to_have_count(0)
    picture = tmp_path / f"{theme}.png"
    viewer.page.mouse.move(0, 0)
    viewer.page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
    if WRITTEN:
        PLACE.mkdir(parents=True, exist_ok=True)
        (PLACE / picture.name).write_bytes(picture.read_bytes())
    viewer.page.goto("about:blank")
