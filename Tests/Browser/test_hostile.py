"""Names and prompts can hold anything: shown rightly, linked rightly, never executed."""

import pytest
from playwright.sync_api import expect
from sample_set import HOSTILE

RUN = "#run=hostile%2Fx"


@pytest.fixture
def hostile(open_viewer):
    viewer = open_viewer(fragment=RUN)
    viewer.page.on("dialog", lambda dialog: viewer.note(f"executed: {dialog.message}"))
    return viewer.ready()


@pytest.mark.parametrize("prompt", HOSTILE)
def test_it_is_shown_opened_and_linked(hostile, prompt):
    header = hostile.header("rowheader", prompt)
    expect(header).to_be_attached()
    hostile.grid.evaluate("(grid) => grid.scrollTo(0, 0)")
    cell = (
        hostile.grid.get_by_role("row")
        .filter(has=hostile.page.get_by_role("rowheader", name=prompt, exact=True))
        .get_by_role("gridcell")
        .first
    )
    cell.scroll_into_view_if_needed()
    expect(cell).to_have_attribute("data-state", "loaded")
    cell.click()
    expect(hostile.dialog.locator('[data-state="loaded"]')).to_be_visible()
    expect(hostile.dialog.get_by_role("complementary")).to_contain_text(prompt)
    href = hostile.dialog.get_by_role("link", name="Open original").get_attribute("href")
    assert hostile.page.request.get(f"{hostile.url}{href}").ok


@pytest.mark.parametrize("prompt", HOSTILE)
def test_it_survives_the_address(hostile, open_viewer, prompt):
    hostile.header("rowheader", prompt).click()
    expect(hostile.grid.get_by_role("rowheader")).to_have_count(1)
    other = open_viewer(fragment=hostile.page.evaluate("location.hash")).ready()
    assert other.values("rowheader") == [prompt]


def test_two_thousand_characters_stay_in_their_place(open_viewer, tmp_path):
    from pictures import png
    from program import Program
    from sample_set import write

    prompt = ("<b>word</b> & 100% " * 110)[:2000]
    for index in range(2):
        write(
            tmp_path / "root" / "long" / f"{index}.png",
            png(
                32,
                32,
                index,
                {"parameters": f"{index}{prompt}\nSteps: 20, Sampler: Euler, Seed: 5, Size: 32x32"},
            ),
        )
    program = Program(tmp_path / "root", tmp_path / "beside")
    try:
        viewer = open_viewer(url=program.url, fragment="#run=long&y=prompt&x=").ready()
        header = viewer.grid.get_by_role("rowheader").first
        assert header.bounding_box()["width"] < 300
        assert len(header.get_attribute("aria-label")) >= 2000
        header.click()
        expect(viewer.grid.get_by_role("rowheader")).to_have_count(1)
        viewer.grid.locator(".cell").first.click()
        expect(viewer.dialog.get_by_role("complementary")).to_contain_text("<b>word</b> & 100%")
        assert viewer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        viewer.page.goto("about:blank")
        program.stop()
