"""The index in memory: what an image costs, and how long a query takes, over three sizes."""

import json
import subprocess

from bench import HERE

ROUNDS = 3
SIZES = [10_000, 100_000, 1_000_000]


def measure():
    """{(size, what): figures} of one run of the benchmark program."""
    program = HERE.parent / ".build/release/catalog-bench"
    command = [program, *map(str, SIZES)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found = {}
    for figures in map(json.loads, lines):
        found.setdefault((figures["images"], figures["what"]), {}).update(figures)
    return found


def run(bench):
    rounds = [measure() for _ in range(ROUNDS)]
    for size in SIZES:
        cost = [each[size, "size"]["resident_bytes_per_image"] for each in rounds]
        bench.add(f"catalog: bytes per image at {size:,}", cost)
        bench.add(
            f"catalog: µs to add an image, {size:,} images",
            [each[size, "apply_all"]["us_per_image"] for each in rounds],
        )
        # The wide filters let most images pass: the dearest query there is.
        query = [each[size, "grid_wide_filters"]["p95_ms"] for each in rounds]
        bench.add(f"catalog: grid 50x10x20, two filters, {size:,} images, ms p95", query)
    bench.add(
        "catalog: one file applied to 1,000,000 images, ms p95",
        [each[1_000_000, "apply_one"]["p95_ms"] for each in rounds],
    )
