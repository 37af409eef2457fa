"""Keeps the last figures: all of them in last.json, and as a table and a curve in the docs.

A run of one part renews the figures of that part; each says of which day it is.
"""

import json
import os
import pathlib
import re
import time

import plot

HERE = pathlib.Path(__file__).parent
LAST = HERE / "last.json"
DOCS = HERE.parent / "docs"
TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def machine():
    """Processor, cores and memory, without the machine's name."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1))
    return f"{cpu.group(1) if cpu else os.uname().machine}, {os.cpu_count()} cores, {memory / 2**20:.0f} GiB"


def verdict(row):
    if "at_most" not in row:
        return ""
    if row["median"] > row["at_most"]:
        return "**missed**"
    return "aim reached" if row["median"] <= row["aim"] else "holds"


def table(rows):
    yield "| figure (less is better) | median | spread | at most | aim | |"
    yield "|---|---:|---|---:|---:|---|"
    for row in rows:
        limits = f"{row['at_most']:g} | {row['aim']:g}" if "at_most" in row else " | "
        spread = f"{row['low']:.3g} – {row['high']:.3g}"
        yield f"| {row['what']} | {row['median']:.3g} | {spread} | {limits} | {verdict(row)} |"


def text(figures):
    days = sorted({row["date"] for row in figures})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return "\n".join([f"Measured on {when}: {machine()}.", "", *table(figures), ""])


def keep(rows):
    """Takes the figures of a run over into all three places."""
    known = {row["what"]: row for row in json.loads(LAST.read_text())["figures"]} if LAST.exists() else {}
    today = time.strftime("%Y-%m-%d")
    known.update({row["what"]: {**row, "date": today} for row in rows})
    figures = sorted(known.values(), key=lambda row: row["what"])
    LAST.write_text(json.dumps({"machine": machine(), "figures": figures}, indent=1, ensure_ascii=False) + "\n")
    page = DOCS / "benchmarks.md"
    page.write_text(TABLE.sub(lambda match: match.group(1) + text(figures) + match.group(2), page.read_text()))
    if picture := plot.svg(figures):
        (DOCS / "scaling.svg").write_text(picture)
