"""8. Presets, each test with a run of its own so that they do not meet."""

import json

import pytest
from playwright.sync_api import expect


@pytest.fixture
def viewer(open_viewer, program):
    viewer = open_viewer().ready()
    yield viewer
    request = viewer.page.request
    for preset in request.get(f"{program.url}/api/presets?training_run_id=lora%2Ffox").json()["presets"]:
        request.delete(
            f"{program.url}/api/presets/{preset['id']}",
            headers={"Content-Type": "application/json"},
        )


def stored(viewer):
    return viewer.page.request.get(f"{viewer.url}/api/presets?training_run_id=lora%2Ffox").json()["presets"]


def save(viewer, name):
    viewer.page.get_by_role("button", name="Save preset").click()
    viewer.page.get_by_label("Preset name").fill(name)
    viewer.press("Enter")
    expect(viewer.page.get_by_role("status").get_by_text(f"Saved “{name}”.")).to_be_visible()


def menu(viewer, entry):
    viewer.page.get_by_role("button", name="More for presets").click()
    viewer.page.get_by_role("menuitem", name=entry).click()


def test_a_mapping_is_saved_and_comes_back(viewer):
    save(viewer, "mine")
    assert stored(viewer)[0]["mapping"] == {
        "x": "cfg",
        "y": "prompt_name",
        "slider": "checkpoint",
        "combos": ["step", "seed"],
    } or set(stored(viewer)[0]["mapping"]["combos"]) >= {"step", "seed"}
    viewer.press("s")
    expect(viewer.page.get_by_text("changed", exact=True)).to_be_visible()
    viewer.page.get_by_label("Preset", exact=True).select_option("No preset")
    viewer.page.get_by_label("Preset", exact=True).select_option(label="mine")
    expect(viewer.page.get_by_label("X axis")).to_have_value("cfg")
    expect(viewer.page.get_by_text("changed", exact=True)).to_be_hidden()


def test_a_changed_preset_is_saved_over(viewer):
    save(viewer, "mine")
    viewer.press("s", "p")
    expect(viewer.page.get_by_text("changed", exact=True)).to_be_hidden()
    assert stored(viewer)[0]["mapping"]["x"] == "prompt_name"
    assert len(stored(viewer)) == 1


def test_save_as_and_rename(viewer):
    save(viewer, "one")
    menu(viewer, "Save as…")
    viewer.page.get_by_label("Preset name").fill('two "<b>"')
    viewer.press("Enter")
    expect(viewer.page.get_by_label("Preset", exact=True).locator("option:checked")).to_have_text('two "<b>"')
    menu(viewer, "Rename…")
    viewer.page.get_by_label("Preset name").fill("three")
    viewer.press("Enter")
    expect(viewer.page.get_by_label("Preset", exact=True).locator("option:checked")).to_have_text("three")
    assert sorted(each["name"] for each in stored(viewer)) == ["one", "three"]


def test_delete_and_undo(viewer):
    save(viewer, "mine")
    menu(viewer, "Delete")
    expect(viewer.page.get_by_text("Deleted “mine”.")).to_be_visible()
    assert stored(viewer) == []
    viewer.page.get_by_role("button", name="Undo").click()
    expect(viewer.page.get_by_label("Preset", exact=True).locator("option:checked")).to_have_text("mine")
    assert [each["name"] for each in stored(viewer)] == ["mine"]


def test_the_default_opens_with_the_run(viewer, open_viewer):
    viewer.press("s")
    save(viewer, "swapped")
    menu(viewer, "Default for this run")
    expect(viewer.page.get_by_label("Preset", exact=True).locator("option:checked")).to_have_text("swapped (default)")
    other = open_viewer().ready()
    expect(other.page.get_by_label("X axis")).to_have_value("prompt_name")


def test_a_preset_of_another_shape_applies_what_fits_and_says_what_not(viewer):
    viewer.page.request.post(
        f"{viewer.url}/api/presets",
        data={
            "name": "foreign",
            "training_run_id": "lora/fox",
            "mapping": {
                "x": "seed",
                "y": "lora_strength",
                "slider": "step",
                "combos": [],
            },
        },
    )
    viewer.page.reload()
    viewer.ready().page.get_by_label("Preset", exact=True).select_option(label="foreign")
    expect(viewer.page.get_by_text("This run has no lora_strength")).to_be_visible()
    expect(viewer.page.get_by_label("X axis")).to_have_value("seed")
    expect(viewer.page.get_by_label("Y axis")).to_have_value("")


def test_export_and_import(viewer, tmp_path):
    save(viewer, "mine")
    with viewer.page.expect_download() as download:
        menu(viewer, "Export…")
    file = tmp_path / "presets.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["presets"][0]["name"] == "mine"
    viewer.page.locator('input[type="file"]').set_input_files(file)
    expect(viewer.page.get_by_text("1 preset read.")).to_be_visible()
    assert sorted(each["name"] for each in stored(viewer)) == ["mine", "mine (2)"]
