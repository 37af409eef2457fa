"""11. The checkpoints of a run."""

import json

from playwright.sync_api import expect

CHECKPOINTS = [
    {
        "name": "fox-step00001000",
        "step": 1000,
        "epoch": None,
        "final": False,
        "size": 229_000_000,
        "modified_at": "2026-11-01T10:00:00Z",
        "has_samples": True,
        "has_file": True,
    },
    {
        "name": "fox-step00009000",
        "step": 9000,
        "epoch": 3,
        "final": False,
        "size": None,
        "modified_at": None,
        "has_samples": False,
        "has_file": False,
    },
]


def test_each_is_listed_with_its_facts_and_opens_its_metadata(viewer):
    viewer.page.route("**/checkpoints", lambda route: route.fulfill(json=CHECKPOINTS))
    viewer.page.route(
        "**/checkpoints/*",
        lambda route: route.fulfill(
            json={
                **CHECKPOINTS[0],
                "metadata": {"ss_learning_rate": "1e-4", "ss_tag": "<i>not html</i>"},
            }
        ),
    )
    viewer.ready().press("h")
    panel = viewer.page.get_by_role("region", name="Checkpoints")
    expect(panel).to_contain_text("step 1,000 · 229 MB")
    expect(panel).to_contain_text("no file · no samples")
    panel.get_by_role("button", name="fox-step00001000 step").click()
    expect(panel).to_contain_text("ss_learning_rate")
    expect(panel).to_contain_text("<i>not html</i>")
    panel.get_by_role("button", name="Show the samples of fox-step00001000").click()
    viewer.at("fox-step00001000")
    viewer.press("Escape")
    expect(panel).to_be_hidden()


def test_the_real_server_answers(viewer):
    answer = viewer.page.request.get(f"{viewer.url}/api/training-runs/lora%2Ffox/checkpoints")
    if answer.status == 404:
        import pytest

        pytest.skip("this server has no checkpoints yet")
    viewer.ready().press("h")
    expect(viewer.page.get_by_role("region", name="Checkpoints")).to_contain_text("fox-step00001000")
    assert json.dumps(answer.json())
