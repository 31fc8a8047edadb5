"""An article as HTML: its head and its body, to be put in a page's frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.article.addresses import slug_of
from generator.article.markdown import render_text
from generator.article.values import Article, Block, Held, Month, Ref, Section

TEMPLATES = Path(__file__).parent / "templates"
STEP, TALL, FOOT, SHARE = 16, 50, 6, 0.7  # of a month on the board, in pixels
# Where a line may not break: within a day or a month, between thousands, after a paragraph sign.
MONTH = "(?:jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec)[a-z]*"
WHOLE = re.compile(rf"(?<=\d) (?={MONTH}\b|\d{{3}}\b)|(?<=§) |\b({MONTH}) (?=(?:19|20)\d\d\b)")
SIGNS = {Held.NO_MEETING: "×", Held.UNKNOWN: "?"}
LOOKS = {Held.WHOLE: "month", Held.UNFINISHED: "unfinished"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a page's table of contents."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a page's frame takes in; `running` stands at the head of every printed page, for a style sheet."""

    head: Markup
    body: Markup
    headings: tuple[Heading, ...]
    running: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A month as it is drawn; one without a number is a `sign`."""

    key: str
    left: float
    middle: float
    y: float
    width: float
    height: float
    foot: float
    look: str
    value: str
    sign: str
    tick: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The months of a row of the board, in pixels."""

    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]


def render_html(
    article: Article, way_to: Callable[[Ref], str], way: Callable[[str], str]
) -> Rendered:
    """Return an article as HTML.

    `way_to` gives the way from the page to a record, `way` to an address.
    """
    macros = open_macros(way_to, way, article)
    head, body = macros.head(), macros.body()
    headings = tuple(find_headings(article.sections))
    return Rendered(head, body, headings, css_string(article.running))


def render_block(block: Block, way_to: Callable[[Ref], str], way: Callable[[str], str]) -> Markup:
    """Return one block as HTML, for a page that is no article."""
    shown: Markup = open_macros(way_to, way, None).block(block, 3)
    return shown


def open_macros(
    way_to: Callable[[Ref], str], way: Callable[[str], str], article: Article | None
) -> Any:
    """Return the macros that write an article, with the ways from the page it stands on."""
    environment = make_environment()
    environment.filters["to"] = way_to
    environment.filters["way"] = way
    return environment.get_template("blocks.html").make_module({"article": article})


@cache
def make_environment() -> Environment:
    """Return what all articles are written with: it escapes everything."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=keep_together,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        render=render_text,
        plain=slug_of,
        kind=lambda one: type(one).__name__,
    )
    environment.globals["draw_months"] = draw_months
    return environment


def css_string(text: str) -> str:
    """Return words as they stand within quotes in a style sheet: all but letters and digits in code."""
    return "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text)


def keep_together(value: object) -> object:
    """Let no line break within a day, a month or a number of what is written out."""
    if type(value) is not str or " " not in value:
        return value
    return WHOLE.sub(lambda found: f"{found[1] or ''}\u00a0", value)


def find_headings(sections: Sequence[Section], level: int = 2) -> list[Heading]:
    """Return the headings of level two and three, in their order."""
    found = []
    for section in sections:
        found.append(Heading(section.id, section.title, level))
        if level == 2:
            found += find_headings(section.parts, 3)
    return found


def draw_months(months: Sequence[Month], top: int) -> Drawn:
    """Lay the months of a row out: the newest is dark, an unfinished one hollow."""
    base = TALL + FOOT
    unit = TALL / max(top, 1)
    bars = []
    for place, month in enumerate(months):
        value = month.number.amount.value
        height = round(float(value or 0) * unit, 1)
        width = STEP * SHARE
        left = round(place * STEP + (STEP - width) / 2, 1)
        look = LOOKS.get(month.held, "month")
        if place == len(months) - 1 and month.held is Held.WHOLE:
            look = "newest"
        bars.append(
            Bar(
                key=month.number.key,
                left=left,
                middle=place * STEP + STEP / 2,
                y=round(base - height, 1),
                width=width,
                height=height,
                foot=base - 4,
                look=look,
                value="" if value is None else str(value),
                sign=SIGNS.get(month.held, "?") if value is None else "",
                tick=None if month.high is None else round(base - month.high * unit, 1),
            )
        )
    return Drawn(STEP * len(months), base + 2, base, tuple(bars))
