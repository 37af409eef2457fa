"""12. Finds its way."""

from playwright.sync_api import expect


def test_all_keys_are_shown(viewer):
    viewer.ready().press("?")
    help_dialog = viewer.page.get_by_role("dialog", name="All keys")
    expect(help_dialog).to_be_visible()
    expect(help_dialog).to_contain_text("Swap X and Y")
    viewer.press("Escape")
    expect(help_dialog).to_be_hidden()


def test_the_first_visit_shows_three_hints_and_the_second_none(open_viewer):
    viewer = open_viewer(hints=True).ready()
    hints = viewer.page.get_by_role("note", name="First steps")
    expect(hints.get_by_role("listitem")).to_have_count(3)
    hints.get_by_role("button", name="Got it").click()
    expect(hints).to_be_hidden()
    viewer.page.reload()
    viewer.ready()
    expect(hints).to_be_hidden()


def test_every_control_has_a_name_and_a_tooltip(viewer):
    viewer.ready()
    nameless = viewer.page.evaluate("""() => [...document.querySelectorAll('button, select, input, a')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.grid'))
      .filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length))
      .map((each) => each.outerHTML.slice(0, 80))""")
    assert nameless == []
    # The rows of a list explain themselves by their text.
    without = viewer.page.evaluate("""() => [...document.querySelectorAll('button, select, input')]
      .filter((each) => each.checkVisibility() && !each.disabled && !each.title && !each.closest('dialog, label'))
      .map((each) => each.outerHTML.slice(0, 80))""")
    assert without == []


KEYS = {
    "Play": "Space",
    "Loop": "L",
    "Follow newest": "N",
    "Fit to window": "F",
    "Swap X and Y": "S",
    "Save preset": "P",
    "Copy link": "C",
    "Checkpoints": "H",
    "Light theme": "T",
    "Side panel": "B",
    "All keys": "?",
}


def test_a_tooltip_tells_the_key(viewer):
    viewer.ready()
    for name, key in KEYS.items():
        title = viewer.page.get_by_role("button", name=name, exact=True).get_attribute("title")
        assert title.endswith(f"({key})"), name


def test_a_touch_screen_is_told_of_touches(open_viewer):
    viewer = open_viewer("phone", hints=True, is_mobile=True).ready()
    hints = viewer.page.get_by_role("note", name="First steps")
    expect(hints.get_by_role("listitem")).to_have_count(3)
    expect(hints).to_contain_text("Pinch")
    hints.get_by_role("button", name="Got it").tap()
    expect(hints).to_be_hidden()


def test_the_theme_is_changed_and_remembered(viewer):
    viewer.ready().press("t")
    expect(viewer.page.locator("html")).to_have_attribute("data-theme", "light")
    viewer.page.goto("about:blank")
    viewer.open("#run=lora%2Ffox")
    expect(viewer.page.locator("html")).to_have_attribute("data-theme", "light")


def test_typing_into_a_field_presses_no_key_of_the_page(viewer):
    viewer.ready().press("/")
    viewer.page.keyboard.type("stf?")
    expect(viewer.page.get_by_label("X axis")).to_have_value("cfg")
    expect(viewer.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(viewer.page.get_by_role("dialog")).to_have_count(0)
