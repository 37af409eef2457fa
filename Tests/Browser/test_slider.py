"""4. Moves the slider: all cells, single cells, by itself."""

import pytest
from playwright.sync_api import expect


def test_arrows_home_and_end_move_all_cells(viewer):
    viewer.ready()
    cell = viewer.grid.locator(".cell").first
    viewer.press("Home")
    viewer.at("fox-step00001000")
    expect(viewer.page.get_by_role("slider", name="checkpoint")).to_have_count(1)
    expect(cell).to_have_attribute("aria-label", "cfg 1, forest, fox-step00001000")
    viewer.press("ArrowRight")
    viewer.at("fox-step00002000")
    viewer.press("End")
    viewer.at("fox-step00006000")
    viewer.press(",")
    viewer.at("fox-step00005000")
    expect(cell).to_have_attribute("aria-label", "cfg 1, forest, fox-step00005000")


def test_the_slider_itself_is_moved_by_keys_and_mouse(viewer):
    viewer.ready()
    viewer.slider.focus()
    viewer.press("Home", "ArrowRight", "ArrowRight")
    viewer.at("fox-step00003000")
    box = viewer.slider.bounding_box()
    viewer.page.mouse.click(box["x"] + box["width"] / 2 + 20, box["y"] + box["height"] / 2)
    viewer.at("fox-step00004000")


def test_loop_goes_round_and_without_it_the_end_holds(viewer):
    viewer.ready()
    viewer.at("fox-step00006000")
    viewer.press("ArrowRight")
    viewer.at("fox-step00001000")
    viewer.press("l", "ArrowLeft")
    viewer.at("fox-step00001000")


def test_neighbours_are_decoded_ahead_so_that_a_flip_is_instant(viewer):
    viewer.ready()
    grid = viewer.page.locator("sample-grid")
    viewer.page.wait_for_function(
        "(grid) => [0, 1, 2, 3, 4, 5].every((position) => grid.isReady(position))",
        arg=grid.element_handle(),
    )
    states = viewer.page.evaluate("""() => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }));
      return [...document.querySelectorAll('.cell')].map((cell) => cell.dataset.state);
    }""")
    assert set(states) == {"loaded"}


def test_play_moves_and_pause_holds(viewer):
    viewer.ready()
    viewer.page.get_by_label("Seconds per position").fill("0.1")
    viewer.page.get_by_label("Seconds per position").press("Enter")
    viewer.page.get_by_role("button", name="Play", exact=True).click()
    expect(viewer.slider).not_to_have_attribute("aria-valuetext", "fox-step00006000")
    viewer.page.get_by_role("button", name="Pause").click()
    held = viewer.slider.get_attribute("aria-valuetext")
    viewer.page.wait_for_timeout(400)
    viewer.at(held)


