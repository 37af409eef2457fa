"""11. The checkpoints of a run, with files as trainers write them."""

import json
import struct

import pytest
from conftest import wait_ready
from playwright.sync_api import expect
from program import Program
from sample_set import write, write_step


def safetensors(metadata: dict[str, str]) -> bytes:
    header = json.dumps(
        {"__metadata__": metadata, "w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
    ).encode()
    return struct.pack("<Q", len(header)) + header + bytes(4)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    root, files = tmp_path_factory.mktemp("samples"), tmp_path_factory.mktemp("files")
    for step in (1000, 2000):
        write_step(root, step, 64)
    training = {"ss_learning_rate": "1e-4", "ss_tag": "<i>not html</i>"}
    write(files / "fox-step00001000.safetensors", safetensors(training))
    write(files / "fox-step00009000.safetensors", safetensors({}))
    program = Program(root, tmp_path_factory.mktemp("beside"), settings=f'checkpoint_dirs = ["{files}"]\n')
    wait_ready(program.url, 30)
    yield program
    program.stop()


@pytest.mark.parametrize("size", ["wide", "tablet", "phone"])
def test_each_is_listed_with_its_facts_and_opens_its_metadata(open_viewer, trained, size):
    viewer = open_viewer(size, url=trained.url).ready()
    viewer.press("h")
    panel = viewer.page.get_by_role("region", name="Checkpoints")
    rows = panel.get_by_role("listitem")
    expect(rows.filter(has_text="fox-step00001000")).to_contain_text("step 1,000")
    expect(rows.filter(has_text="fox-step00002000")).to_contain_text("no file")
    expect(rows.filter(has_text="fox-step00009000")).to_contain_text("no samples")
    expect(panel.locator('[aria-current="true"]')).to_contain_text("fox-step00002000")
    panel.get_by_role("button", name="fox-step00001000 step").click()
    expect(panel).to_contain_text("ss_learning_rate")
    expect(panel).to_contain_text("<i>not html</i>")
    panel.get_by_role("button", name="Show the samples of fox-step00001000").click()
    viewer.at("fox-step00001000")
    expect(panel.locator('[aria-current="true"]')).to_contain_text("fox-step00001000")
    box, axes = panel.bounding_box(), viewer.page.locator("axis-bar").bounding_box()
    assert box["y"] >= axes["y"] + axes["height"]
    viewer.press("Escape")
    expect(panel).to_be_hidden()


def test_a_run_without_files_says_so_once(viewer):
    viewer.ready().press("h")
    panel = viewer.page.get_by_role("region", name="Checkpoints")
    expect(panel.get_by_role("listitem")).to_have_count(6)
    expect(panel.get_by_text("No files of these checkpoints are known")).to_be_visible()
    expect(panel.get_by_text("no file", exact=False)).to_have_count(1)
