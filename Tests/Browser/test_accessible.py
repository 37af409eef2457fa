"""Usable by everyone: axe at WCAG 2.2 AA, the keyboard alone, less motion, forced colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    }
}


def image(viewer):
    viewer.cell("cfg 3, forest").click()
    expect(viewer.dialog.locator('[data-state="loaded"]')).to_be_visible()
    expect(viewer.dialog.get_by_text("Dimensions")).to_be_visible()


def help_overlay(viewer):
    viewer.press("?")
    expect(viewer.page.get_by_role("dialog", name="All keys")).to_be_visible()


def checkpoints(viewer):
    viewer.press("h")
    expect(viewer.page.get_by_role("region", name="Checkpoints")).to_contain_text("step 1,000")


def apart(viewer):
    viewer.press("w")
    expect(viewer.page.get_by_role("region", name="Beside the cells")).to_contain_text("problem")


def menu(viewer):
    viewer.page.get_by_role("button", name="More for presets").click()
    expect(viewer.page.get_by_role("menu")).to_be_visible()


def naming(viewer):
    viewer.press("p")
    expect(viewer.page.get_by_label("Preset name")).to_be_visible()


def filters(viewer):
    for name in ("checkpoint", "prompt_name"):
        viewer.group(name).get_by_role("button", name=f"{name} ").last.click()


def filtered(viewer):
    viewer.header("rowheader", "owl").click()
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(1)
    viewer.cell("cfg 1, owl").focus()
    viewer.press("Alt+ArrowLeft")


# Where each state shows something new; the whole page is looked at once.
PLACES = {
    image: ".image-dialog",
    help_overlay: ".wide-dialog",
    checkpoints: "checkpoint-panel",
    apart: "apart-panel",
    menu: ".top",
    naming: ".small-dialog",
    filters: "#side",
    filtered: "main",
}


def failures(viewer, place: str | None = None) -> list:
    """What axe finds, once nothing fades any more."""
    viewer.page.wait_for_function("() => document.getAnimations().every((each) => each.playState !== 'running')")
    results = Axe().run(viewer.page, context=place, options=RULES)
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in results.response["violations"]]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing(open_viewer, theme):
    viewer = open_viewer(theme=theme).ready()
    found = {"grid": failures(viewer)}
    for state, place in PLACES.items():
        state(viewer)
        found[state.__name__] = failures(viewer, place)
        viewer.press("Escape")
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_on_a_phone(open_viewer, theme):
    viewer = open_viewer("phone", theme=theme).ready()
    viewer.page.get_by_role("button", name="Side panel").tap()
    found = {"side": failures(viewer)}
    viewer.page.get_by_role("button", name="Side panel").tap()
    viewer.cell("cfg 3, forest").tap()
    expect(viewer.dialog.get_by_text("Dimensions")).to_be_visible()
    found["image"] = failures(viewer, PLACES[image])
    assert {name: each for name, each in found.items() if each} == {}


def test_tab_reaches_every_region_and_focus_is_visible(viewer):
    viewer.ready()
    seen = set()
    for _ in range(60):
        viewer.press("Tab")
        place, outline = viewer.page.evaluate("""() => {
          const each = document.activeElement;
          const region = each.closest('run-bar, axis-bar, preset-bar, tool-bar, run-list, filter-list, sample-grid, slider-bar');
          const style = getComputedStyle(each);
          return [region?.localName ?? each.className, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
        }""")
        seen.add(place)
        assert outline or place == "", place
    assert seen >= {
        "run-bar",
        "axis-bar",
        "preset-bar",
        "tool-bar",
        "run-list",
        "filter-list",
        "sample-grid",
        "slider-bar",
    }


def test_the_skip_link_leads_to_the_samples(viewer):
    viewer.ready().press("Tab", "Enter")
    expect(viewer.cell("cfg 1, forest")).to_be_focused()


def test_less_motion_means_none(open_viewer):
    viewer = open_viewer(reduced_motion="reduce").ready()
    durations = viewer.page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((each) => getComputedStyle(each).transitionDuration.split(', ')).filter((each) => parseFloat(each) > 0)"
    )
    assert durations == []


def test_forced_colours_keep_the_cells_apart(open_viewer):
    viewer = open_viewer(forced_colors="active").ready()
    assert viewer.grid.locator(".cell").first.evaluate("(cell) => getComputedStyle(cell).borderTopStyle") == "solid"
