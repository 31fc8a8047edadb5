"""Pictures in the pages of `docs/`: a paragraph `![what it shows](assets/name.png)` is that picture.

Participants' texts have none: a picture can point someone out, and is shown there as its words.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token
from markupsafe import Markup

from generator.article.markdown import write_blocks
from generator.pages.handwritten.beside import DOCS, IMAGES
from generator.records import show_inline

FIGURE = Markup('<p class="lb-shot"><img src="{}" alt="{}"{} loading="lazy"></p>\n')
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the way to it as the text has it, its path below `docs/`, and what it shows."""

    way: str
    path: str
    shows: str


def write_parts(root: Path, parts: Iterable[Picture | list[Token]]) -> Markup:
    """Return the HTML of a text whose pictures have been parted from the rest."""
    return Markup().join(
        FIGURE.format(part.way, part.shows, Markup(measure(root / DOCS / part.path)))
        if isinstance(part, Picture)
        else write_blocks(part)
        for part in parts
    )


def part_pictures(
    root: Path, page: str, blocks: Sequence[Token]
) -> Iterator[Picture | list[Token]]:
    """Yield the blocks of a text in order, those between two pictures together.

    A picture that is not there stays a link, which is then told to lead nowhere.
    """
    rest: list[Token] = []
    at = 0
    while at < len(blocks):
        whole = blocks[at].type == "paragraph_open" and blocks[at].level == 0
        picture = read_picture(root, page, blocks[at + 1]) if whole else None
        if picture is None:
            rest.append(blocks[at])
            at += 1
            continue
        yield rest
        yield picture
        rest, at = [], at + 3
    yield rest


def read_picture(root: Path, page: str, words: Token) -> Picture | None:
    """Return the picture that a paragraph is, if it is one that there is."""
    pieces = words.children or []
    kinds = [piece.type for piece in pieces]
    if kinds[:2] != ["text", "link_open"] or pieces[0].content != "!" or kinds[-1] != "link_close":
        return None
    way = str(pieces[1].attrs["href"])
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(way)))
    inside = (
        kinds.count("link_open") == 1 and not urlsplit(way).scheme and not path.startswith("..")
    )
    if not inside or not path.lower().endswith(IMAGES) or not (root / DOCS / path).is_file():
        return None
    return Picture(way, path, show_inline(pieces[2:-1]))


def measure(file: Path) -> str:
    """Return the attributes of a PNG's size, so that the page does not move when it has come."""
    with file.open("rb") as opened:
        head = opened.read(24)
    if not head.startswith(PNG):
        return ""
    width, height = struct.unpack(">II", head[16:24])
    # Pictures are taken with two points for each of the page's.
    return f' width="{width // 2}" height="{height // 2}"'
