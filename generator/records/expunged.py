"""Taking out a content that may not be kept: of its own record, and of the reports that were sent.

Every free text of the record is gone. Days, words of the mall, numbers and the names of other records
are kept, so that no reference and no count changes. An entry is not emptied so: it is removed, and
says it in a row of its own.

Of the reports the numbers stay and the words go. A kept article holds a record's words where they are
the record's own, and where others say them: a heading that leads to it, an åtgärd, a sentence of a
meeting. All of them are found by what the record said. Whatever stood round such words in the same
sentence goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import from_json

from generator.problems import ArchiveError, refuse
from generator.records.digests import LEFT_OUT, digest_record
from generator.records.files import (
    DAY_FOLDER,
    REPORTS,
    TOPS,
    Keys,
    Period,
    PeriodKind,
    Value,
    id_of,
    parse_record,
    read_record,
)
from generator.records.forms import Form, Reading, type_at
from generator.records.frozen import DAMAGED, Expunged, Frozen, Kept, canonical
from generator.records.kinds import KINDS, NEEDED_HEADINGS, Decision, Entry, Record
from generator.records.mall import Mall
from generator.records.reading import read_form
from generator.records.shaping import takes_text
from generator.records.underlag import Misread, parse_period

GONE = "[borttaget]"
# What is text to the forms and tells of nobody: numbers, times, and which paper is the original.
KEPT = (
    *("nummer", "klockan", "paragraf", "punkt", "original", "mottagare", "diarienummer"),
    *("svar på", "underlag", "ersätter"),
)
# Its rows are for lines that are gone.
ANSWERS = "granskat"
ENTRY = re.compile(rf"{DAY_FOLDER}/[^/\\]+\.md")
KIND = "@"
# A report's id is its month.
OF_REPORT = "rapporter/"
# What has names of its own, and no words of anyone.
STRUCTURE = (
    *(KIND, "id", "key", "kind", "unit", "role", "look", "tone", "sign", "part", "form", "held"),
    *("anchor", "file", "also", "sources", "owner", "ref", "to", "edit", "as_of", "target"),
)
# Shorter ones are words that anyone may say; those that are not long are looked for alone.
SHORT, LONG = 4, 12
PARAGRAPH = "\n\n"
# What the sum of a table is called.
SUMS = ("totalt", "summa", "samtliga")
CELL = re.compile(r"[;,\t]")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
MARKUP = re.compile(r"[*_`#>\[\]|\\]+")


def find_record(root: Path, name: str) -> str:
    """Return the path of the record of that name, or nothing: an entry, meeting, report or decision."""
    plain = re.sub(r"^(?:entries|decisions)/|\.md$", "", name)
    entries, decisions = TOPS
    paths = (
        *(f"{entries}/{plain}.md", f"{entries}/{plain}/index.md", f"{REPORTS}/{plain}.md"),
        f"{decisions}/{plain}.md",
    )
    # An entry's file may be called anything; that may be what is wrong with it.
    fits = (path for path in paths if form_of(path) or ENTRY.fullmatch(path))
    return next((path for path in fits if (root / path).is_file()), "")


def form_of(path: str) -> type[Record] | None:
    """Return the form of the record at a path, by its path alone."""
    return next((form for pattern, form, _ in KINDS if pattern.fullmatch(path)), None)


def is_entry(path: str) -> bool:
    """Say whether a path that was found is that of an entry."""
    return form_of(path) in (Entry, None)


def empty_record(root: Path, path: str, mall: Mall, said: str) -> str:
    """Return the text of a record's file without what was written in it; `said` stands there instead.

    Raises an `ArchiveError` when its header cannot be read: nobody knows then what is a text in it.
    """
    source = read_record(root, path)
    form = form_of(path)
    assert form is not None
    record = read_form(form, Reading(source, mall))
    header = {
        key: empty(form, value, (key,)) for key, value in source.data.items() if key != ANSWERS
    }
    rows = yaml.safe_dump(
        header, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )
    parts = [f"# {GONE}"] if record.title else []
    if isinstance(record, Decision):
        parts += [f"## {heading}\n\n{said}" for heading in NEEDED_HEADINGS]
    else:
        parts.append(said)
    return "\n".join(["---", f"{rows if header else ''}---", "\n\n".join(parts), ""])


def empty(form: type[Form], value: Value, keys: Keys) -> Value:
    """Return a value of a header with every free text in it gone."""
    if isinstance(value, dict):
        return {key: empty(form, inner, (*keys, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [empty(form, inner, (*keys, number)) for number, inner in enumerate(value)]
    return GONE if is_free(form, keys) and value.strip() else value


def is_free(form: type[Form], keys: Keys) -> bool:
    """Say whether what stands at `keys` in a header is a text that somebody wrote."""
    key = next(key for key in reversed(keys) if isinstance(key, str))
    return takes_text(type_at(form, keys)) and key not in KEPT


@dataclass(frozen=True, slots=True)
class Words:
    """What a record said: its id, and its own words, each as it is held against others."""

    id: str
    said: frozenset[str]

    def stand_in(self, text: str) -> bool:
        """Say whether a text holds any of the words."""
        plain = flatten(text)
        return plain in self.said or any(len(one) >= LONG and one in plain for one in self.said)


def flatten(text: str) -> str:
    """Return a text as it is held against another: its words alone, without capitals and marks."""
    return " ".join(MARKUP.sub("", text).casefold().replace("\u00a0", " ").split()).strip(" .")


def find_words(files: Mapping[str, str], mall: Mall) -> Words:
    """Return what a record's files say in words of their own, the record first; a word of the mall is none."""
    parts = [find_said(path, text) for path, text in files.items()]
    known = {flatten(word) for row in mall.every_row for word in row.words}
    said = {flatten(one) for part in parts for one in part}
    name = id_of(next(iter(files))).removeprefix(OF_REPORT)
    return Words(name, frozenset(one for one in said - known if len(one) >= SHORT))


