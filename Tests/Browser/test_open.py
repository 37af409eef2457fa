"""1. Opens it, and sees the newest run laid out sensibly."""

import pytest
from playwright.sync_api import expect
from program import Program
from sample_set import CFGS, PROMPTS, write_step


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
def test_the_newest_run_is_laid_out(open_viewer, size):
    viewer = open_viewer(size, fragment="").ready()
    expect(viewer.page.get_by_label("Training run")).to_have_value("lora/fox")
    expect(viewer.page.get_by_label("X axis")).to_have_value("cfg")
    expect(viewer.page.get_by_label("Y axis")).to_have_value("prompt_name")
    expect(viewer.page.get_by_label("Slider", exact=True)).to_have_value("checkpoint")
    viewer.at("fox-step00006000")
    assert viewer.values("columnheader") == CFGS[: len(viewer.values("columnheader"))]
    assert viewer.values("rowheader") == PROMPTS[: len(viewer.values("rowheader"))]


def test_a_dimension_that_repeats_another_is_marked(viewer):
    viewer.ready()
    expect(viewer.group("step")).to_contain_text("= checkpoint")
    options = viewer.page.get_by_label("X axis").locator("option").all_inner_texts()
    assert "step (= checkpoint)" in options


def test_runs_are_found_by_search_and_chosen(viewer):
    viewer.ready()
    rows = viewer.page.get_by_role("list", name="Runs").get_by_role("button")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("lora/fox")
    expect(rows.first).to_contain_text("107 images")
    viewer.press("/")
    viewer.page.keyboard.type("HOST")
    expect(rows).to_have_count(1)
    viewer.press("Tab", "Enter")
    expect(viewer.page.get_by_label("Training run")).to_have_value("hostile/x")
    viewer.ready()
    expect(viewer.header("rowheader", "<img src=x onerror=alert(1)>")).to_be_visible()


def test_nothing_found_says_what_to_do_and_fills_when_images_come(
    open_viewer, tmp_path
):
    root = tmp_path / "root"
    root.mkdir()
    program = Program(root, tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="")
        expect(
            viewer.page.get_by_role("heading", name="No sample images found")
        ).to_be_visible()
        expect(
            viewer.page.get_by_text("checkpoint-sampler serve FOLDER")
        ).to_be_visible()
    finally:
        viewer.page.goto("about:blank")
        program.stop()


def test_an_unknown_run_is_said_to_be_unknown(open_viewer):
    viewer = open_viewer(fragment="#run=nowhere")
    viewer.forgive("404")
    expect(
        viewer.page.get_by_text("There is no training run named “nowhere”.")
    ).to_be_visible()


def test_a_dimension_with_one_value_is_folded_away(open_viewer, tmp_path):
    root = tmp_path / "root"
    write_step(root, 1000, 64)
    program = Program(root, tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="").ready()
        folded = viewer.page.get_by_text("The same everywhere:")
        expect(folded.locator("..")).to_contain_text("step 1000")
        expect(viewer.group("step")).to_have_count(0)
        expect(viewer.slider).to_be_disabled()
    finally:
        viewer.page.goto("about:blank")
        program.stop()
