"""What the recounts of the built example share: comparisons by what a number counts, and their sum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.site.raw import Raw
from tests.site.reading import Document, Tree
from tests.site.tables import Table, good_of, number_of

SILENT = "har inte rapporterat"


@dataclass
class Check:
    """What has been compared on one kind of page, and what was found to differ."""

    raw: Raw
    compared: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def same(self, where: str, what: str, shown: object, right: object) -> None:
        """Compare something a page shows with what is right."""
        self.compared[what] += 1
        if shown != right:
            self.differing.append(f"{where}: {what} {shown!r}, but {right!r}")

    def poster(self, where: str, words: str, **names: Any) -> None:
        """Compare a number of poster, and how many of them are said to be positive."""
        right = self.raw.poster(**names)
        self.same(where, f"poster {names}", number_of(words), right)
        self.same(where, f"positiva {names}", good_of(words), self.raw.positiva(**names))

    def händelser(self, where: str, words: str, **names: Any) -> None:
        """Compare a number of händelser."""
        self.same(where, f"händelser {names}", number_of(words), self.raw.händelser(**names))

    def in_month(self, what: str, where: str, words: str, month: str, **names: Any) -> None:
        """Compare a month's number; one without a meeting has none."""
        if month not in self.raw.months:
            self.same(where, "saknas", words, "inget underlag")
        elif not self.raw.months[month]:
            self.same(where, "saknas", words, "inget möte")
        else:
            getattr(self, what)(where, words, month=month, **names)

    def finish(self, least: int) -> None:
        """Fail with everything that differs, or if less was compared than there is."""
        assert not self.differing, "\n".join(self.differing[:30])
        assert self.compared.total() >= least, self.compared.total()


def names_of(raw: Raw, key: str) -> dict[str, str]:
    """The slugs of a list of the mall, with the names."""
    return {row["slug"]: row["namn"] for row in raw.rows(key)}


def pages_below(tree: Tree, folder: str) -> Iterator[tuple[str, Document]]:
    """Yield the pages of a folder that are about one thing, with its name in the address."""
    for address, page in tree.documents.items():
        name = address.removeprefix(f"{folder}/").removesuffix(".html")
        if address.startswith(f"{folder}/") and name != "index" and not name.isdigit():
            yield name, page


def text_of(page: Document) -> str:
    """The words of a page's article."""
    assert page.article
    return page.article.text


def column(table: Table, row: str, head: str) -> str:
    return dict(table.rows)[row][head]


def find_phrase(words: str, pattern: str) -> str:
    """The first group of a pattern in words, or nothing."""
    found = re.search(pattern, words)
    return found[1] if found else ""
