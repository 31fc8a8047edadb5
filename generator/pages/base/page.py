"""A page as plain values, which MkDocs and the export each put in a frame, and the policy of what it may load."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.article.values import Section
from generator.figures import Figure
from generator.serving import Shelf


@dataclass(frozen=True, slots=True)
class Link:
    """An address from the site's root, and its words."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a page's table of contents."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `address` ends with .html, `parent` is the page it hangs under in the navigation.

    `file` is the record it shows, from the archive's root, and `changed` the day that file was
    last changed, or None when nobody knows. `figures` are those it shows; their tables are files
    beside it, as are `files`, by address. `scripts` are the assets the page runs, in
    their order, and `running` stands at the head of every printed page, as a style sheet has it.
    The article is kept packed: in the memory all pages of ten years are a tenth as large so.
    """

    address: str
    title: str
    packed: bytes
    parent: str = "index.html"
    file: str | None = None
    changed: date | None = None
    previous: Link | None = None
    following: Link | None = None
    headings: tuple[Heading, ...] = ()
    figures: tuple[Figure, ...] = ()
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    running: str = ""

    @property
    def html(self) -> str:
        """The article, unpacked anew each time."""
        return unpack(self.packed)


def find_headings(sections: Sequence[Section], level: int = 2) -> list[Heading]:
    """Return the headings of level two and three, in their order."""
    found = []
    for section in sections:
        found.append(Heading(section.id, section.title, level))
        if level == 2:
            found += find_headings(section.parts, 3)
    return found


def as_bytes(content: str | bytes) -> bytes:
    """Return a file's content as it is written: text in UTF-8."""
    return content if isinstance(content, bytes) else content.encode()


PACKED = Shelf[bytes]()


def pack(html: str) -> bytes:
    """Pack an article for its page, as fast as it goes: more effort makes it no smaller."""
    raw = html.encode()
    place = hashlib.sha256(raw).digest() if Shelf.is_open else b""
    packed = PACKED.find(place) or zlib.compress(raw, 1)
    PACKED.put(place, packed)
    return packed


def unpack(packed: bytes) -> str:
    """Return what was packed."""
    return zlib.decompress(packed).decode()


# A page's own files are its only source, of scripts too. The theme and pasted tables set styles in the
# page, and the theme's style sheets hold small pictures. What `default-src` does not cover is said by name.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
HEAD = "<head>"
# The theme's scripts that stand in every page, and the one value it puts into them.
SCRIPTS = ("base", "palette")
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
SCOPE = "{{ config.extra.scope | d(base_url) }}"
ARTICLE, ARTICLE_END = "<article", "</article>"
BETWEEN, INDENT, LINE = re.compile(r"(?<=>)\s+(?=<)"), re.compile(r"\s*\n\s*"), "\n"


def squeeze(html: str) -> str:
    """Return a page without what only sets its frame's tags apart; its article is left as it is.

    It is a twentieth of all pages. A `<pre>` stands in an article alone.
    """
    before, start, rest = html.partition(ARTICLE)
    inside, end, after = rest.rpartition(ARTICLE_END)
    return f"{pull_together(before)}{start}{inside}{end}{pull_together(after)}"


def pull_together(frame: str) -> str:
    """Return HTML without blanks between tags or the ends of lines."""
    return INDENT.sub(LINE, BETWEEN.sub("", frame))


def with_policy(html: str) -> str:
    """Return a page with its policy first in its head: no script that stands in it may run."""
    before, head, after = html.partition(HEAD)
    if not head:
        raise ValueError("the page has no <head>")
    return f'{before}{head}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">{after}'


def read_scripts(theme: Sequence[Path], scope: str) -> Iterator[tuple[str, str]]:
    """Yield the scripts that a theme puts into every page, `scope` filled in, with an address for each.

    They are read from its templates, so that a new version of the theme keeps working.
    """
    for name in SCRIPTS:
        files = (folder / "partials" / "javascripts" / f"{name}.html" for folder in theme)
        text = next(file.read_text(encoding="utf-8") for file in files if file.is_file())
        for place, code in enumerate(SCRIPT.findall(text)):
            yield f"assets/{name}{place or ''}.js", code.replace(SCOPE, scope)


def load_scripts(html: str, scripts: Iterable[tuple[str, str]], root: str) -> str:
    """Return a page that loads the theme's scripts from their files; `root` leads to the site's first page."""
    for address, code in scripts:
        html = html.replace(f"<script>{code}</script>", f'<script src="{root}{address}"></script>')
    return html
