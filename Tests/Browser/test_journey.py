"""The whole way of a user, on each kind of screen: by mouse and keys, or by fingers alone."""

import pytest
from playwright.sync_api import expect


def press(viewer, place):
    """A click, or a tap where there is no mouse."""
    place.tap() if viewer.touches else place.click()


def nearer(viewer, place):
    """A double click, or a pinch."""
    if not viewer.touches:
        return place.dblclick()
    box = place.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    send = viewer.fingers()
    send("touchStart", (x - 10, y), (x + 10, y))
    for spread in range(14, 40, 4):
        send("touchMove", (x - spread, y), (x + spread, y))
    send("touchEnd")


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
def test_from_opening_to_the_best_checkpoint(open_viewer, size):
    viewer = open_viewer(size, fragment="").ready()
    page = viewer.page
    zoomed = page.locator(".zoom-mark")

    # The slider, to its first position.
    box = viewer.slider.bounding_box()
    left = (box["x"] + 6, box["y"] + box["height"] / 2)
    page.touchscreen.tap(*left) if viewer.touches else page.mouse.click(*left)
    viewer.at("fox-step00001000")

    # A closer look, everywhere, and back.
    cell = viewer.ready().cell("cfg 3, owl")
    nearer(viewer, cell)
    expect(zoomed).to_be_visible()
    expect(viewer.dialog).to_be_hidden()
    press(viewer, zoomed)
    expect(zoomed).to_be_hidden()

    # One row alone, and all again.
    press(viewer, viewer.header("rowheader", "owl"))
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(1)
    press(viewer, page.get_by_role("button", name="Remove the filter prompt_name: owl"))
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(3)

    # One image, its neighbour, its facts.
    press(viewer, viewer.ready().cell("cfg 1, forest"))
    expect(viewer.dialog.locator('[data-state="loaded"]')).to_be_visible()
    press(viewer, viewer.dialog.get_by_role("button", name="Next along X"))
    expect(viewer.dialog.get_by_role("img", name="cfg 3, forest, fox-step00001000")).to_be_visible()
    expect(viewer.dialog.get_by_role("complementary")).to_contain_text("a portrait of forest")
    press(viewer, viewer.dialog.get_by_role("button", name="Close", exact=True))
    expect(viewer.dialog).to_be_hidden()

    # A filter in the side panel.
    side = page.get_by_role("button", name="Side panel")
    if viewer.touches:
        press(viewer, side)
    press(viewer, viewer.group("seed").get_by_role("button", name="Only 7", exact=True))
    if viewer.touches:
        press(viewer, side)
    expect(viewer.cell("cfg 1, forest").locator(".cell-layers")).to_be_hidden()

    # Another layout.
    press(viewer, page.get_by_role("button", name="Swap X and Y"))
    expect(viewer.header("rowheader", "7")).to_be_attached()
    viewer.at("fox-step00001000")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
