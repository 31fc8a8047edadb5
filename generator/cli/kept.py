"""The rule for what was sent: its file is as it was when it was first kept in Git, whatever its sum says.

Whoever can change a file can write a sum that fits it, so its own sum tells of damage and the history of
everything else. Only what was taken out by decision may be another, and only in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from generator.pages.history import HERE, read_blobs, read_versions
from generator.problems import Origin, Problem
from generator.records import FROZEN_PATH, Archive, Frozen, NewerSchema, parse_frozen
from generator.swedish import say_month

TAKEN_OUT = "Borttaget "
AGAIN = 'Ska rapporten ges ut på nytt: fastställ den på nytt, och kör lagesbild freeze {} --version {} --reason "…" --by ….'


def check_kept(
    root: Path, archive: Archive, staged: Path | None, added: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield a fel for each report that was sent and whose file is gone, or is not the one that was kept.

    Nobody was sent an example's, and they are written anew with the program.
    """
    if archive.mall.example:
        return
    now = {one.path: one for one in archive.frozen}
    for path, first in read_first(root, staged, added):
        own = now.get(path)
        if own == first or (own and is_taken_out(first, own)):
            continue
        what = "är en annan än den som sparades då" if own else "finns inte längre"
        text = (
            f"Rapporten för {say_month(first.report)} är sänd, och filen som den frystes i {what}. "
            f"Lägg tillbaka den ur Git. {AGAIN.format(first.report, first.version + 1)}"
        )
        yield Problem(Origin(path), text)


def read_first(
    root: Path, staged: Path | None, added: Collection[str] | None
) -> Iterator[tuple[str, Frozen]]:
    """Yield the editions that commits have brought, by their path, each as the first of them had it."""
    versions = read_versions(root, staged, added)
    wanted = [
        (path, max(numbers))
        for path, numbers in versions.of.items()
        if FROZEN_PATH.fullmatch(path) and max(numbers) != HERE
    ]
    for (path, _), raw in read_blobs(versions, wanted).items():
        try:
            yield path, parse_frozen((raw or b"").decode().replace("\r\n", "\n"))
        except (ValueError, NewerSchema):
            # What could not be read then was never sent.
            continue


def is_taken_out(first: Frozen, own: Frozen) -> bool:
    """Say whether an edition is an earlier one without some words, and says so itself."""
    told = own.expunged[len(first.expunged) :]
    same = replace(
        own,
        articles=first.articles,
        records=first.records,
        files=own.files[: len(first.files)],
        expunged=first.expunged,
    )
    return (
        bool(told)
        and same == first
        and told[0].before == first.sha256
        and own.articles.keys() == first.articles.keys()
        and all(
            lacks_words(from_json(first.articles[reader]), from_json(text))
            for reader, text in own.articles.items()
        )
    )


def lacks_words(before: Any, now: Any) -> bool:
    """Say whether what was read as JSON is as before, but for words that say that others were taken out."""
    if isinstance(before, dict) and isinstance(now, dict):
        return before.keys() == now.keys() and all(
            lacks_words(value, now[key]) for key, value in before.items()
        )
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(lacks_words, before, now))
    return bool(before == now or (isinstance(now, str) and TAKEN_OUT in now))
