"""3. Reads the grid: headers, sizes, what is missing, broken or stacked; and a very large one."""

import pytest
from conftest import wait_ready
from pictures import png
from playwright.sync_api import expect
from program import Program
from sample_set import write, write_wide


def test_cells_are_named_and_tell_their_image(viewer):
    viewer.ready()
    cell = viewer.cell("cfg 3, owl, fox-step00006000")
    expect(cell).to_have_attribute("data-state", "loaded")
    path = cell.get_attribute("data-path")
    assert path.startswith("lora/fox-step00006000.safetensors/prompt_name=owl&cfg=3&seed=")


def test_a_missing_cell_is_visibly_missing(viewer):
    viewer.ready().press("Home", "ArrowRight", "ArrowRight")
    cell = viewer.cell("cfg 7, owl, fox-step00003000")
    expect(cell).to_have_attribute("data-state", "missing")
    expect(cell).to_contain_text("no sample")


def test_a_broken_cell_says_why(viewer):
    viewer.forgive(r"422")
    viewer.ready().press("Home", "ArrowRight")
    cell = viewer.cell("cfg 1, forest, fox-step00002000")
    expect(cell).to_have_attribute("data-state", "broken")
    assert len(cell.locator(".cell-note").inner_text()) > 10


def test_a_stack_shows_its_height_and_opens(viewer):
    viewer.ready()
    cell = viewer.cell("cfg 3, portal_hub, fox-step00006000")
    expect(cell.locator(".cell-layers")).to_have_text("3")
    cell.click()
    layers = viewer.dialog.get_by_role("group", name="The stack").get_by_role("button")
    expect(layers).to_have_count(3)
    top = viewer.dialog.get_attribute("data-path")
    layers.nth(2).click()
    expect(viewer.dialog).not_to_have_attribute("data-path", top)


def test_a_header_click_is_solo_and_back(viewer):
    viewer.ready()
    viewer.header("rowheader", "owl").click()
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(1)
    viewer.header("rowheader", "owl").click()
    expect(viewer.grid.get_by_role("rowheader")).to_have_count(3)
    viewer.header("columnheader", "3").click()
    expect(viewer.grid.get_by_role("columnheader")).to_have_count(1)


def width(viewer) -> float:
    return viewer.grid.locator(".cell").first.bounding_box()["width"]


def test_cells_are_sized_by_control_keys_wheel_and_divider(viewer):
    viewer.ready()
    fit = width(viewer)
    viewer.press("[")
    smaller = width(viewer)
    assert smaller < fit
    viewer.page.get_by_role("slider", name="Cell size").fill("300")
    assert width(viewer) == 300
    viewer.ready().cell("cfg 1, forest").hover()
    viewer.page.keyboard.down("Control")
    viewer.page.mouse.wheel(0, 200)
    viewer.page.keyboard.up("Control")
    expect(viewer.page.get_by_role("slider", name="Cell size")).not_to_have_value("300")
    assert width(viewer) < 300
    before = width(viewer)
    handle = viewer.grid.locator(".is-columnheader .header-handle").first.bounding_box()
    viewer.page.mouse.move(handle["x"] + 6, handle["y"] + 10)
    viewer.page.mouse.down()
    viewer.page.mouse.move(handle["x"] + 46, handle["y"] + 10, steps=4)
    viewer.page.mouse.up()
    assert abs(width(viewer) - before - 40) <= 1
    viewer.press("f")
    assert width(viewer) == fit


def test_a_focused_cell_moves_by_arrows_and_headers_are_reached(viewer):
    viewer.ready()
    viewer.cell("cfg 1, forest").focus()
    viewer.press("ArrowRight", "ArrowDown")
    expect(viewer.cell("cfg 3, owl")).to_be_focused()
    viewer.press("End")
    expect(viewer.cell("cfg 7, owl")).to_be_focused()
    viewer.press("Control+Home")
    expect(viewer.cell("cfg 1, forest")).to_be_focused()
    viewer.press("ArrowUp")
    expect(viewer.header("columnheader", "1")).to_be_focused()
    viewer.press("Enter")
    expect(viewer.grid.get_by_role("columnheader")).to_have_count(1)


def test_a_long_header_is_whole_on_focus_and_gone_with_escape(open_viewer, tmp_path):
    prompt = "a very long prompt about a fox in the snow at night, " * 4
    for index in range(2):
        write(
            tmp_path / "root" / "long" / f"{index}.png",
            png(
                32,
                32,
                index,
                {"parameters": f"{prompt}{index}\nSteps: 20, Sampler: Euler, Seed: {index}, Size: 32x32"},
            ),
        )
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="#run=long&y=prompt&x=").ready()
        viewer.grid.get_by_role("rowheader").first.focus()
        tip = viewer.page.get_by_role("tooltip")
        expect(tip).to_have_text(f"{prompt}0".strip())
        viewer.press("Escape")
        expect(tip).to_be_hidden()
    finally:
        viewer.page.goto("about:blank")
        program.stop()


def test_prompts_that_begin_alike_are_told_apart(open_viewer, tmp_path):
    start = "A highly detailed photograph taken at night in the deep snow of "
    for index, place in enumerate(["a forest", "an old harbour"]):
        text = {"parameters": f"{start}{place}\nSteps: 20, Sampler: Euler, Seed: 5, Size: 32x32"}
        write(tmp_path / "root" / "long" / f"{index}.png", png(32, 32, index, text))
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="#run=long&y=prompt&x=").ready()
        expect(viewer.header("rowheader", f"{start}a forest")).to_have_text("…a forest")
        expect(viewer.header("rowheader", f"{start}an old harbour")).to_have_text("…an old harbour")
    finally:
        viewer.page.goto("about:blank")
        program.stop()


def test_a_phone_shows_all_columns(open_viewer):
    viewer = open_viewer("phone").ready()
    for cfg in ("1", "3", "7"):
        expect(viewer.header("columnheader", cfg)).to_be_in_viewport(ratio=1)


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    root = tmp_path_factory.mktemp("wide")
    write_wide(root, 60, 120)
    program = Program(root, tmp_path_factory.mktemp("beside"))
    wait_ready(program.url, 7200)
    yield program
    program.stop()


def test_a_large_grid_makes_few_nodes_and_scrolls_to_its_end(open_viewer, wide):
    viewer = open_viewer(url=wide.url, fragment="#run=wide&x=x&y=y&size=120").ready()
    assert viewer.grid.locator(".cell").count() < 200
    viewer.grid.evaluate("(grid) => grid.scrollTo(grid.scrollWidth, grid.scrollHeight)")
    expect(viewer.cell("x 59, y 119")).to_be_visible()
    viewer.ready()
    assert viewer.grid.locator(".cell").count() < 200
    expect(viewer.header("columnheader", "59")).to_be_in_viewport()
    expect(viewer.header("rowheader", "119")).to_be_in_viewport()


def test_the_keyboard_crosses_a_large_grid(open_viewer, wide):
    viewer = open_viewer(url=wide.url, fragment="#run=wide&x=x&y=y&size=120").ready()
    viewer.cell("x 0, y 0").focus()
    viewer.press("Control+End")
    expect(viewer.cell("x 59, y 119")).to_be_focused()
    expect(viewer.cell("x 59, y 119")).to_be_in_viewport()
