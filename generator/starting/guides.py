"""The guides in the words of another mall: their examples are the example archive's.

A guide's example is written with words of the example's mall. Those that the mall in use lacks are
said with words of its own, of the same sort, one for one in the order of both malls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.records import Dated, Mall, Organisation, Place, Row, read_mall
from generator.starting.source import find_example

DOCS = "docs"
# For those who change the program; an archive of one's own has no use for it.
DEVELOPERS = "utveckling"


# A paragraph that is a picture: it shows the example, so an archive of one's own begins without.
PICTURE = re.compile(r"^!\[[^\]\n]*\]\([^)\n]*\)\n\n", re.MULTILINE)


def write_guides(mall: Mall) -> dict[str, bytes]:
    """Return the pages of `docs/`, by path."""
    folder = find_example()
    pages = {file.relative_to(folder): file for file in sorted((folder / DOCS).rglob("*.md"))}
    texts = {
        path.as_posix(): PICTURE.sub("", file.read_text("utf-8"))
        for path, file in pages.items()
        if DEVELOPERS not in path.parts
    }
    said = say_in(texts, read_mall(folder), mall)
    return {path: text.encode() for path, text in said.items()}


def say_in(texts: Mapping[str, str], written: Mall, used: Mall) -> dict[str, str]:
    """Return texts that were written in one mall's words in those of another."""
    pairs = [*pair_settings(written, used), *pair_rows("\n".join(texts.values()), written, used)]
    names = {old: new for old, new, _, _ in pairs if old != new}
    slugs = {old: new for _, _, old, new in pairs if old and old != new}
    forms = []
    if names:
        forms += [rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first(names)))})(?!\w)"]
    if slugs:
        # In a file's name a slug is a part: a word of that spelling in a sentence is another word.
        # Some part follows it, or it is the last of those that go before it.
        ends = r"(?:(?=-[a-z])|(?(after)(?![a-z0-9])|(?!)))"
        words = "|".join(f"{slug}{ends}" for slug in longest_first(slugs))
        forms += [rf"(?<![a-z0-9])(?P<after>(?<=[a-z0-9]-))?(?:{words})"]
    if not forms:
        return dict(texts)
    told, said = re.compile("|".join(forms)), slugs | names
    return {path: told.sub(lambda found: said[found[0]], text) for path, text in texts.items()}


def longest_first(words: Mapping[str, str]) -> list[str]:
    """Return words so that none is taken for a longer one that begins with it."""
    return sorted(words, key=lambda word: (-len(word), word))


def pair_settings(written: Mall, used: Mall) -> Iterator[tuple[str, str, str, str]]:
    """Yield the names that stand outside the lists, each with the other mall's."""
    yield written.municipality, used.municipality, "", ""
    yield written.short_name, used.short_name, "", ""
    for ours, theirs in (
        (written.functions, used.functions),
        (written.defaults.recipients, used.defaults.recipients),
    ):
        for place, word in enumerate(ours):
            if word not in theirs and theirs:
                yield word, theirs[min(place, len(theirs) - 1)], "", ""


def pair_rows(text: str, written: Mall, used: Mall) -> Iterator[tuple[str, str, str, str]]:
    """Yield each row that a text names and the other mall lacks, with a row of that mall: names, and slugs."""
    for kind in written.rows_by_kind:
        named = [row for row in written.rows(kind) if row.name in text]
        same = {row.name: find_same(row, used) for row in named}
        taken = {row.name for row in same.values() if row}
        known = {row.name for row in written.rows(kind)}
        for row in named:
            alike = [other for other in used.rows(kind) if sort_of(other) == sort_of(row)]
            free = [other for other in alike if other.name not in taken]
            own = [other for other in free if other.name not in known]
            if other := same[row.name] or pick(own, free, alike, used.rows(kind)):
                taken.add(other.name)
                yield row.name, other.name, slug_of(row), slug_of(other)


def find_same(row: Row, used: Mall) -> Row | None:
    """Return the other mall's row of one of the words, its name first."""
    return next((found for word in row.words if (found := used.find(type(row), word))), None)


def pick(*choices: Sequence[Row]) -> Row | None:
    """Return the first row of the first list that has one."""
    return next((rows[0] for rows in choices if rows), None)


def sort_of(row: Row) -> str:
    """Return what two rows must share for one to stand for the other in an example."""
    match row:
        case Organisation():
            return row.reports
        case Place():
            return row.kind
    return ""


def slug_of(row: Row) -> str:
    """Return a row's slug, if rows of its kind have one."""
    return row.slug if isinstance(row, Dated) else ""
