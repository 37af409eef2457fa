"""7. Filters."""

import re

from playwright.sync_api import expect


def test_values_are_chosen_with_counts_and_shown_as_chips(viewer):
    viewer.ready()
    group = viewer.group("seed")
    expect(group).to_contain_text("54")
    group.get_by_role("checkbox", name="422").uncheck()
    expect(viewer.cell("cfg 3, owl").locator(".cell-layers")).to_be_hidden()
    assert "seed=7&" in viewer.cell("cfg 3, owl").get_attribute("data-path")
    chip = viewer.page.get_by_role("button", name="Remove the filter seed: 7")
    chip.click()
    expect(chip).to_be_hidden()
    expect(group.get_by_role("checkbox", name="422")).to_be_checked()


def test_solo_all_and_none(viewer):
    viewer.ready()
    group = viewer.group("seed")
    group.get_by_text("422").hover()
    group.get_by_role("button", name="Only 422").click()
    expect(group.get_by_role("checkbox", name="7", exact=False).first).not_to_be_checked()
    group.get_by_role("button", name="No value of seed").click()
    expect(viewer.page.get_by_role("heading", name="No image passes the filters")).to_be_visible()
    group.get_by_role("button", name="All values of seed").click()
    viewer.ready()
    expect(viewer.grid.get_by_role("gridcell")).to_have_count(9)


def test_a_single_filter_is_stepped_by_keys(viewer):
    viewer.ready()
    viewer.group("seed").get_by_role("button", name="One at a time").click()
    cell = viewer.cell("cfg 3, owl")
    expect(viewer.group("seed").get_by_role("radio", name="7", exact=False).first).to_be_checked()
    expect(cell).to_have_attribute("data-path", re.compile("seed=7&"))
    viewer.press("PageDown")
    expect(cell).to_have_attribute("data-path", re.compile("seed=422&"))
    viewer.press("PageUp")
    expect(cell).to_have_attribute("data-path", re.compile("seed=7&"))


def test_an_axis_is_filtered_too_and_the_position_is_kept(viewer):
    viewer.ready().press("Home", "ArrowRight", "ArrowRight", "ArrowRight")
    group = viewer.group("prompt_name")
    group.get_by_role("button", name="prompt_name").last.click()
    group.get_by_role("checkbox", name="owl").uncheck()
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(2)
    viewer.at("fox-step00004000")


def test_many_values_are_searched(open_viewer, tmp_path):
    from pictures import png
    from program import Program

    for seed in range(40):
        path = tmp_path / "root" / "many" / f"cfg={seed % 2}&seed={seed}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(16, 16, seed))
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="#run=many&x=cfg&y=").ready()
        group = viewer.group("seed")
        group.get_by_role("button", name="seed 40").click()
        group.get_by_role("searchbox").fill("39")
        expect(group.get_by_role("checkbox")).to_have_count(1)
        group.get_by_role("listitem").hover()
        group.get_by_role("button", name="Only 39").click()
        expect(viewer.grid.get_by_role("columnheader")).to_have_count(1)
    finally:
        viewer.page.goto("about:blank")
        program.stop()


def test_checkpoints_are_told_apart_by_what_differs(viewer):
    viewer.ready()
    group = viewer.group("checkpoint")
    group.get_by_role("button", name=re.compile("^checkpoint")).click()
    box = group.get_by_role("checkbox", name="fox-step00003000")
    expect(
        group.get_by_role("listitem")
        .filter(has=viewer.page.get_by_role("checkbox", name="fox-step00003000"))
        .locator(".value-text")
    ).to_have_text("3000")
    box.uncheck()
    expect(viewer.slider).to_have_attribute("max", "4")


def test_a_filter_moves_no_header(viewer):
    viewer.ready()
    before = viewer.grid.bounding_box(), viewer.header("columnheader", "1").bounding_box()
    viewer.group("seed").get_by_role("checkbox", name="422").uncheck()
    expect(viewer.page.get_by_role("button", name="Remove the filter seed: 7")).to_be_visible()
    assert (viewer.grid.bounding_box(), viewer.header("columnheader", "1").bounding_box()) == before
