"""Draws the scaling curve of the last bench as SVG: what one image costs, against how many there are.

A curve that stays flat says that the cost per image does not grow with their number.
"""

import math
import re

SIZE = re.compile(r"([\d,]{5,})(?: images)?")
PANELS = [
    ("memory, bytes per image", "catalog: bytes per image at "),
    ("adding one image, µs", "catalog: µs to add an image, "),
    ("grid query, ns per image", "catalog: grid 50x10x20, two filters, "),
]
WIDTH, HEIGHT, LEFT, TOP, PLOT = 260, 200, 48, 40, 120
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #666 }
.title { font-weight: 600 }
.line { fill: none; stroke: #3b82f6; stroke-width: 2 }
.dot { fill: #3b82f6 }
.axis { stroke: #999; stroke-width: 1 }
"""


def points(rows, start):
    """[(images, value)] of the figures whose name begins so, queries as nanoseconds per image."""
    found = []
    for row in rows:
        if row["what"].startswith(start):
            images = int(SIZE.match(row["what"], len(start)).group(1).replace(",", ""))
            per_image = 1e6 / images if row["what"].endswith("ms p95") else 1
            found.append((images, row["median"] * per_image))
    return sorted(found)


def panel(index, title, curve):
    left = index * WIDTH + LEFT
    low, high = math.log10(curve[0][0]), math.log10(curve[-1][0])
    top = 1.25 * max(value for _, value in curve)

    def place(images, value):
        x = left + (WIDTH - LEFT - 40) * (math.log10(images) - low) / (high - low)
        return x, TOP + PLOT * (1 - value / top)

    places = [(*place(*each), *each) for each in curve]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in places)
    end = left + WIDTH - LEFT - 40
    yield f'<text class="title" x="{left}" y="20">{title}</text>'
    yield f'<path class="axis" d="M{left} {TOP}V{TOP + PLOT}H{end}" fill="none"/>'
    yield f'<polyline class="line" points="{line}"/>'
    for x, y, images, value in places:
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        yield f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{value:.3g}</text>'
        yield f'<text x="{x:.1f}" y="{TOP + PLOT + 18}" text-anchor="middle">{images:,}</text>'


def svg(rows):
    """The picture; nothing when the bench did not measure the index at several sizes."""
    curves = [(title, points(rows, start)) for title, start in PANELS]
    if any(len(curve) < 2 for _, curve in curves):
        return None
    parts = [part for index, (title, curve) in enumerate(curves) for part in panel(index, title, curve)]
    width = WIDTH * len(curves)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}">'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>", ""])
