"""Answers kept for the next list: `entries/import-val.yml`, written anew with all that it had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.intake.folder import write_over
from generator.intake.listed.columns import ANSWERED, Column
from generator.intake.listed.words import Words
from generator.records import ANSWERS, WORD_KINDS, ImportAnswers, find_personal, in_quotes

HEAD = """\
# Svar från "lagesbild import lista --spara-val": vad kolumner och ord i listor betyder här.
# Nästa lista läses med dem. Ändra eller ta bort en rad som inte stämmer längre.
"""


def save_answers(
    root: Path, old: ImportAnswers | None, columns: Sequence[Column], words: Words
) -> list[str]:
    """Write old and new answers, and return the words and headings that may point somebody out.

    They are not written.
    """
    headings = dict(old.columns) if old else {}
    # Which of two columns of one heading an answer is for, no file could say.
    named = [one.heading for one in columns]
    headings |= {
        one.heading: str(one.role)
        for one in columns
        if one.note == ANSWERED and one.heading and named.count(one.heading) == 1
    }
    left_out: list[str] = []
    lines = ["kolumner:", *write_rows(headings, "  ", left_out), "ord:"]
    for role in WORD_KINDS:
        answers = {**(old.words_of(role) if old else {}), **words.new[role]}
        rows = list(write_rows(answers, "    ", left_out))
        lines += [f"  {role}:", *rows] if rows else []
    parts = [line for n, line in enumerate(lines) if not is_empty(lines, n)]
    write_over(root / ANSWERS, HEAD + "".join(f"{line}\n" for line in parts))
    return left_out


def write_rows(answers: Mapping[str, str], indent: str, left_out: list[str]) -> Iterator[str]:
    """Yield a line an answer, in order; what may point somebody out is put among those left out."""
    for word, answer in sorted(answers.items()):
        if find_personal(word):
            left_out.append(word)
        else:
            yield f"{indent}{in_quotes(word)}: {answer}"


def is_empty(lines: Sequence[str], number: int) -> bool:
    """Say whether a line is a heading with nothing below it."""
    following = lines[number + 1 : number + 2]
    is_heading = lines[number].endswith(":") and not lines[number].startswith(" ")
    return is_heading and not (following and following[0].startswith(" "))
