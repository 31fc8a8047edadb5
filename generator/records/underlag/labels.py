"""What the rows and columns of a table are called, and which is a part of which.

A part that its words call "därav" or "varav" is never summed: such parts overlap and leave things
out. A total is known by its first word. In a table with a column for the parent, that column says
what belongs to what.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.problems import quote
from generator.records.underlag.cells import Misread

# Whatever signs stand before the word: bullets, arrows, a parenthesis.
OF_WHICH = re.compile(
    r"[\W_]*(?:därav|darav|varav|härav|av vilka|of which)(?:[\W_]|$)", re.IGNORECASE
)
# A footnote's mark may follow the word: "Totalt1)", "Summa*", "Totalt²".
TOTAL_ENDS = r"(?:[\W\d_²³¹⁰-⁹]|$)"
# A total of all there is need not have all its parts in the table; a sum is that of its rows.
SUM = re.compile(
    r"[\W_]*(?:(?:total|slut|del|grand )?(?:summan?|sum|total)|summer(?:ing|at)|s:a|tot(?:al[ta]|alen)?|sammanlagt|i allt"
    r"|hela .+ (?:totalt|sammanlagt)|(?:antal|anmälda|brott|anmälningar|händelser|ärenden)(?: \w+)? (?:totalt|sammanlagt))"
    rf"{TOTAL_ENDS}|[ΣƩ∑].*",
    re.IGNORECASE,
)
ALL = re.compile(
    rf"[\W_]*(?:samtliga|alla|helår(?:et)?|hela (?:året|perioden)){TOTAL_ENDS}", re.IGNORECASE
)


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
    return SUM.match(text) is not None or may_hold_more(text)


def may_hold_more(text: str) -> bool:
    """Say whether a total may be of more than the table shows: all reported crime, of some."""
    return ALL.match(text) is not None


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


class Circle(Misread):
    """That a row's parents lead back to one of them, by the last row before that."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{quote(text)} blir en del av sig själv.")


def label_tree(members: Mapping[str, Member]) -> dict[str, Label | Misread]:
    """Label rows by their parents; a row whose parents lead nowhere or in a circle is a misread."""
    labels: dict[str, Label | Misread] = {}
    for key in members:
        # What has a label is not climbed again: a long chain takes no more time than its length.
        chain = list(climb(members, key, labels))
        labels.update(find_circle(members, chain))
        for one in reversed(chain):
            if one not in labels:
                labels[one] = label_below(members, members[one], labels)
    return labels


def climb(members: Mapping[str, Member], key: str, labelled: Container[str]) -> Iterator[str]:
    """Yield a row's id and those of its parents, until one is none, has a label or comes again."""
    seen: set[str] = set()
    while key in members and key not in seen and key not in labelled:
        seen.add(key)
        yield key
        key = members[key].parent


def find_circle(
    members: Mapping[str, Member], chain: Sequence[str]
) -> Iterator[tuple[str, Circle]]:
    """Yield the rows at the end of a chain that are a part of themselves."""
    again = members[chain[-1]].parent if chain else ""
    if again in chain:
        circle = chain[chain.index(again) :]
        for one, before in zip(circle, (circle[-1], *circle), strict=False):
            yield one, Circle(members[before].text)


def label_below(
    members: Mapping[str, Member], member: Member, labels: Mapping[str, Label | Misread]
) -> Label | Misread:
    """Label a row whose parent, if it has one, has its label."""
    if member.parent and member.parent not in members:
        return Misread(f"{quote(member.parent)} finns inte bland tabellens rader.")
    above = labels.get(member.parent)
    if isinstance(above, Circle):
        return above
    return Label(member.text, member.id, above if isinstance(above, Label) else None)