def find_said(path: str, text: str) -> Iterator[str]:
    """Yield what a file says, whole and in parts; of a record that cannot be read, every line of it."""
    form = form_of(path) or Entry
    if path.endswith(".csv"):
        cells = (cell for line in text.splitlines() for cell in CELL.split(line))
        # Many tables say the same month, or that a row is the sum of the others: that is nobody's.
        yield from (cell for cell in cells if flatten(cell) not in SUMS and not is_month(cell))
        return
    try:
        source = parse_record(text, path)
        body, values = source.body, [*find_texts(form, source.data, ())]
    except ArchiveError:
        body, values = text, [line.partition(":")[2] for line in text.splitlines()]
    lines = [line for line in body.splitlines() if line.strip("-# ")]
    paragraphs = [" ".join(part.split()) for part in body.split(PARAGRAPH)]
    sentences = (one for part in (*paragraphs, *lines, *values) for one in SENTENCE.split(part))
    yield from (*lines, *values, *sentences)


def is_month(cell: str) -> bool:
    """Say whether a cell of a table is the name of a month or a quarter, and nothing else."""
    try:
        found = parse_period(cell.strip(' "'))
    except Misread:
        return False
    return isinstance(found, Period) and found.kind in (PeriodKind.MONTH, PeriodKind.QUARTER)


