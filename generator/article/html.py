"""An article as HTML: its head and its body, to be put in a page's frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.article.addresses import slug_of
from generator.article.markdown import render_text
from generator.article.values import (
    Article,
    Block,
    Held,
    Line,
    Look,
    Month,
    Number,
    Ref,
    Section,
    Span,
    Standing,
    Table,
)

TEMPLATES = Path(__file__).parent / "templates"
# A month on the board, in pixels; its column fills a share of its step.
STEP, TALL, FOOT, SHARE = 16, 50, 6, 0.7
# The style sheet knows as many columns by the names their table gives; each further cell has its own.
HEADED = 12
FULL = 13  # months in a row
# Where a line may not break: within a day or a month, between thousands, after a paragraph sign.
MONTH = "(?:jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec)[a-z]*"
WHOLE = re.compile(rf"(?<=\d) (?={MONTH}\b|\d{{3}}\b)|(?<=§) |\b({MONTH}) (?=(?:19|20)\d\d\b)")
SIGNS = {Held.NO_MEETING: "×", Held.UNKNOWN: "?"}
LOOKS = {Held.UNFINISHED: "unfinished"}
# What the mark behind a number says, and leads to.
CHANGED = "Ändrat sedan rapporten sändes"
# Where a number's own part stands in what the keys of its row have in common.
OWN = "*"
# What is written as a code between the marks of an attribute; few addresses and keys have any.
CODED = re.compile("[&<>\"']")
CLASSES = {Look.NOTE: "lb-below", Look.MISSING: "lb-words"}


@dataclass(frozen=True, slots=True)
class Keys:
    """How the keys of a row's numbers begin and end: the row says it once, each number what is its own."""

    before: str = ""
    after: str = ""

    def of_row(self) -> str:
        """Return the attribute of the row, if it has one."""
        if not self.before and not self.after:
            return ""
        return f' data-keys="{escape(self.before)}{OWN}{escape(self.after)}"'

    def of(self, number: Number) -> str:
        """Return the attribute of a number in the row."""
        own = number.key.removeprefix(self.before).removesuffix(self.after)
        return f' data-key="{as_attribute(own)}"'


WHOLE_KEYS = Keys()


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
    # Given to the macros and not to their environment, which would hold on to them.
    return (
        make_environment()
        .get_template("blocks.html")
        .make_module(
            {
                "article": article,
                "to": way_to,
                "way": way,
                "line": lambda found, keys=WHOLE_KEYS: write_line(found, way_to, keys),
                "rows": lambda table: write_rows(table, way_to),
            }
        )
    )


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
        css=lambda words: css_string(keep_together(words)),
        kind=lambda one: type(one).__name__,
    )
    environment.globals |= {"draw_months": draw_months, "keys": keys_of_standing, "HEADED": HEADED}
    return environment


def css_string(text: str) -> str:
    """Return words as they stand within quotes in a style sheet: all but letters and digits in code.

    A blank after a code would belong to it, but one that holds words together does not.
    """
    return "".join(c if c.isalnum() or c == "\u00a0" else f"\\{ord(c):06x}" for c in text)


def keep_together(value: Any) -> Any:
    """Let no line break within a day, a month or a number of what is written out."""
    if type(value) is not str or " " not in value:
        return value
    return hold(value)


@lru_cache(maxsize=1 << 11)
def hold(text: str) -> str:
    """Write no-break blanks where no line may break."""
    return WHOLE.sub(lambda found: f"{found[1] or ''}\u00a0", text)


def find_headings(sections: Sequence[Section], level: int = 2) -> list[Heading]:
    """Return the headings of level two and three, in their order."""
    found = []
    for section in sections:
        found.append(Heading(section.id, section.title, level))
        if level == 2:
            found += find_headings(section.parts, 3)
    return found


def share_keys(numbers: Iterable[Number]) -> Keys:
    """Return what the keys of a row's numbers have in common."""
    keys = {number.key for number in numbers}
    if len(keys) < 2 or any(OWN in key for key in keys):
        return WHOLE_KEYS
    before = start_of(keys)
    after = start_of({key.removeprefix(before)[::-1] for key in keys})[::-1]
    return Keys(before, after)


