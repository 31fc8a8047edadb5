"""Answers kept for the next list: `entries/import-val.yml`, written anew with all that it had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.intake.folder import write_over
from generator.intake.listed.columns import ANSWERED, Column
from generator.intake.listed.words import Words
from generator.records import ANSWERS, WORD_KINDS, Archive, Role, find_personal, in_quotes

HEAD = """\
# Svar från "lagesbild import lista --spara-val": vad kolumner och ord i listor betyder här.
# Nästa lista läses med dem. Ändra eller ta bort en rad som inte stämmer längre.
"""


def save_answers(
    root: Path, archive: Archive, columns: Sequence[Column], words: Words
) -> tuple[int, int]:
    """Write old and new answers; return how many are kept, and how many may point somebody out and are not."""
    old = archive.import_answers
    headings = dict(old.columns) if old else {}
    # Which of two columns of one heading an answer is for, no file could say.
    named = [one.heading for one in columns]
    headings |= {
        one.heading: str(one.role)
        for one in columns
        if one.note == ANSWERED and one.heading and named.count(one.heading) == 1
    }
    told = {role: {**(old.words_of(role) if old else {}), **words.new[role]} for role in WORD_KINDS}
    every = sum(map(len, (headings, *told.values())))
    headings = without_personal(headings)
    kept = {role: found for role, one in told.items() if (found := without_personal(one))}
    count = sum(map(len, (headings, *kept.values())))
    if count:
        write_over(root / ANSWERS, HEAD + "".join(f"{line}\n" for line in write(headings, kept)))
    return count, every - count


def without_personal(answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers without those whose words may point somebody out."""
    return {word: answer for word, answer in answers.items() if not find_personal(word)}


def write(headings: Mapping[str, str], words: Mapping[Role, Mapping[str, str]]) -> Iterator[str]:
    """Yield the lines of the file, its answers in order."""
    if headings:
        yield "kolumner:"
        yield from (f"  {in_quotes(one)}: {role}" for one, role in sorted(headings.items()))
    if words:
        yield "ord:"
    for role, answers in words.items():
        yield f"  {role}:"
        yield from (f"    {in_quotes(word)}: {found}" for word, found in sorted(answers.items()))