def find_texts(form: type[Record], value: Value, keys: Keys) -> Iterator[str]:
    """Yield the free texts of a header: those that are emptied when the record is."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if keys or key != ANSWERS:
                yield from find_texts(form, inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from find_texts(form, inner, (*keys, number))
    elif is_free(form, keys):
        yield value


def expunge(
    frozen: Frozen, words: Words, emptied: Mapping[str, str | None], why: Expunged
) -> Frozen | None:
    """Return an edition without a record's words, or None when it holds none of them.

    `emptied` are the texts of the record's files now, by path, and None for one that is gone.
    """
    said = say_taken_out(why)
    try:
        read = {reader: from_json(text) for reader, text in frozen.articles.items()}
    except ValueError as error:
        raise refuse(frozen.path, DAMAGED) from error
    articles = {reader: canonical(clean(data, words, said)) for reader, data in read.items()}
    if articles == dict(frozen.articles):
        return None
    return replace(
        frozen,
        articles=articles,
        records=digest_again(frozen.records, emptied),
        expunged=(*frozen.expunged, replace(why, before=frozen.sha256)),
    )


def digest_again(records: Mapping[str, Kept], emptied: Mapping[str, str | None]) -> dict[str, Kept]:
    """Return the digests with those of the emptied files as they are now."""
    found = {path: kept for path, kept in records.items() if emptied.get(path, "") is not None}
    for path, text in emptied.items():
        if path in found and text is not None:
            found[path] = digest_record(form_of(path) or Entry, parse_record(text, path))
    return found


def clean(data: Any, words: Words, said: str) -> Any:
    """Return what was read as JSON with `said` for every text of a record."""
    if isinstance(data, list):
        return [clean(one, words, said) for one in data]
    if isinstance(data, str):
        return said if words.stand_in(data) else data
    if not isinstance(data, dict):
        return data
    cleaned = {
        key: value if key in STRUCTURE else clean(value, words, said) for key, value in data.items()
    }
    if data.get(KIND) == "prose":
        cleaned["markdown"] = clean_prose(data, words, said)
    return cleaned


def clean_prose(data: Mapping[str, Any], words: Words, said: str) -> str:
    """Return a participant's text: none of it when it is the record's own, else its other paragraphs."""
    if data["owner"]["id"] == words.id:
        return said
    parts = str(data["markdown"]).split(PARAGRAPH)
    return PARAGRAPH.join(said if words.stand_in(part) else part for part in parts)


def say_taken_out(why: Expunged) -> str:
    """Write what stands in the place of words that were taken out."""
    return f"Borttaget {why.day}: {why.reason}"


def name_record(path: str) -> str:
    """Return what a record is called where its words were taken out, by its path or its table's."""
    return id_of(path.removesuffix(".csv")).removeprefix(OF_REPORT)


def is_cleaned(before: Any, now: Any, said: Collection[str]) -> bool:
    """Say whether what was read as JSON is as before, but for texts that are one of `said` instead."""
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(
            is_cleaned(*both, said) for both in zip(before, now, strict=True)
        )
    if isinstance(before, dict) and isinstance(now, dict):
        is_prose = before.get(KIND) == "prose"
        return before.keys() == now.keys() and all(
            canonical(value) == canonical(now[key])
            if key in STRUCTURE
            else is_cleaned(*split_prose(value, now[key], is_prose and key == "markdown"), said)
            for key, value in before.items()
        )
    return canonical(before) == canonical(now) or (isinstance(before, str) and now in said)


def split_prose(before: Any, now: Any, is_prose: bool) -> tuple[Any, Any]:
    """Return a text before and now by paragraphs where it is prose with as many of them."""
    if not (is_prose and isinstance(before, str) and isinstance(now, str)):
        return before, now
    parts = before.split(PARAGRAPH), now.split(PARAGRAPH)
    return parts if len(parts[0]) == len(parts[1]) else (before, now)


def is_left_empty(record: Record, said: Collection[str]) -> bool:
    """Say whether nothing stands in a record of what it rested on but that it was emptied: one of `said`."""
    form = type(record)
    left = {key: value for key, value in record.source.data.items() if key not in LEFT_OUT[form]}
    lines = [line for line in record.source.body.splitlines() if line.strip()]
    return all(text.strip() in ("", GONE) for text in find_texts(form, left, ())) and all(
        line == f"# {GONE}" or line in said for line in lines
    )
