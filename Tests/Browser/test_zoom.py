"""5. Looks closely, everywhere at once."""

import re

from playwright.sync_api import expect

ZOOMED = re.compile(r"[?&#]zoom=")


def alike(left, right):
    """Thumbnails are lossy WebP, so one colour may come out a shade off beside an edge."""
    return all(abs(a - b) <= 8 for a, b in zip(left, right, strict=True))


def zoomed(viewer):
    expect(viewer.page.get_by_role("button", name=re.compile("^Zoom .*back to fit"))).to_be_visible()


def fit(viewer):
    expect(viewer.page.get_by_role("button", name=re.compile("^Zoom .*back to fit"))).to_be_hidden()


def sharp(viewer):
    """Every cell shows the right half of its picture only."""
    viewer.ready()
    cells = viewer.grid.locator(".cell").all()
    return [alike(viewer.colour(cell, 0.1, 0.5), viewer.colour(cell, 0.98, 0.5)) for cell in cells]


def test_a_double_click_shows_the_same_region_in_every_cell(viewer):
    viewer.ready()
    assert not any(sharp(viewer))
    box = viewer.grid.locator(".cell").first.bounding_box()
    viewer.page.mouse.dblclick(box["x"] + box["width"] * 0.99, box["y"] + box["height"] * 0.5)
    zoomed(viewer)
    assert all(sharp(viewer))
    expect(viewer.dialog).to_be_hidden()
    viewer.press("0")
    fit(viewer)
    assert not any(sharp(viewer))


def test_zoom_is_held_while_slider_and_filters_change(viewer):
    viewer.ready()
    box = viewer.grid.locator(".cell").first.bounding_box()
    viewer.page.mouse.dblclick(box["x"] + box["width"] * 0.99, box["y"] + box["height"] * 0.5)
    zoomed(viewer)
    viewer.press("Home", "ArrowRight", "ArrowRight", "ArrowRight")
    assert all(sharp(viewer))
    viewer.group("seed").get_by_role("button", name="Only 7", exact=True).click()
    assert all(sharp(viewer))
    viewer.header("rowheader", "owl").click()
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(1)
    assert all(sharp(viewer))


def test_the_wheel_zooms_where_nothing_scrolls_and_drags_pan_all(viewer):
    viewer.ready()
    box = viewer.grid.locator(".cell").first.bounding_box()
    viewer.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.56)
    for _ in range(3):
        viewer.page.mouse.wheel(0, -240)
    zoomed(viewer)
    assert all(sharp(viewer))
    for _ in range(4):
        viewer.page.mouse.move(box["x"] + 10, box["y"] + box["height"] * 0.56)
        viewer.page.mouse.down()
        viewer.page.mouse.move(box["x"] + box["width"] * 3, box["y"] + box["height"] * 0.56, steps=4)
        viewer.page.mouse.up()
    left = viewer.colour(viewer.grid.locator(".cell").nth(4), 0.5, 0.56)
    viewer.press("0")
    viewer.ready()
    dark = viewer.colour(viewer.grid.locator(".cell").nth(4), 0.1, 0.56)
    assert alike(left, dark)
    expect(viewer.dialog).to_be_hidden()


def test_keys_zoom_pan_and_go_back(viewer):
    viewer.ready().press("+", "+", "+", "+")
    zoomed(viewer)
    viewer.press(*["Shift+ArrowRight"] * 12)
    assert all(sharp(viewer))
    viewer.press("-")
    zoomed(viewer)
    viewer.press("Escape")
    fit(viewer)


def test_the_zoomed_region_is_painted_at_full_resolution(viewer):
    viewer.ready()
    viewer.page.get_by_role("slider", name="Cell size").fill("100")
    viewer.ready().press("+", "+", "+", "+", "+")
    viewer.ready()
    parts = "(grid) => [...grid.querySelectorAll('.cell')].length"
    assert viewer.page.locator("sample-grid").evaluate(parts) >= 9
    natural = viewer.page.locator("sample-grid").evaluate("(grid) => grid.naturalOf(null)")
    assert natural["width"] >= 320


def test_two_fingers_pinch_every_cell_and_one_pans(open_viewer):
    viewer = open_viewer("phone").ready()
    box = viewer.grid.locator(".cell").first.bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2
    touch = viewer.page.context.new_cdp_session(viewer.page)

    def send(kind, *points):
        touch.send(
            "Input.dispatchTouchEvent",
            {
                "type": kind,
                "touchPoints": [{"x": px, "y": py, "id": index} for index, (px, py) in enumerate(points)],
            },
        )

    send("touchStart", (x - 10, y), (x + 10, y))
    for spread in range(12, 44, 4):
        send("touchMove", (x - spread, y), (x + spread, y))
    send("touchEnd")
    zoomed(viewer)
    before = viewer.pixels(viewer.grid.locator(".cell").nth(1))
    send("touchStart", (x, y))
    for step in range(1, 6):
        send("touchMove", (x, y - 12 * step))
    send("touchEnd")
    viewer.ready()
    assert viewer.pixels(viewer.grid.locator(".cell").nth(1)) != before
    expect(viewer.dialog).to_be_hidden()
