"""The pages of `docs/`: written by hand in Markdown, rendered like everything else.

Links to other Markdown files become links to their pages, so that the text reads well in a forge
too; one that leads nowhere is a fel. `om.md` and `tillganglighet.md` are completed from the mall.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from generator.pages.desk import Desk
from generator.pages.page import Page, plain_text
from generator.pages.templating import plain
from generator.pages.text import render_text
from generator.problems import ArchiveError, Origin, Problem, quote
from generator.records import read_text

TEMPLATES = {"om.html": "about.html", "tillganglighet.html": "accessibility.html"}
LINK = re.compile(r'href="(?![a-z]+:|#)([^"#]+\.md)(#[^"]*)?"')
HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


def find_handwritten(root: Path) -> tuple[str, ...]:
    """Return the paths of the hand-written pages below `docs/`, in order."""
    docs = root / "docs"
    return tuple(sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")))


def build_handwritten(desk: Desk, root: Path, known: Mapping[str, Page]) -> Iterator[Page]:
    """Build the page of every file; `known` are the other pages they may lead to."""
    paths = find_handwritten(root)
    addresses = {*known, *(address_of_doc(path) for path in paths)}
    for path in paths:
        text = read_text(root, f"docs/{path}")
        title, _, body = text.partition("\n")
        address = address_of_doc(path)
        html = render_text(body, top=2)
        linked = LINK.sub(follow_link(path, text, addresses), html)
        yield desk.write_page(
            TEMPLATES.get(address, "handwritten.html"),
            address,
            title.removeprefix("# ").strip(),
            file=f"docs/{path}",
            text=Markup(HEADING.sub(add_anchor, linked)),
        )


def address_of_doc(path: str) -> str:
    """Return the address of a hand-written page."""
    return path.removesuffix(".md") + ".html"


def follow_link(path: str, text: str, addresses: set[str]) -> Callable[[re.Match[str]], str]:
    """Return what turns a link to a Markdown file into one to its page."""

    def follow(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
        if address_of_doc(target) not in addresses:
            line = next(n for n, row in enumerate(text.split("\n"), start=1) if found[1] in row)
            problem = Problem(
                Origin(f"docs/{path}", line), f"Länken {quote(found[1])} leder ingenstans."
            )
            raise ArchiveError([problem])
        return f'href="{found[1].removesuffix(".md")}.html{found[2] or ""}"'

    return follow


def add_anchor(found: re.Match[str]) -> str:
    """Give a heading an id, so that it can be linked to."""
    anchor = "_" + re.sub(r"[^a-z0-9]+", "-", plain(plain_text(found[2]))).strip("-")
    return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'
