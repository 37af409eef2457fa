"""5. Looks closely, everywhere at once."""

import re

from conftest import wait_ready
from pictures import lines
from playwright.sync_api import expect
from program import Program
from sample_set import write

# Within a band of the pictures: at a half two bands meet, and a lossy copy blurs them.
MIDDLE = 0.56


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
    return [alike(viewer.colour(cell, 0.1, MIDDLE), viewer.colour(cell, 0.98, MIDDLE)) for cell in cells]


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


LINES = """(canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, canvas.height / 2, canvas.width, 1);
  let turns = 0;
  for (let x = 4; x < data.length; x += 4) turns += Math.abs(data[x] - data[x - 4]) > 100;
  return turns;
}"""


def test_the_zoomed_region_is_shown_at_full_resolution_in_every_cell_and_position(open_viewer, tmp_path):
    """Lines one pixel wide: any smaller copy of the picture is plain grey."""
    for step in (1, 2):
        for seed in (1, 2):
            path = tmp_path / "root" / f"fine-step{step:08d}.safetensors" / f"seed={seed}.png"
            write(path, lines(512, 512))
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        wait_ready(program.url, 4)
        viewer = open_viewer(url=program.url, fragment="#run=fine&x=seed&slider=checkpoint&size=128&zoom=8,0.5,0.5")
        for key in ("Home", "End"):
            viewer.press(key)
            for cell in viewer.ready().grid.locator(".cell").all():
                # 512 pixels in 128, eight times nearer: 64 of the picture's lines, each two pixels wide.
                viewer.page.wait_for_function(f"(canvas) => ({LINES})(canvas) >= 60", arg=canvas_of(cell))
                assert cell.locator("canvas").evaluate(LINES) <= 66
        viewer.press("0")
        fit(viewer)
        assert viewer.ready().grid.locator("canvas").first.evaluate(LINES) < 4
    finally:
        viewer.page.goto("about:blank")
        program.stop()


def canvas_of(cell):
    return cell.locator("canvas").element_handle()


def test_two_fingers_pinch_every_cell_and_one_pans(open_viewer):
    viewer = open_viewer("phone").ready()
    box = viewer.grid.locator(".cell").first.bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2
    send = viewer.fingers()
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


def test_an_image_open_on_a_phone_is_pinched_too(open_viewer):
    viewer = open_viewer("phone").ready()
    viewer.cell("cfg 3, owl").tap()
    picture = viewer.dialog.get_by_role("img")
    expect(viewer.dialog.locator('[data-state="loaded"]')).to_be_visible()
    before = picture.bounding_box()
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    send = viewer.fingers()
    send("touchStart", (x - 20, y), (x + 20, y))
    for spread in range(24, 64, 4):
        send("touchMove", (x - spread, y), (x + spread, y))
    send("touchEnd")
    assert picture.bounding_box()["width"] > before["width"] * 2
    expect(viewer.dialog).to_have_attribute("data-path", re.compile("prompt_name=owl&cfg=3"))
