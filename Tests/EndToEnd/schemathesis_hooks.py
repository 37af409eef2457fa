"""Loaded by schemathesis: half of the paths it makes up become those of real images, runs and files of the page."""

import random

import schemathesis
from conftest import EXAMPLE

REAL = {
    "id": ["m", "(root)"],
    "path": [*EXAMPLE[:3], EXAMPLE[0].replace("=", "%3D")],
    "name": ["m-step00001000", "m"],
    "file": ["app.js", "index.html", "styles/base.css"],
}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    chance = random.Random(repr(path_parameters))
    presets = "presets" in context.operation.path
    return {
        name: chance.choice(REAL[name]) if name in REAL and not presets and chance.random() < 0.5 else value
        for name, value in (path_parameters or {}).items()
    }
