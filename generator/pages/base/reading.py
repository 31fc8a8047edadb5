"""What stands in the HTML of a small page: its ids, and its words under each heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markupsafe import Markup

from generator.article.markdown import HEADINGS
from generator.serving import keep

# Elements without an end, which hold nothing.
VOID = ("br", "hr", "img", "input", "meta", "link", "wbr")
# What a reader meets as one thing after another, though no blank stands between them.
APART = ("td", "th", "dt", "dd", "li")
# The frame of a page, which is not what it says.
FRAME = ("header", "nav", "footer")


@dataclass(slots=True)
class Passage:
    """A heading of level two or three with an id, and what stands below it; the first has none.

    The words come as they were met. `examples` are those of what is shown as it is typed.
    """

    anchor: str = ""
    level: int = 0
    title: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads HTML into passages and ids; too slow for more than the few pages of `docs/`.

    What stands before the end of a page's `header` is its frame.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.passages = [Passage()]
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.in_title = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin an element; a heading with an id begins a passage."""
        anchor = dict(attrs).get("id")
        if anchor:
            self.ids.add(anchor)
        if anchor and tag in HEADINGS:
            self.passages.append(Passage(anchor, int(tag[1])))
            self.in_title = True
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and what was left open within it."""
        while tag in self.open and self.open.pop() != tag:
            pass
        if tag in HEADINGS:
            self.in_title = False
        if tag in APART:
            self.handle_data(" ")
        if tag == "header":
            self.passages = [Passage()]

    def handle_data(self, data: str) -> None:
        """Keep words where they belong, but not those of the frame."""
        passage = self.passages[-1]
        if any(tag in FRAME for tag in self.open):
            return
        if self.in_title:
            passage.title.append(data)
        elif "pre" in self.open:
            passage.examples.append(data)
        else:
            passage.words.append(data)


@keep
def read_html(html: str) -> Reader:
    """Return a page that has been read."""
    return Reader(html)


def plain_text(content: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return " ".join(Markup(content).striptags().split())


def one_line(words: Sequence[str]) -> str:
    """Return words as they were met, on one line."""
    return " ".join("".join(words).split())
