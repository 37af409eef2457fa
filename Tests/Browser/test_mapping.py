"""2. Maps dimensions: chosen, dragged by mouse and finger, moved by keys."""

import pytest
from playwright.sync_api import expect
from sample_set import CFGS, PROMPTS, SEEDS


def axes(viewer) -> tuple[str, str, str]:
    return tuple(viewer.page.get_by_label(name, exact=True).input_value() for name in ("X axis", "Y axis", "Slider"))


def test_selects_map_without_a_reload(viewer):
    viewer.ready()
    viewer.page.evaluate("window.stayed = true")
    viewer.choose("X axis", "seed")
    expect(viewer.header("columnheader", "422")).to_be_visible()
    assert viewer.values("columnheader") == SEEDS
    assert axes(viewer) == ("seed", "prompt_name", "checkpoint")
    assert viewer.page.evaluate("window.stayed")


def test_an_axis_can_be_empty(viewer):
    viewer.ready()
    viewer.choose("X axis", "")
    expect(viewer.grid.get_by_role("columnheader")).to_have_count(0)
    expect(viewer.grid.get_by_role("gridcell")).to_have_count(3)


def test_one_key_swaps_and_the_position_is_kept(viewer):
    viewer.ready().press("ArrowLeft", "ArrowLeft")
    viewer.at("fox-step00004000")
    viewer.press("s")
    expect(viewer.header("rowheader", "7")).to_be_visible()
    assert viewer.values("rowheader") == CFGS
    assert viewer.values("columnheader") == PROMPTS
    viewer.at("fox-step00004000")


def test_a_chip_is_dragged_with_the_mouse(viewer):
    viewer.ready()
    grip = viewer.page.get_by_role("button", name="Move seed")
    grip.hover()
    viewer.page.mouse.down()
    target = viewer.page.locator('[data-drop="x"]').bounding_box()
    viewer.page.mouse.move(target["x"] + 40, target["y"] + 10, steps=5)
    expect(viewer.page.locator('[data-drop="x"]')).to_have_class("field axis-field is-target")
    viewer.page.mouse.up()
    expect(viewer.header("columnheader", "422")).to_be_visible()
    assert axes(viewer) == ("seed", "prompt_name", "checkpoint")


def test_a_drag_is_called_off(viewer):
    viewer.ready()
    viewer.page.get_by_role("button", name="Move seed").hover()
    viewer.page.mouse.down()
    viewer.page.mouse.move(500, 20, steps=4)
    viewer.press("Escape")
    viewer.page.mouse.up()
    assert axes(viewer) == ("cfg", "prompt_name", "checkpoint")
    expect(viewer.page.locator(".drag-ghost")).to_have_count(0)


def test_a_chip_is_dragged_with_a_finger(open_viewer):
    viewer = open_viewer("phone").ready()
    viewer.page.get_by_role("button", name="Side panel").tap()
    box = viewer.page.get_by_role("button", name="Move seed").bounding_box()
    target = viewer.page.locator('[data-drop="y"]').bounding_box()
    viewer.stroke((box["x"] + 8, box["y"] + 8), (target["x"] + 38, target["y"] + 18))
    expect(viewer.page.get_by_label("Y axis")).to_have_value("seed")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["Enter", "Enter"], ("seed", "prompt_name", "checkpoint")),
        (["Enter", "ArrowDown", "Enter"], ("cfg", "seed", "checkpoint")),
        (["Enter", "ArrowDown", "ArrowDown", "Enter"], ("cfg", "prompt_name", "seed")),
        (["Enter", "Escape"], ("cfg", "prompt_name", "checkpoint")),
    ],
)
def test_a_chip_is_moved_by_keys(viewer, keys, expected):
    viewer.ready()
    viewer.page.get_by_role("button", name="Move seed").focus()
    viewer.press(*keys)
    assert axes(viewer) == expected
    viewer.ready()


def test_an_axis_is_sent_to_the_filters(viewer):
    viewer.ready()
    viewer.page.get_by_role("button", name="Move cfg").first.click()
    viewer.page.get_by_role("menuitem", name="To Filters").click()
    assert axes(viewer) == ("", "prompt_name", "checkpoint")
