"""9. Shares: the whole view is in the address."""

from playwright.sync_api import expect


def test_the_view_is_rebuilt_from_its_address(viewer, open_viewer):
    viewer.ready()
    viewer.choose("X axis", "seed")
    viewer.press("Home", "ArrowRight")
    viewer.header("rowheader", "owl").click()
    viewer.press("[", "+", "+", "+")
    viewer.page.wait_for_function("() => location.hash.includes('zoom=2.46') && location.hash.includes('size=')")
    other = open_viewer(fragment=viewer.page.evaluate("location.hash")).ready()
    expect(other.page.get_by_label("X axis")).to_have_value("seed")
    other.at("fox-step00002000")
    assert other.values("rowheader") == ["owl"]
    for part in (".zoom-mark", ".slider-value"):
        expect(other.page.locator("slider-bar").locator(part)).to_have_text(
            viewer.page.locator("slider-bar").locator(part).inner_text()
        )
    first, second = (each.grid.locator(".cell").first.bounding_box() for each in (viewer, other))
    assert first == second


def test_the_open_image_is_in_the_link_with_all_else(viewer, open_viewer):
    viewer.ready()
    viewer.group("seed").get_by_role("checkbox", name="422").uncheck()
    viewer.press("Home", "+", "+")
    viewer.ready().cell("cfg 3, owl").click()
    expect(viewer.dialog.locator('[data-state="loaded"]')).to_be_visible()
    path = viewer.dialog.get_attribute("data-path")
    viewer.page.wait_for_function("() => location.hash.includes('open.x=') && location.hash.includes('zoom=1.82')")
    other = open_viewer(fragment=viewer.page.evaluate("location.hash"))
    expect(other.dialog).to_have_attribute("data-path", path)
    other.press("Escape")
    expect(other.dialog).to_be_hidden()
    expect(other.page.get_by_role("button", name="Remove the filter seed: 7")).to_be_visible()
    expect(other.page.locator(".zoom-mark")).to_be_visible()
    other.at("fox-step00001000")


def test_back_and_forward(viewer):
    viewer.ready()
    viewer.press("s")
    expect(viewer.page.get_by_label("X axis")).to_have_value("prompt_name")
    viewer.header("columnheader", "owl").click()
    expect(viewer.grid.get_by_role("columnheader")).to_have_count(1)
    viewer.page.go_back()
    expect(viewer.grid.get_by_role("columnheader")).to_have_count(3)
    viewer.page.go_back()
    expect(viewer.page.get_by_label("X axis")).to_have_value("cfg")
    viewer.page.go_forward()
    expect(viewer.page.get_by_label("X axis")).to_have_value("prompt_name")


def test_a_step_right_after_another_change_leaves_an_entry_to_go_back_to(viewer):
    viewer.ready()
    viewer.press("Home")
    viewer.page.wait_for_function("() => location.hash.includes('at=fox-step00001000')")
    viewer.page.evaluate(
        """() => {
          for (const key of ['ArrowRight', 's']) {
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          }
        }"""
    )
    expect(viewer.page.get_by_label("X axis")).to_have_value("prompt_name")
    viewer.page.go_back()
    expect(viewer.page.get_by_label("X axis")).to_have_value("cfg")
    viewer.at("fox-step00002000")


def test_the_link_is_copied(open_viewer):
    viewer = open_viewer(permissions=["clipboard-read", "clipboard-write"]).ready()
    viewer.press("Home")
    viewer.page.get_by_role("button", name="Copy link").click()
    expect(viewer.page.get_by_text("Link copied.")).to_be_visible()
    assert "at=fox-step00001000" in viewer.page.evaluate("navigator.clipboard.readText()")