def test_playing_without_loop_ends_at_the_end(viewer):
    viewer.ready().press("l")
    viewer.page.get_by_label("Seconds per position").fill("0.1")
    viewer.press("Tab")
    viewer.page.get_by_role("button", name="Play", exact=True).click()
    expect(viewer.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    viewer.at("fox-step00006000")


def test_a_cell_is_held_back_by_keys_and_all_rejoin(viewer):
    viewer.ready()
    viewer.cell("cfg 1, forest").focus()
    viewer.press("Alt+ArrowLeft", "Alt+ArrowLeft")
    held = viewer.cell("cfg 1, forest, fox-step00004000")
    expect(held.locator(".cell-mark")).to_have_text("−2 · 4000")
    viewer.slider.focus()
    viewer.press("ArrowLeft")
    expect(viewer.cell("cfg 1, forest, fox-step00003000")).to_be_visible()
    expect(viewer.cell("cfg 3, forest, fox-step00005000")).to_be_visible()
    viewer.press("j")
    expect(viewer.cell("cfg 1, forest, fox-step00005000")).to_be_visible()
    expect(viewer.page.get_by_role("button", name="Re-join")).to_be_hidden()


def test_a_cells_own_slider_moves_it_alone(viewer):
    viewer.ready()
    cell = viewer.grid.locator(".cell").nth(4)
    cell.hover()
    cell.get_by_role("slider").fill("0")
    expect(cell).to_have_attribute("aria-label", "cfg 3, owl, fox-step00001000")
    expect(viewer.grid.locator(".cell").nth(3)).to_have_attribute("aria-label", "cfg 1, owl, fox-step00006000")
    expect(viewer.dialog).to_be_hidden()


def test_the_slider_moves_by_touch(open_viewer):
    viewer = open_viewer("phone").ready()
    box = viewer.slider.bounding_box()
    viewer.page.touchscreen.tap(box["x"] + 6, box["y"] + box["height"] / 2)
    viewer.at("fox-step00001000")


def test_a_finger_that_rests_on_a_cell_moves_it_alone(open_viewer):
    viewer = open_viewer("phone").ready()
    cell = viewer.grid.locator(".cell").nth(4)
    slider = cell.get_by_role("slider")
    expect(slider).to_be_hidden()
    box = cell.bounding_box()
    send = viewer.fingers()
    send("touchStart", (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    expect(slider).to_be_visible()
    send("touchEnd")
    expect(viewer.dialog).to_be_hidden()
    track = slider.bounding_box()
    y = track["y"] + track["height"] / 2
    viewer.stroke((track["x"] + track["width"] - 8, y), (track["x"] + 4, y))
    expect(cell).to_have_attribute("aria-label", "cfg 3, owl, fox-step00001000")
    viewer.at("fox-step00006000")
    viewer.page.get_by_role("button", name="Re-join").tap()
    expect(cell).to_have_attribute("aria-label", "cfg 3, owl, fox-step00006000")


def test_after_a_click_on_a_picture_the_arrows_still_move_the_slider(viewer):
    viewer.ready().cell("cfg 3, owl").click()
    expect(viewer.dialog).to_be_visible()
    viewer.press("Escape")
    expect(viewer.cell("cfg 3, owl")).to_be_focused()
    viewer.press("ArrowLeft")
    viewer.at("fox-step00005000")
    viewer.press("Home")
    viewer.at("fox-step00001000")
    viewer.press("ArrowDown", "ArrowRight")
    expect(viewer.cell("cfg 7, portal_hub")).to_be_focused()
    viewer.at("fox-step00001000")


# A key that is struck before the browser has told the page that the dialog is closed.
CLOSE_AND_STRIKE = """(how) => {
  if (how === 'Escape') document.querySelector('dialog[open]').requestClose();
  else document.querySelector('dialog[open] [aria-label="Close"]').click();
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', code: 'ArrowLeft', bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_a_key_at_the_moment_of_closing_moves_the_slider_too(viewer, how):
    viewer.ready().cell("cfg 3, owl").click()
    expect(viewer.dialog).to_be_visible()
    viewer.page.evaluate(CLOSE_AND_STRIKE, how)
    expect(viewer.dialog).to_be_hidden()
    viewer.at("fox-step00005000")
    expect(viewer.cell("cfg 3, owl")).to_be_focused()


def test_a_cell_that_is_held_apart_is_moved_alone_by_the_open_images_slider(viewer):
    viewer.ready().cell("cfg 1, forest").focus()
    viewer.press("Alt+ArrowLeft", "Enter")
    slider = viewer.dialog.get_by_role("slider", name="checkpoint")
    expect(slider).to_have_attribute("aria-valuetext", "fox-step00005000")
    slider.fill("0")
    expect(slider).to_have_attribute("aria-valuetext", "fox-step00001000")
    viewer.press("Escape")
    viewer.at("fox-step00006000")
    expect(viewer.cell("cfg 1, forest").locator(".cell-mark")).to_have_text("−5 · 1000")
