"""12. What no cell tells: files that cannot be read, and pictures of whole grids."""

import pytest
from conftest import wait_ready
from pictures import png
from playwright.sync_api import expect
from program import Program
from sample_set import checkpoint, write, write_step

HOSTILE = "cfg=9&prompt_name=<img src=x onerror=alert(1)>.png"
SHEET = "xyz_grid-0001.png"
SHEET_TEXT = "owls\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x64, Script: X/Y/Z plot, X Type: Seed"


@pytest.fixture(scope="module")
def flawed(tmp_path_factory):
    root = tmp_path_factory.mktemp("samples")
    write_step(root, 1000, 64)
    write(checkpoint(root, 1000) / HOSTILE, png(64, 64, 1)[:60])
    write(checkpoint(root, 1000) / SHEET, png(64, 64, 2, {"parameters": SHEET_TEXT}))
    program = Program(root, tmp_path_factory.mktemp("beside"))
    wait_ready(program.url, 17)
    yield program
    program.stop()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_problems_and_whole_grids_are_listed_with_their_files(open_viewer, flawed, size):
    viewer = open_viewer(size, url=flawed.url)
    viewer.ready()
    button = viewer.page.locator("notice-bar").get_by_role("button", name="1 problem, 1 whole grid")
    panel = viewer.page.get_by_role("region", name="Beside the cells")
    expect(panel).to_be_hidden()
    button.click()
    row = panel.get_by_role("listitem").filter(has_text=HOSTILE)
    expect(row).to_contain_text("end")
    sheet = panel.get_by_role("link", name=SHEET)
    expect(sheet).to_have_attribute("target", "_blank")
    with viewer.page.context.expect_page() as opened:
        sheet.click()
    expect(opened.value.locator("img")).to_be_visible()
    opened.value.close()
    panel.get_by_role("button", name="Close").focus()
    viewer.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    viewer.press("w", "h")
    expect(panel).to_be_hidden()
    expect(viewer.page.get_by_role("region", name="Checkpoints")).to_be_visible()
    viewer.press("Escape")
    expect(button).to_be_focused()
    assert viewer.page.evaluate("document.querySelectorAll('apart-panel img[src=x]').length") == 0


def test_a_run_without_flaws_says_so(open_viewer, program):
    viewer = open_viewer(url=program.url, fragment="#run=hostile%2Fx").ready()
    expect(viewer.page.locator("notice-bar").get_by_role("button")).to_have_count(0)
    viewer.press("w")
    panel = viewer.page.get_by_role("region", name="Beside the cells")
    expect(panel).to_contain_text("No file of this run has a problem")
    viewer.press("w")
    expect(panel).to_be_hidden()
