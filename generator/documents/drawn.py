"""Pictures for a document: a figure's panels on one sheet, in the colours of the pages' style sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import typst

from generator.figures import Figure

STYLES = Path(__file__).parents[1] / "assets" / "lagesbild.css"
FONTS = files("font_source_sans_pro") / "files"
FONT = "Source Sans Pro"
SHEET, GAP, EDGE = 840, 24, 2  # pixels
PIXEL = 0.75  # points
FINE = 220  # dots an inch
SIZE = re.compile(r'<svg[^>]*? viewBox="0 0 ([\d.]+) ([\d.]+)"')
NAMED = re.compile(r'class="[^"]*"')
# What is drawn is one class of few, and a colour of the light scheme's.
COLOUR = re.compile(r"--lb-([a-z-]+): (#[0-9a-f]{6});")
RULE = re.compile(
    r"^(?:\.lb\.lb )?(\.lb-(?:fill|stroke|nofill|bold|board)[\w-]*(?: (?:\.lb-board__\w+|\[data-value\]))?)"
    r" \{\s*([^}]*?)\s*\}",
    re.MULTILINE,
)
DRAWN = ("fill", "stroke", "stroke-width", "font-weight")
PAGE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(json(bytes(sys.inputs.drawn))), format: "svg", width: float(sys.inputs.width) * 1pt)
"""


@cache
def read_colours() -> dict[str, str]:
    """Return the colours of the pages by name, as they are on white paper."""
    found: dict[str, str] = {}
    for name, colour in COLOUR.findall(STYLES.read_text(encoding="utf-8")):
        found.setdefault(name, colour)
    return found


@cache
def read_style() -> str:
    """Return the pages' rules for what is drawn, without variables, for a program that knows none."""
    colours = {f"--lb-{name}": colour for name, colour in read_colours().items()}
    rules = []
    for selector, body in RULE.findall(STYLES.read_text(encoding="utf-8")):
        pairs = (part.partition(":") for part in body.split(";") if part.strip())
        kept = [(n.strip(), v.strip()) for n, _, v in pairs if n.strip() in DRAWN]
        told = ";".join(
            f"{n}:{re.sub(r'var[(]([^)]+)[)]', lambda var: colours[var[1]], v)}" for n, v in kept
        )
        if told:
            rules.append(f"{selector}{{{told}}}")
    return "".join(rules)


def paint(svg: str) -> str:
    """Return a picture of ours as an SVG file of its own; some lines reach a little over its edge."""
    wide, high = size_of(svg)
    head, _, inside = svg.partition(">")
    about = (
        f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONT}" font-size="13" fill="{read_colours()["muted"]}"'
        f' viewBox="-{EDGE} -{EDGE} {wide + 2 * EDGE:g} {high + 2 * EDGE:g}"'
    )
    named = " ".join(NAMED.findall(head))
    return f"{about} {named}><style>{read_style()}</style>{inside}"


def size_of(svg: str) -> tuple[float, float]:
    """Return a picture's width and height in pixels."""
    found = SIZE.match(svg)
    assert found
    return float(found[1]), float(found[2])


def draw_figure(figure: Figure) -> str:
    """Return all pictures of a figure on one sheet; panels stand beside each other, level at their foot."""
    panels = [wide for _, wide in figure.drawings]
    if len(panels) == 1:
        return panels[0]
    height, placed, across = 0.0, [], 0.0
    for row in lay_rows(panels):
        tall = max(size_of(panel)[1] for panel in row)
        left = 0.0
        for panel in row:
            wide, own = size_of(panel)
            place = f'<svg x="{left:g}" y="{height + tall - own:g}" '
            placed.append(panel.replace("<svg ", place, 1))
            left += wide + GAP
        across = max(across, left - GAP)
        height += tall + GAP
    height -= GAP
    return f'<svg viewBox="0 0 {across:g} {height:g}">{"".join(placed)}</svg>'


def lay_rows(panels: Sequence[str]) -> Iterator[list[str]]:
    """Yield panels row by row, as many as there is room for."""
    row: list[str] = []
    used = 0.0
    for panel in panels:
        wide = size_of(panel)[0]
        if row and used + wide > SHEET:
            yield row
            row, used = [], 0.0
        row.append(panel)
        used += wide + GAP
    yield row


@lru_cache(maxsize=256)
def to_png(svg: str) -> bytes:
    """Return a picture of ours as PNG, for programs that cannot draw an SVG."""
    wide = size_of(svg)[0]
    inputs = {"drawn": json.dumps(paint(svg)), "width": f"{wide * PIXEL:g}"}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    drawn = typst.Compiler(PAGE.encode(), font_paths=fonts).compile(
        format="png", ppi=FINE, sys_inputs=inputs
    )
    if not isinstance(drawn, bytes):
        raise TypeError("typst gave no picture")
    return drawn
