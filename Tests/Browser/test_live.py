"""10. Leaves it open: new images come, the server goes and comes back."""

import pytest
from conftest import wait_ready
from pictures import png
from playwright.sync_api import expect
from program import Program
from sample_set import checkpoint, write, write_step

SLOW = 30_000


@pytest.fixture
def growing(tmp_path):
    root = tmp_path / "root"
    for step in (1000, 2000):
        write_step(root, step, 64)
    program = Program(root, tmp_path / "beside")
    wait_ready(program.url, 30)
    yield root, program
    program.stop()


def test_new_images_appear_and_nothing_moves(open_viewer, growing):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.press("Home")
    viewer.cell("cfg 3, owl").focus()
    before = viewer.cell("cfg 3, owl").bounding_box()
    write_step(root, 4000, 64)
    expect(viewer.slider).to_have_attribute("max", "2", timeout=SLOW)
    viewer.at("fox-step00001000")
    expect(viewer.cell("cfg 3, owl")).to_be_focused()
    assert viewer.cell("cfg 3, owl").bounding_box() == before
    viewer.page.goto("about:blank")


def test_an_overwritten_image_is_not_shown_old_again(open_viewer, growing):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.press("Home")
    viewer.at("fox-step00001000")
    cell = viewer.cell("cfg 3, owl")
    old = viewer.pixels(cell)
    for image in checkpoint(root, 1000).glob("prompt_name=owl&cfg=3&*"):
        write(image, png(64, 64, "another"))
    for _ in range(SLOW // 100):
        if viewer.pixels(cell) != old:
            break
        viewer.page.wait_for_timeout(100)
    new = viewer.pixels(cell)
    assert new != old
    viewer.page.reload()
    viewer.ready().press("Home")
    viewer.at("fox-step00001000")
    assert viewer.pixels(viewer.cell("cfg 3, owl")) == new
    viewer.page.goto("about:blank")


def test_following_moves_to_each_new_checkpoint(open_viewer, growing):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.page.get_by_role("button", name="Follow newest").click()
    viewer.at("fox-step00002000")
    write_step(root, 4000, 64)
    expect(viewer.slider).to_have_attribute("aria-valuetext", "fox-step00004000", timeout=SLOW)
    viewer.page.goto("about:blank")


def test_what_came_while_the_server_was_away_appears_in_its_place(open_viewer, growing, tmp_path):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.forgive("ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE|Failed to load")
    viewer.press("Home")
    viewer.cell("cfg 3, owl").focus()
    before = viewer.cell("cfg 3, owl").bounding_box()
    program.stop()
    expect(viewer.page.get_by_text("The server does not answer. Trying again…")).to_be_visible(timeout=SLOW)
    write_step(root, 4000, 64)
    again = Program(root, tmp_path / "beside", program.port)
    try:
        expect(viewer.slider).to_have_attribute("max", "2", timeout=2 * SLOW)
        viewer.at("fox-step00001000")
        expect(viewer.cell("cfg 3, owl")).to_be_focused()
        assert viewer.cell("cfg 3, owl").bounding_box() == before
        viewer.page.goto("about:blank")
    finally:
        again.stop()


def test_following_shows_the_newest_once_the_server_is_back(open_viewer, growing, tmp_path):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.forgive("ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE|Failed to load")
    viewer.page.get_by_role("button", name="Follow newest").click()
    viewer.at("fox-step00002000")
    program.stop()
    write_step(root, 4000, 64)
    again = Program(root, tmp_path / "beside", program.port)
    try:
        expect(viewer.slider).to_have_attribute("aria-valuetext", "fox-step00004000", timeout=2 * SLOW)
        viewer.page.goto("about:blank")
    finally:
        again.stop()


def test_the_server_goes_and_comes_back(open_viewer, growing, tmp_path):
    root, program = growing
    viewer = open_viewer(url=program.url, fragment="").ready()
    viewer.forgive("ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE|Failed to load")
    program.stop()
    expect(viewer.page.get_by_text("The server does not answer. Trying again…")).to_be_visible(timeout=SLOW)
    again = Program(root, tmp_path / "beside", program.port)
    try:
        expect(viewer.page.get_by_text("The server does not answer. Trying again…")).to_be_hidden(timeout=2 * SLOW)
        viewer.ready().press("Home")
        viewer.at("fox-step00001000")
        viewer.page.goto("about:blank")
    finally:
        again.stop()


def test_seven_tabs_share_one_stream(chromium, program):
    context = chromium.new_context()
    try:
        for _ in range(8):
            page = context.new_page()
            page.goto(f"{program.url}/#run=lora%2Ffox")
            expect(page.locator('.cell[data-state="loaded"]').first).to_be_visible(timeout=SLOW)
    finally:
        context.close()
