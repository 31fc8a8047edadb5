"""Participants' Markdown becomes HTML that can neither run nor hide anything.

markdown-it-py shows raw HTML as text; nh3 then lets through only the tags below. Headings are moved
down so that the page's own come first.
"""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from generator.records import PARSER, show_inline, split_sections

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"style"}, "td": {"style"}}
SCHEMES = {"http", "https", "mailto"}
HEADING = re.compile(r"(</?h)([1-6])(?=>)")
TABLE_HEAD = re.compile(r"<th(?=[ >])")
LOWEST = 6


def render_text(markdown: str, top: int = 3, part: str | None = None) -> Markup:
    """Render a text, or a part of it, whose highest heading shall have level `top`."""
    if part is None:
        return clean_html(PARSER.render(markdown), top)
    blocks = split_sections(PARSER.parse(markdown))[part].blocks
    return clean_html(PARSER.renderer.render(blocks, PARSER.options, {}), top)


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


def clean_html(html: str, top: int) -> Markup:
    """Return HTML of the tags that are allowed, its highest heading at level `top`."""
    levels = [int(level) for _, level in HEADING.findall(html)]
    shift = top - min(levels, default=top)
    moved = HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + shift, LOWEST)}", html)
    clean = nh3.clean(
        moved,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noreferrer",
        filter_style_properties={"text-align"},
    )
    tables = clean.replace("<table>", '<table class="lb-table">')
    return Markup(TABLE_HEAD.sub('<th scope="col"', tables))


def first_sentences(markdown: str, most: int = 1) -> str:
    """Return a text's first sentences as plain words, for lists."""
    blocks = PARSER.parse(markdown.split("\n\n")[0])
    words = " ".join(
        " ".join(
            show_inline(block.children) if block.children else block.content for block in blocks
        ).split()
    )
    return " ".join(re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", words)[:most])
