"""Sample folders of many images from few: hard links, because only the page is measured."""

import os
import random
import struct
import zlib
from pathlib import Path

DISTINCT = 40


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def noisy_png(side: int, seed: int) -> bytes:
    """A gradient under noise: about as long to decode as a photograph of its size."""
    noise = random.Random(seed)
    rows = []
    for line in range(side):
        grain = noise.randbytes(side * 3)
        level = (line * 160 // side + seed * 7) % 160
        rows.append(b"\0" + bytes((each & 31) + level for each in grain))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def write_sources(folder: Path, side: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    sources = []
    for seed in range(DISTINCT):
        source = folder / f"{seed}.png"
        if not source.exists():
            source.write_bytes(noisy_png(side, seed))
        sources.append(source)
    return sources


def write_flips(root: Path, sources: list[Path], positions: int) -> None:
    """36 cells × `positions` checkpoints."""
    for position in range(positions):
        folder = root / f"flip-step{(position + 1) * 100:08d}.safetensors"
        folder.mkdir(parents=True)
        for cell in range(36):
            source = sources[(cell * 7 + position) % DISTINCT]
            os.link(source, folder / f"cfg={cell % 6}&prompt_name=p{cell // 6}.png")


def write_plane(root: Path, sources: list[Path], columns: int, rows: int) -> None:
    """One image in each of `columns` × `rows` cells."""
    for row in range(rows):
        folder = root / "plane" / f"y={row}"
        folder.mkdir(parents=True)
        for column in range(columns):
            os.link(sources[(column * 7 + row) % DISTINCT], folder / f"x={column}.png")
