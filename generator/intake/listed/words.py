"""What lists write, in the mall's words: known there, answered before, or to be asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.intake.listed.days import read_clock
from generator.intake.polisen_entry import place_of
from generator.near import list_near
from generator.problems import CannotRun, quote, suggest
from generator.records import OMITTED, WORD_KINDS, Archive, Place, Role, Row

# Of a problem type that says so no event is ever told.
ONLY_COUNTS = "endast antal"
# So many words are offered; more would have to be read.
MOST_OFFERED = 6
# What the words of a column are, to the one who is asked.
NOUNS = {
    Role.WHO: "organisationer",
    Role.TYPE: "problemtyper",
    Role.PLACE: "platser",
    Role.CLOCK: "tider på dygnet",
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of a column that the mall does not have, how many rows have it, and what is near it."""

    role: Role
    word: str
    count: int
    near: tuple[str, ...]


class Words:
    """The mall's words and what has been answered for others, by their column's role."""

    def __init__(self, archive: Archive) -> None:
        self.mall, answers = archive.mall, archive.import_answers
        self.answers: dict[Role, dict[str, str]] = {
            role: {key(w): a for w, a in answers.words_of(role).items()} if answers else {}
            for role in WORD_KINDS
        }
        # What has been answered now, as it is written.
        self.new: dict[Role, dict[str, str]] = {role: {} for role in WORD_KINDS}

    def find(self, role: Role, text: str) -> Row | str | None:
        """Return the mall's row for a word, the word for leaving out, or None for an unknown one."""
        word = clean(text)
        row = self.row(role, word)
        if row is not None:
            return row
        answer = self.answers[role].get(key(word))
        return answer if answer in (None, OMITTED) else self.row(role, answer)

    def row(self, role: Role, word: str) -> Row | None:
        """Return the row that the mall itself has for a word."""
        if WORD_KINDS[role] is Place:
            return place_of(self.mall, word)
        return self.mall.find(WORD_KINDS[role], word)

    def answer(self, role: Role, text: str, answer: str) -> None:
        """Keep what a word is answered with: a word of the mall, or the one for leaving out."""
        word = clean(text)
        row = self.row(role, answer)
        if row is None and answer != OMITTED:
            raise CannotRun(f"{quote(answer)} finns inte bland mallens {NOUNS[role]}.")
        self.answers[role][key(word)] = self.new[role][word] = row.name if row else OMITTED

    def answer_any(self, text: str, answer: str) -> None:
        """Keep an answer for every sort of word that it can be one of; raises `CannotRun` for none."""
        roles = [r for r in WORD_KINDS if answer == OMITTED or self.row(r, answer)]
        if not roles:
            raise CannotRun(
                f"{quote(answer)} finns inte i mallen. Skriv ett ord ur mallen, eller {OMITTED}."
            )
        for role in roles:
            self.answer(role, text, answer)

    def names(self, role: Role) -> list[str]:
        """Return the words that an entry may have: of those who report, and of what is told as events."""
        rows = self.mall.rows(WORD_KINDS[role])
        return [
            row.name
            for row in rows
            if getattr(row, "reports", "") != "nej" and getattr(row, "sensitive", "") != ONLY_COUNTS
        ]

    def find_unknown(self, role: Role, texts: Iterable[str]) -> Iterator[Unknown]:
        """Yield each word of a column that has no answer, the commonest first."""
        counts, written = Counter[str](), dict[str, str]()
        for text in filter(None, texts):
            is_clock = role is Role.CLOCK and read_clock(text)
            if not is_clock and self.find(role, text) is None:
                counts[key(clean(text))] += 1
                written.setdefault(key(clean(text)), clean(text))
        for found, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield Unknown(role, written[found], count, self.find_near(role, written[found]))

    def find_near(self, role: Role, word: str) -> tuple[str, ...]:
        """Return the mall's words that one may mean, best first."""
        meant = {one: row.name for row in self.mall.rows(WORD_KINDS[role]) for one in row.words}
        near = (meant[one] for one in list_near(word, meant))
        return tuple(dict.fromkeys(near))[:MOST_OFFERED]


def clean(text: str) -> str:
    """Return a cell's word; a web form puts a semicolon behind each of several choices."""
    return text.strip().rstrip(";").strip()


def key(word: str) -> str:
    """Return what the same word has in common however it is written."""
    return " ".join(word.casefold().split())


def read_fixed(words: Words, told: Mapping[Role, str]) -> dict[Role, Row]:
    """Return the mall's words that hold for every row without its own; raises `CannotRun`."""
    fixed: dict[Role, Row] = {}
    for role, word in told.items():
        row = words.row(role, word)
        if row is None:
            hint = str(suggest(word, words.names(role)))
            raise CannotRun(f"{quote(word)} finns inte bland mallens {NOUNS[role]}. {hint}".strip())
        fixed[role] = row
    return fixed
