"""Participants' Markdown becomes HTML that can neither run nor hide anything.

markdown-it-py shows raw HTML as text; nh3 then lets through only the tags below. Headings are moved
down, among the blocks that markdown-it reads, so that the page's own come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from generator.records import PARSER, show_inline, split_sections
from generator.serving import keep

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# No region, which would have to have a name that no other has.
GROUP = {"class": "lb-scroll", "tabindex": "0", "role": "group", "aria-label": "Tabell"}
# The headings that a table of contents leads to.
HEADINGS = tuple(f"h{level}" for level in (2, 3))
# Markdown sets no class and no id: those are ours.
ATTRIBUTES = {
    "a": {"href"}, "ol": {"start"}, "div": {*GROUP}, "table": {"class"}, "th": {"scope", "style"}, "td": {"style"},
    **{heading: {"id"} for heading in HEADINGS},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
LOWEST = 6


@keep
def render_text(markdown: str, top: int = 3, part: str | None = None) -> Markup:
    """Render a text, or a part of it, whose highest heading shall have level `top`."""
    blocks = parse_blocks(markdown)
    own = blocks if part is None else split_sections(blocks)[part].blocks
    lower_headings(own, top)
    return write_blocks(own)


def parse_blocks(markdown: str) -> list[Token]:
    """Return a text's blocks, which may be changed before they are rendered."""
    return PARSER.parse(markdown)


def lower_headings(blocks: Sequence[Token], top: int) -> None:
    """Move the headings of a text so that the highest has level `top`."""
    headings = [block for block in blocks if block.type in ("heading_open", "heading_close")]
    levels = [int(block.tag[1]) for block in headings]
    shift = top - min(levels, default=top)
    for block, level in zip(headings, levels, strict=True):
        block.tag = f"h{min(level + shift, LOWEST)}"


def find_headings(blocks: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield the token that opens each heading, with the heading's words."""
    for block, words in pairwise(blocks):
        if block.type == "heading_open":
            yield block, show_inline(words.children or ())


def write_blocks(blocks: Sequence[Token]) -> Markup:
    """Write blocks as HTML of the tags that are allowed, with the headings they have."""
    html = nh3.clean(
        PARSER.renderer.render(list(dress_tables(blocks)), PARSER.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noreferrer",
        filter_style_properties={"text-align"},
    )
    return Markup(html)


def dress_tables(blocks: Sequence[Token]) -> Iterator[Token]:
    """Yield blocks with each table in a group that scrolls by itself, which the keyboard reaches."""
    for block in blocks:
        if block.type == "table_open":
            block.attrs["class"] = "lb-table"
            yield Token("div_open", "div", 1, attrs={**GROUP}, block=True)
        elif block.type == "th_open":
            block.attrs = {"scope": "col", **block.attrs}
        yield block
        if block.type == "table_close":
            yield Token("div_close", "div", -1, block=True)


def name_parts(markdown: str) -> dict[str, str]:
    """Return the `##` headings of a text as they are written, with their words; what is first has none."""
    found = split_sections(PARSER.parse(markdown))
    return {
        name: show_inline(part.heading.children or ()) if part.heading else ""
        for name, part in found.items()
        if part.blocks or part.heading
    }


def cut_part(markdown: str, part: str) -> str:
    """Return the lines of a part of a text."""
    lines = markdown.splitlines(keepends=True)
    blocks = split_sections(PARSER.parse(markdown))[part].blocks
    spans = [token.map for token in blocks if token.map and token.level == 0]
    return "\n".join("".join(lines[first:last]) for first, last in spans)


def first_sentences(markdown: str, most: int = 1) -> str:
    """Return a text's first sentences as plain words, for lists."""
    blocks = PARSER.parse(markdown.split("\n\n")[0])
    words = " ".join(
        " ".join(
            show_inline(block.children) if block.children else block.content for block in blocks
        ).split()
    )
    return " ".join(re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", words)[:most])
