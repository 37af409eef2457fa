"""PNG files without an image library: bands of colour that differ in every picture."""

import random
import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def lines(width: int, height: int) -> bytes:
    """Black and white upright lines, one pixel wide."""
    row = b"\0" + bytes((0, 0, 0, 255, 255, 255)) * (width // 2)
    return file(width, height, [row] * height)


def png(width: int, height: int, seed: object, text: dict[str, str] | None = None) -> bytes:
    """A picture of `seed`; the same seed gives the same picture. Its left half is darker."""
    colours = random.Random(repr(seed))
    rows = []
    for band in range(8):
        red, green, blue = (colours.randrange(60, 240) for _ in range(3))
        dark = bytes((red // 2, green // 2, blue // 2)) * (width // 2)
        row = b"\0" + dark + bytes((red, green, blue)) * (width - width // 2)
        rows.extend([row] * ((band + 1) * height // 8 - band * height // 8))
    return file(width, height, rows, text)


def file(width: int, height: int, rows: list[bytes], text: dict[str, str] | None = None) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    texts = b"".join(
        chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + value.encode()) for keyword, value in (text or {}).items()
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + texts
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 1))
        + chunk(b"IEND", b"")
    )
