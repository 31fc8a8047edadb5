"""matplotlib's SVG made fit for a page: no ids, no styles, colours as classes that follow the scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from generator.figures.inks import BY_VALUE

NUMBER = re.compile(r"-?\d+\.\d+")
BLANKS = re.compile(r"\s+")
# matplotlib names a group by the artist's gid; ours begin so, its own do not.
MARK = "mark:"
KEPT = ("stroke-width", "stroke-dasharray", "font-size", "text-anchor", "opacity")


def clean_svg(drawing: str) -> str:
    """Return a drawing as a small inline SVG: shapes and text only, every colour a class.

    A shape that was given a mark keeps it as `data-mark`: what it stands for, for whoever checks
    that a picture shows what its table says.
    """
    root = ElementTree.fromstring(drawing)
    parts = "".join(write_shapes(root, ""))
    box = root.get("viewBox", "")
    _, _, width, height = box.split()
    return (
        f'<svg class="lb-picture__svg" viewBox="{box}" width="{width}" height="{height}" '
        f'aria-hidden="true" focusable="false">{parts}</svg>'
    )


def write_shapes(element: ElementTree.Element, mark: str) -> Iterator[str]:
    """Write the paths and texts below an element in their order."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "g":
            gid = child.get("id", "")
            yield from write_shapes(child, gid.removeprefix(MARK) if gid.startswith(MARK) else mark)
        elif name == "path":
            yield write_element("path", {"d": shorten(child.get("d", ""))}, child, mark)
        elif name == "text":
            place = {key: shorten(child.get(key, "")) for key in ("x", "y")}
            yield write_element("text", place, child, mark, escape(child.text or ""))


def write_element(
    name: str, place: dict[str, str], element: ElementTree.Element, mark: str, content: str = ""
) -> str:
    """Write one shape or text with its place, its colours as classes and what else is seen of it."""
    style = dict(read_style(element.get("style", "")))
    attributes = {**place, **{key: style[key] for key in KEPT if key in style}}
    attributes["class"] = " ".join(find_classes(style))
    if mark:
        attributes["data-mark"] = mark
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def read_style(style: str) -> Iterator[tuple[str, str]]:
    """Yield the declarations of a style attribute, lengths without their unit."""
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        yield key.strip(), value.strip().removesuffix("px")


def find_classes(style: dict[str, str]) -> Iterator[str]:
    """Yield the classes for fill, stroke and bold text; what has no fill says so."""
    # What SVG does without a word: it fills in black, and draws no stroke.
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    yield "lb-nofill" if fill == "none" else f"lb-fill-{BY_VALUE[fill].css}"
    if stroke != "none":
        yield f"lb-stroke-{BY_VALUE[stroke].css}"
    if style.get("font-weight", "400") not in ("400", "normal"):
        yield "lb-bold"


def shorten(numbers: str) -> str:
    """Round to a hundredth of a pixel and leave out what says nothing."""
    rounded = NUMBER.sub(lambda found: f"{round(float(found[0]), 2):g}", numbers)
    return BLANKS.sub(" ", rounded).strip()
