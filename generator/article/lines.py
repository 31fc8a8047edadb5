"""A line of an article as HTML: words and numbers, and the ways to what they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import escape

from generator.article.addresses import slug_of
from generator.article.values import Line, Look, Number, Ref, Span

# Where a line may not break: within a day or a month, between thousands, after a paragraph sign.
MONTH = "(?:jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec)[a-z]*"
WHOLE = re.compile(rf"(?<=\d) (?={MONTH}\b|\d{{3}}\b)|(?<=§) |\b({MONTH}) (?=(?:19|20)\d\d\b)")
# What the mark behind a number says, and leads to.
CHANGED = "Ändrat sedan rapporten sändes"
# Where a number's own part stands in what the keys of its row have in common.
OWN = "*"
# What is written as a code between the marks of an attribute; few addresses and keys have any.
CODED = re.compile("[&<>\"']")
CLASSES = {Look.NOTE: "lb-below", Look.MISSING: "lb-words"}


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from the page that an article stands on: `to` a record, and `to_address`."""

    to: Callable[[Ref], str]
    to_address: Callable[[str], str]


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


def write_line(found: Line, ways: Ways, keys: Keys = WHOLE_KEYS) -> str:
    """Return a line as HTML."""
    return "".join([write_one(one, ways, keys) for one in found])


def write_one(one: Span | Number, ways: Ways, keys: Keys) -> str:
    """Return words or a number, with the way to what they lead to."""
    if isinstance(one, Number):
        return write_number(one, ways, keys)
    words = words_of(one.text)
    if one.sign:
        # Without the sign after it, some systems draw a picture in colours.
        plain_sign = "" if one.sign in "+?" else "\ufe0e"
        words = f'<span class="lb-sign" aria-hidden="true">{escape(one.sign)}{plain_sign}</span> {words}'
    if one.to and one.look is Look.CHANGED:
        return f'<a class="lb-changed" href="{as_attribute(ways.to(one.to))}" aria-label="{CHANGED}">{words}</a>'
    if one.to:
        return f'<a href="{as_attribute(ways.to(one.to))}">{words}</a>'
    if one.look is Look.PLAIN:
        return words
    if one.look is Look.STRONG:
        return f"<strong>{words}</strong>"
    name = CLASSES.get(one.look) or f"lb-{one.look}--{slug_of(one.tone)}"
    return f'<span class="{name}">{words}</span>'


def write_number(one: Number, ways: Ways, keys: Keys) -> str:
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
        return f'<a href="{as_attribute(ways.to(one.to))}"{about}>{shown}</a>'
    return f"<span{about}>{shown}</span>"


def as_attribute(text: str) -> str:
    """Return a text as it stands between the marks of an attribute."""
    return str(escape(text)) if CODED.search(text) else text


# Names, heads, numbers and days come back on page after page.
@lru_cache(maxsize=1 << 13)
def words_of(text: str) -> str:
    """Return words as HTML has them."""
    return str(escape(keep_together(text)))


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
