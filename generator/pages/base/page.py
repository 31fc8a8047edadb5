"""A page as plain values: MkDocs and the export each put it in their own frame."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.article.html import Heading
from generator.figures import Figure

HEADING = re.compile(r'<h([23])(?=[^>]*\bid="([^"]+)")[^>]*>(.*?)</h\1>', re.DOTALL)
NOT_HEARD = re.compile(r'<span class="lb-named">.*?</span>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Link:
    """An address from the site's root, and its words."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `address` ends with .html, `parent` is the page it hangs under in the navigation.

    `file` is the record it shows, from the archive's root, and `changed` the day that file was
    last changed, or None when nobody knows. `figures` are those it shows; their tables are files
    beside it, as are `files`, by address. `scripts` are the assets the page runs, in
    their order, and `running` stands at the head of every printed page, as a style sheet has it.
    """

    address: str
    title: str
    html: str
    parent: str = "index.html"
    file: str | None = None
    changed: date | None = None
    previous: Link | None = None
    following: Link | None = None
    headings: tuple[Heading, ...] = ()
    figures: tuple[Figure, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    running: str = ""


def find_headings(article: str) -> tuple[Heading, ...]:
    """Return the headings of level two and three that can be linked to, in their order."""
    return tuple(
        Heading(anchor, plain_text(content), int(level))
        for level, anchor, content in HEADING.findall(article)
    )


def plain_text(content: str) -> str:
    """Return the words of a piece of HTML."""
    return " ".join(html.unescape(TAG.sub("", NOT_HEARD.sub("", content))).split())
