"""What the rows and columns of a table are called, and which is a part of which.

A part that its words call "därav" or "varav" is never summed: such parts overlap and leave things
out. A total is known by its first word. In a table with a column for the parent, that column says
what belongs to what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.problems import quote
from generator.records.underlag.misread import Misread

OF_WHICH = re.compile(r"[-–•]*\s*(?:därav|varav)\b[\s_:]*|(?:darav|varav)_", re.IGNORECASE)
# A total of all there is need not have all its parts in the table; a sum is that of its rows.
TOTAL = re.compile(r"(?:samtliga|total(?:t|a|en|er)?|summa|summan)(?:[\W_]|$)", re.IGNORECASE)
MAYBE_MORE = re.compile("samtliga", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A type as the table writes it; `id` tells it from the others of the table."""

    text: str
    id: str = ""
    parent: Label | None = None

    @property
    def of_which(self) -> bool:
        """Whether it is one of the parts that do not add up."""
        return OF_WHICH.match(self.text) is not None

    @property
    def total(self) -> bool:
        """Whether it is a total of the others at its side."""
        return is_total(self.text)


# The indicator's own figure, where the table has no types.
WHOLE = Label("")


def is_total(text: str) -> bool:
    """Say whether a row or a column is called a total."""
    return TOTAL.match(text) is not None


def may_hold_more(text: str) -> bool:
    """Say whether a total may be of more than the table shows: all reported crime, of some."""
    return MAYBE_MORE.match(text) is not None


def label_in_order(texts: Iterable[str]) -> Iterator[Label | Misread]:
    """Label rows or columns by their order: a "därav" belongs to the nearest before that is none."""
    above: Label | None = None
    for text in texts:
        label = Label(text, text.casefold())
        if not label.of_which:
            above = label
            yield label
        elif above is None:
            yield Misread(f"Ingen rad eller kolumn före säger vad {quote(text)} är en del av.")
        else:
            yield Label(text, f"{above.id}/{label.id}", above)


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a table with parents: what it is called, and the id of what it is a part of."""

    text: str
    id: str
    parent: str


def label_tree(members: Mapping[str, Member]) -> dict[str, Label | Misread]:
    """Label rows by their parents; a row whose parents lead nowhere or in a circle is a misread."""
    labels: dict[str, Label | Misread] = {}
    for key in members:
        chain = list(climb(members, key))
        top = members[chain[-1]]
        if top.parent and top.parent not in members:
            fault = Misread(f"{quote(top.parent)} finns inte bland tabellens rader.")
            labels.setdefault(top.id, fault)
        elif top.parent:
            labels[key] = Misread(f"{quote(top.text)} blir en del av sig själv.")
            continue
        for one in reversed(chain):
            if one not in labels:
                parent = labels.get(members[one].parent)
                above = parent if isinstance(parent, Label) else None
                labels[one] = Label(members[one].text, one, above)
    return labels


def climb(members: Mapping[str, Member], key: str) -> Iterator[str]:
    """Yield a row's id and those of its parents, until there is none or one comes again."""
    seen: set[str] = set()
    while key in members and key not in seen:
        seen.add(key)
        yield key
        key = members[key].parent
