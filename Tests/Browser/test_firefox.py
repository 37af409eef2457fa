"""The main paths of the page in a second engine."""

import pytest
from conftest import SIZES, wait_ready
from firefox import Firefox
from program import Program
from sample_set import write_step

AT = "return document.querySelector('slider-bar .master').getAttribute('aria-valuetext')"
AXES = (
    "return ['X axis', 'Y axis', 'Slider'].map((each) => document.querySelector(`select[aria-label='${each}']`).value)"
)
ROWS = "return [...document.querySelectorAll('[role=rowheader]')].map((each) => each.getAttribute('aria-label'))"
DIALOG = "return document.querySelector('.image-dialog').open"
ALT = "return document.querySelector('.stage-picture')?.alt"
# In every cell, whether its left and right edges are of one half of the picture, which differ in brightness.
ONE_HALF = """
return [...document.querySelectorAll('.cell canvas')].map((canvas) => {
  const sum = (x) => {
    const [red, green, blue] = canvas.getContext('2d').getImageData(canvas.width * x, canvas.height / 2, 1, 1).data;
    return red + green + blue;
  };
  return Math.abs(sum(0.1) - sum(0.98)) < 30;
}).every((each) => each)
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    firefox = Firefox(tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def page(browser, program):
    browser.open(program.url, "#run=lora%2Ffox")
    browser.script("localStorage.setItem('hints', 'seen')")
    yield browser.ready()
    assert browser.errors() == []


@pytest.mark.parametrize("size", ["wide", "tablet"])
def test_the_newest_run_is_laid_out(page, size):
    page.size(*SIZES[size])
    page.ready()
    assert page.script(AXES) == ["cfg", "prompt_name", "checkpoint"]
    assert page.script(ROWS) == ["forest", "owl", "portal_hub"]
    page.wait(AT, "fox-step00006000")
    page.wait("return document.querySelectorAll('.cell[data-state=loaded]').length", 9)
    assert page.script("return document.querySelector('.cell').getAttribute('aria-label')") == (
        "cfg 1, forest, fox-step00006000"
    )


def test_the_slider_moves_by_keys_and_plays(page):
    page.press("Home", "ArrowRight")
    page.wait(AT, "fox-step00002000")
    page.script(
        "const field = document.querySelector('.interval'); field.value = '0.1'; field.dispatchEvent(new Event('change'))"
    )
    page.click("button[aria-label='Play']")
    page.wait(AT, "fox-step00004000")
    page.click("button[aria-label='Pause']")


def test_a_double_click_zooms_every_cell_and_is_held(page):
    x, y = page.middle(".cell", across=0.97)
    mouse = page.mouse().pointer_move(x, y)
    mouse.pointer_down().pointer_up().pointer_down().pointer_up().perform()
    page.wait("return !document.querySelector('.zoom-mark').hidden")
    page.ready().wait(ONE_HALF)
    page.press("ArrowLeft")
    page.wait(AT, "fox-step00005000")
    page.ready().wait(ONE_HALF)
    page.press("0")
    page.wait("return document.querySelector('.zoom-mark').hidden")
    page.ready().wait(ONE_HALF, False)


def test_an_image_opens_steps_and_closes(page):
    page.click(".cell")
    page.wait(DIALOG)
    page.wait(ALT, "cfg 1, forest, fox-step00006000")
    page.press("ArrowRight", "ArrowDown", ",")
    page.wait(ALT, "cfg 3, owl, fox-step00005000")
    page.wait("return document.querySelector('.image-facts').textContent.includes('a portrait of owl, <b>bold</b>')")
    page.press("Escape")
    page.wait(DIALOG, False)


def test_a_chip_is_dragged_and_one_key_swaps(page):
    start = page.middle("[role=group][aria-label=seed] .grip")
    end = page.middle("[data-drop=x]")
    mouse = page.mouse().pointer_move(*start).pointer_down()
    mouse.pointer_move(start[0] + 20, start[1], duration=20).pointer_move(*end, duration=50).pointer_up().perform()
    page.wait(AXES, ["seed", "prompt_name", "checkpoint"])
    page.press("s")
    page.wait(AXES, ["prompt_name", "seed", "checkpoint"])
    page.wait(ROWS, ["7", "422"])


def test_a_filter_comes_and_goes(page):
    page.click("[role=group][aria-label=seed] .value[data-value='422'] input")
    page.wait("return document.querySelector('.cell').dataset.path.includes('seed=7&')")
    page.click("filter-chips .chip")
    page.wait("return document.querySelectorAll('filter-chips .chip').length", 0)


def test_a_cell_is_held_apart_and_rejoins(page):
    page.script("document.querySelector('.cell').focus()")
    page.press("Alt+ArrowLeft")
    page.wait("return document.querySelector('.cell-mark').textContent", "−1 · 5000")
    page.press("j")
    page.wait("return document.querySelector('.cell-mark').hidden")


def test_a_preset_is_saved_and_deleted(page):
    page.press("p")
    page.wait("return document.querySelector('.small-dialog').open")
    page.press("Enter")
    page.wait(
        "return document.querySelector('select[aria-label=Preset]').selectedOptions[0].label",
        "cfg × prompt_name × checkpoint",
    )
    page.click("button[aria-label='More for presets']")
    page.script(
        "[...document.querySelectorAll('[role=menuitem]')].find((each) => each.textContent === 'Delete').click()"
    )
    page.wait("return document.querySelector('select[aria-label=Preset]').selectedOptions[0].label", "No preset")


def test_a_link_brings_the_view_back(page):
    page.press("Home", "s", "+", "+", "+")
    page.wait("return location.hash.includes('zoom=') && location.hash.includes('x=prompt_name')")
    link = page.script("return location.hash")
    page.open(page.url, link)
    page.ready().wait(AXES, ["prompt_name", "cfg", "checkpoint"])
    page.wait(AT, "fox-step00001000")
    page.wait("return !document.querySelector('.zoom-mark').hidden")


def test_new_images_appear(browser, tmp_path):
    write_step(tmp_path / "root", 1000, 64)
    write_step(tmp_path / "root", 2000, 64)
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        wait_ready(program.url, 30)
        browser.open(program.url, "")
        browser.ready().press("Home")
        write_step(tmp_path / "root", 4000, 64)
        browser.wait("return document.querySelector('slider-bar .master').max", "2")
        browser.wait(AT, "fox-step00001000")
        assert browser.errors() == []
    finally:
        browser.driver.navigate("about:blank")
        program.stop()