def start_of(texts: Collection[str]) -> str:
    """Return what all texts begin with: what the first and the last in order do."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    return first[: next((place for place, (one, other) in pairs if one != other), len(first))]


def keys_of_standing(row: Standing) -> Keys:
    """Return what the keys of a row of the board have in common."""
    told = (one for one in (*row.number, *row.against) if isinstance(one, Number))
    return share_keys([*(month.number for month in row.months), *told])


def write_line(found: Line, way_to: Callable[[Ref], str], keys: Keys = WHOLE_KEYS) -> Markup:
    """Return a line as HTML. There are hundreds on a page, too many for a macro each."""
    return Markup("".join(write_one(one, way_to, keys) for one in found))


def write_rows(table: Table, way_to: Callable[[Ref], str]) -> Markup:
    """Return the rows of a table: there are as many cells as lines, and each would be a turn in a template."""
    width = len(table.columns)
    # What the table itself says of its columns stands in no cell.
    labels = [f' data-label="{words_of(head)}"' for head in table.columns[HEADED:]]
    numeric = () if table.is_numeric else table.numeric
    looks = [' class="lb-num"' if place in numeric else "" for place in range(width)]
    written = []
    for row in table.rows:
        about = f' id="{words_of(row.id)}"' if row.id else ""
        keys = share_keys(one for cell in row.cells for one in cell if isinstance(one, Number))
        about += keys.of_row()
        head, *cells = [
            "".join([write_one(one, way_to, keys) for one in cell]) for cell in row.cells
        ]
        if row.group:
            named = f'<th scope="colgroup" colspan="{width}">{head}</th>'
            written.append(f'<tr class="lb-group"{about}>{named}</tr>')
            continue
        about += ' class="lb-total"' if row.total else ""
        written.append(f'<tr{about}><th scope="row">{head}</th>')
        for place, cell in enumerate(cells, 1):
            gap = width - place if place == len(cells) and place + 1 < width else 0
            span = f' colspan="{gap}"' if gap else ""
            label = labels[place - HEADED] if place >= HEADED and row.cells[place] else ""
            written.append(f"<td{span}{label}{looks[place]}>{cell}</td>")
        written.append("</tr>")
    return Markup("".join(written))


def write_one(one: Span | Number, way_to: Callable[[Ref], str], keys: Keys) -> str:
    """Return words or a number, with the way to what they lead to."""
    if isinstance(one, Number):
        return write_number(one, way_to, keys)
    words = words_of(one.text)
    if one.sign:
        # Without the sign after it, some systems draw a picture in colours.
        plain_sign = "" if one.sign in "+?" else "\ufe0e"
        words = f'<span class="lb-sign" aria-hidden="true">{escape(one.sign)}{plain_sign}</span> {words}'
    if one.to and one.look is Look.CHANGED:
        return f'<a class="lb-changed" href="{as_attribute(way_to(one.to))}" aria-label="{CHANGED}">{words}</a>'
    if one.to:
        return f'<a href="{as_attribute(way_to(one.to))}">{words}</a>'
    if one.look is Look.PLAIN:
        return words
    if one.look is Look.STRONG:
        return f"<strong>{words}</strong>"
    name = CLASSES.get(one.look) or f"lb-{one.look}--{slug_of(one.tone)}"
    return f'<span class="{name}">{words}</span>'


def write_number(one: Number, way_to: Callable[[Ref], str], keys: Keys) -> str:
    """Return a number with its key, and its value where that is not what is written."""
    value = one.amount.value
    about = keys.of(one)
    if value is None:
        about += ' class="lb-words"'
    elif one.text:
        about += f' data-value="{value}"'
    elif value == 0:
        about += ' class="lb-zero"'
    shown = words_of(one.shown)
    if one.to and value:
        return f'<a href="{as_attribute(way_to(one.to))}"{about}>{shown}</a>'
    return f"<span{about}>{shown}</span>"


def as_attribute(text: str) -> str:
    """Return a text as it stands between the marks of an attribute."""
    return str(escape(text)) if CODED.search(text) else text


# Names, heads, numbers and days come back on page after page.
@lru_cache(maxsize=1 << 13)
def words_of(text: str) -> str:
    """Return words as HTML has them."""
    return str(escape(keep_together(text)))


def draw_months(months: Sequence[Month], top: int, keys: Keys = WHOLE_KEYS) -> Markup:
    """Draw the months of a row as columns: the newest dark, an unfinished one hollow, signs for gaps."""
    base, unit, width = TALL + FOOT, TALL / max(top, 1), STEP * SHARE
    # A row of few months is drawn to the scale of a full one, at its end.
    gap = STEP * max(FULL - len(months), 0)
    wide = gap + STEP * len(months)
    ticks = ""
    drawn = [f'<svg class="lb-board__months" viewBox="0 0 {wide} {base + 2}" aria-hidden="true">']
    for place, month in enumerate(months):
        left = round(gap + place * STEP + (STEP - width) / 2, 1)
        value = month.number.amount.value
        key = keys.of(month.number)
        if value is None:
            sign = SIGNS.get(month.held, "?")
            middle = gap + place * STEP + STEP // 2
            drawn.append(
                f'<text x="{middle}" y="{base - 4}" text-anchor="middle"{key}>{sign}</text>'
            )
        else:
            height = round(float(value) * unit, 1)
            is_newest = place == len(months) - 1 and month.held is Held.WHOLE
            look = "newest" if is_newest else LOOKS.get(month.held, "")
            about = f' class="lb-board__{look}"' if look else ""
            drawn.append(
                f'<path{about} d="M{left:g} {base}v-{height:g}h{width}v{height:g}z"{key}'
                f' data-value="{value}"/>'
            )
        if month.high is not None:
            tick = round(base - month.high * unit, 1)
            ticks += f"M{left - 1:g} {tick:g}h{width + 2:g}"
    if ticks:
        drawn.append(f'<path class="lb-board__tick" d="{ticks}"/>')
    drawn.append(f'<path class="lb-board__base" d="M{gap} {base}h{wide - gap}"/></svg>')
    return Markup("".join(drawn))
