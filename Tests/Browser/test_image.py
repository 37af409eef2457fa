"""6. Opens one image, whole, with everything known of it."""

import pytest
from playwright.sync_api import expect


def open_cell(viewer, name="cfg 3, owl"):
    viewer.ready().cell(name).click()
    expect(viewer.dialog).to_be_visible()
    expect(viewer.dialog.locator('[data-state="loaded"]')).to_be_visible()


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
def test_a_click_or_a_tap_opens_and_escape_closes(open_viewer, size):
    viewer = open_viewer(size)
    viewer.ready()
    cell = viewer.cell("cfg 3, forest")
    cell.tap() if size == "phone" else cell.click()
    expect(viewer.dialog).to_be_visible()
    expect(viewer.dialog.get_by_role("img", name="cfg 3, forest, fox-step00006000")).to_be_visible()
    viewer.press("Escape")
    expect(viewer.dialog).to_be_hidden()
    expect(cell).to_be_focused()


def test_enter_opens_and_arrows_step_along_all_three(viewer):
    viewer.ready().cell("cfg 1, forest").focus()
    viewer.press("Enter")
    picture = viewer.dialog.get_by_role("img")
    for key, label in [
        ("ArrowRight", "cfg 3, forest, fox-step00006000"),
        ("ArrowDown", "cfg 3, owl, fox-step00006000"),
        (",", "cfg 3, owl, fox-step00005000"),
        ("ArrowLeft", "cfg 1, owl, fox-step00005000"),
        ("ArrowUp", "cfg 1, forest, fox-step00005000"),
        (".", "cfg 1, forest, fox-step00006000"),
    ]:
        viewer.press(key)
        expect(picture).to_have_attribute("alt", label)


def test_everything_known_is_shown_as_text(viewer):
    open_cell(viewer)
    facts = viewer.dialog.get_by_role("complementary", name="What is known")
    expect(facts).to_contain_text("prompt_name")
    expect(facts).to_contain_text("file name")
    expect(facts).to_contain_text("folder")
    expect(facts).to_contain_text("320 × 320")
    facts.get_by_text("Raw text: parameters").click()
    expect(facts.locator("pre")).to_contain_text("a portrait of owl, <b>bold</b>")
    assert facts.locator("b").count() == 0


def test_text_is_copied(open_viewer):
    viewer = open_viewer(permissions=["clipboard-read", "clipboard-write"])
    open_cell(viewer)
    viewer.dialog.get_by_text("Raw text: parameters").click()
    viewer.dialog.get_by_role("button", name="Copy parameters").click()
    copied = viewer.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("a portrait of owl, <b>bold</b>")


def test_the_original_is_opened_and_downloaded(viewer):
    open_cell(viewer)
    path = viewer.dialog.get_attribute("data-path")
    with viewer.page.expect_download() as download:
        viewer.dialog.get_by_role("link", name="Download").click()
    assert path.endswith(download.value.suggested_filename) or "_" in download.value.suggested_filename
    href = viewer.dialog.get_by_role("link", name="Open original").get_attribute("href")
    assert viewer.page.request.get(f"{viewer.url}{href}").ok


def test_zoom_and_place_stay_when_stepping(viewer):
    open_cell(viewer)
    viewer.press("+", "+", "+", "Shift+ArrowRight")
    picture = viewer.dialog.get_by_role("img")
    before = picture.bounding_box()
    fitted = viewer.dialog.locator(".stage-area").bounding_box()
    assert before["width"] > fitted["width"] * 0.9
    viewer.press("ArrowRight")
    expect(picture).to_have_attribute("alt", "cfg 7, owl, fox-step00006000")
    assert picture.bounding_box() == before
    viewer.press("0")
    assert picture.bounding_box()["width"] < before["width"]


def test_a_drag_pans_and_the_wheel_zooms(viewer):
    open_cell(viewer)
    picture = viewer.dialog.get_by_role("img")
    viewer.page.mouse.move(400, 400)
    viewer.page.mouse.wheel(0, -400)
    wide = picture.bounding_box()
    viewer.page.mouse.down()
    viewer.page.mouse.move(360, 380, steps=3)
    viewer.page.mouse.up()
    moved = picture.bounding_box()
    assert moved["width"] == wide["width"]
    assert moved["x"] < wide["x"]


def test_the_image_is_in_the_address(viewer):
    open_cell(viewer)
    address = viewer.page.url
    assert "open.x=3" in address
    viewer.page.go_back()
    expect(viewer.dialog).to_be_hidden()
    viewer.page.go_forward()
    expect(viewer.dialog).to_be_visible()


def test_a_place_without_a_sample_says_so(viewer):
    open_cell(viewer, "cfg 7, owl")
    viewer.press(",", ",", ",")
    expect(viewer.dialog.get_by_text("There is no sample at this place.").first).to_be_visible()


def test_a_second_enter_takes_back_the_first(viewer):
    viewer.ready().cell("cfg 3, owl").focus()
    viewer.press("Enter")
    expect(viewer.dialog).to_be_visible()
    viewer.press("Enter")
    expect(viewer.dialog).to_be_hidden()
    expect(viewer.cell("cfg 3, owl")).to_be_focused()


def test_a_finger_strokes_to_the_neighbours(open_viewer):
    viewer = open_viewer("phone")
    open_cell(viewer, "cfg 1, forest")
    stage = viewer.dialog.locator(".stage-area").bounding_box()
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    picture = viewer.dialog.get_by_role("img")
    viewer.stroke((x, y), (x - 90, y))
    expect(picture).to_have_attribute("alt", "cfg 3, forest, fox-step00006000")
    viewer.stroke((x, y), (x, y - 90))
    expect(picture).to_have_attribute("alt", "cfg 3, owl, fox-step00006000")
    viewer.stroke((x, y), (x + 90, y))
    expect(picture).to_have_attribute("alt", "cfg 1, owl, fox-step00006000")


def test_the_neighbours_are_read_ahead(viewer):
    viewer.ready()
    read = []
    viewer.page.on("request", lambda request: read.append(request.url))
    open_cell(viewer, "cfg 3, owl")
    wanted = ["owl&cfg=7", "owl&cfg=1", "forest&cfg=3", "portal_hub&cfg=3"]
    for part in wanted:
        assert any(
            "/images/" in url and part in url.replace("%3D", "=").replace("%26", "&") and "00006000" in url
            for url in read
        ), part
    assert any("00005000" in url and "owl%26cfg%3D3" in url for url in read)


def test_messages_are_seen_over_the_image_and_help_too(open_viewer):
    viewer = open_viewer(permissions=["clipboard-read", "clipboard-write"])
    open_cell(viewer)
    viewer.press("c")
    message = viewer.dialog.get_by_role("status").get_by_text("Link copied.")
    expect(message).to_be_visible()
    viewer.dialog.get_by_role("button", name="Close message").click()
    expect(message).to_be_hidden()
    viewer.press("?")
    expect(viewer.page.get_by_role("dialog", name="All keys")).to_be_visible()
    viewer.press("Escape")
    expect(viewer.page.get_by_role("dialog", name="All keys")).to_be_hidden()
    expect(viewer.dialog).to_be_visible()


def test_the_slider_goes_to_its_ends(viewer):
    open_cell(viewer)
    viewer.press("Home")
    expect(viewer.dialog.get_by_role("img")).to_have_attribute("alt", "cfg 3, owl, fox-step00001000")
    expect(viewer.dialog.locator(".image-foot")).to_contain_text("1 / 6")
    viewer.press("End")
    expect(viewer.dialog.get_by_role("img")).to_have_attribute("alt", "cfg 3, owl, fox-step00006000")
