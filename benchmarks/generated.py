"""A large archive to search, made from the example's own sentences and a list of compounds.

The same seed gives the same archive. Every other entry has a compound of its own, so that the
vocabulary grows with the archive as a real one does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from generator.pages.search.build import build_documents
from generator.pages.site import build_site
from generator.records import read_archive
from generator.search import Document

FIRST = date(2020, 1, 2)
SENTENCES = 4


def read_example(root: Path) -> list[Document]:
    """Return the example archive's documents."""
    return build_documents(read_archive(root), build_site(root).pages)


def make_documents(
    example: Sequence[Document],
    number: int,
    *,
    more: Sequence[str] = (),
    compounds: Sequence[tuple[str, str]] = (),
) -> list[Document]:
    """Return `number` entries, 26 to a meeting; `more` are further texts to take sentences from."""
    dice = random.Random(4)
    entries = [document for document in example if document.area]
    texts = [*(document.text for document in entries), *more]
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if len(s) > 20]
    return [make_entry(dice, entries, sentences, compounds, at) for at in range(number)]


def make_entry(
    dice: random.Random,
    entries: Sequence[Document],
    sentences: Sequence[str],
    compounds: Sequence[tuple[str, str]],
    at: int,
) -> Document:
    """Return one entry: a title and filing from the example, a text of sentences from anywhere."""
    model = dice.choice(entries)
    text = " ".join(dice.choice(sentences) for _ in range(SENTENCES))
    if compounds and at % 2:
        text += f" Det gällde {dice.choice(compounds)[0]}{dice.choice(compounds)[1]}."
    day = FIRST + timedelta(days=14 * (at // 26))
    return Document(
        f"moten/{day}.html#post-{at}",
        model.kind,
        model.title,
        text,
        day,
        model.area,
        model.problem_type,
        model.place,
        model.organisation,
        str(day.year),
        model.status,
    )
