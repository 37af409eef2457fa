"""The sample folders that the tests look at."""

import os
from pathlib import Path
from urllib.parse import quote

from pictures import png

STEPS = [1000, 2000, 3000, 4000, 5000, 6000]
PROMPTS = ["forest", "owl", "portal_hub"]
CFGS = ["1", "3", "7"]
SEEDS = ["7", "422"]

MISSING = (3000, "owl", "7")
BROKEN = (2000, "forest", "1")
STACKED = (6000, "portal_hub", "3")

PARAMETERS = (
    "a portrait of {prompt}, <b>bold</b>\nNegative prompt: blurry\n"
    "Steps: 20, Sampler: Euler a, CFG scale: {cfg}, Seed: {seed}, Size: 320x320, Model: demo"
)

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "\"quotes\" and 'more'",
    "100% + & # ; %41",
    "🦊 👩‍👩‍👧‍👦",
    "قطة صغيرة",
]


def name(**dimensions: object) -> str:
    return "&".join(
        f"{key}={quote(str(value), safe=' ')}" for key, value in dimensions.items()
    )


def write(path: Path, content: bytes) -> None:
    """Written aside and renamed into place, as trainers do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / ".writing.tmp"
    aside.write_bytes(content)
    os.replace(aside, path)


def checkpoint(root: Path, step: int) -> Path:
    return root / "lora" / f"fox-step{step:08d}.safetensors"


def write_step(root: Path, step: int, size: int = 320) -> None:
    for prompt in PROMPTS:
        for cfg in CFGS:
            if (step, prompt, cfg) == MISSING:
                continue
            for seed in SEEDS:
                place = (
                    checkpoint(root, step)
                    / f"{name(prompt_name=prompt, cfg=cfg, seed=seed)}&_00001_.png"
                )
                text = {
                    "parameters": PARAMETERS.format(prompt=prompt, cfg=cfg, seed=seed)
                }
                broken = (step, prompt, cfg) == BROKEN
                content = png(size, size, (step, prompt, cfg, seed), text)
                write(place, content[:200] if broken else content)


def write_main(root: Path) -> None:
    for step in STEPS:
        write_step(root, step)
    step, prompt, cfg = STACKED
    again = (
        checkpoint(root, step)
        / f"{name(prompt_name=prompt, cfg=cfg, seed='7')}&_00002_.png"
    )
    write(again, png(320, 320, "again"))


def write_hostile(root: Path) -> None:
    for index, prompt in enumerate(HOSTILE):
        for step in (1, 2):
            folder = root / "hostile" / f"x-step{step:08d}.safetensors"
            write(folder / f"{name(prompt=prompt)}.png", png(64, 64, (index, step)))


def write_wide(root: Path, columns: int, rows: int) -> None:
    """Many cells of few pictures: hard links, because only the page is tested here."""
    folder = root / "wide"
    folder.mkdir(parents=True)
    sources = []
    for index in range(16):
        source = folder / f"x=0&y=0&source={index}.png"
        source.write_bytes(png(48, 48, index))
        sources.append(source)
    for row in range(rows):
        for column in range(columns):
            os.link(
                sources[(row * 7 + column) % 16], folder / f"x={column}&y={row}.png"
            )
    for source in sources:
        source.unlink()
