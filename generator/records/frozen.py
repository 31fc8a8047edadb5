"""A report as it was sent: the file that keeps it, with what it rested on and what was written of it.

`entries/rapporter/2026-11.sent.json` is the first edition, `2026-11.sent-2.json` the second. A file is
JSON, parted in lines so that what is not asked for need not be read: an article for each reader, then
the head, then the SHA-256 of all that stands before it. Nothing in it is ever changed, but where a
content that may not be kept is taken out (`expunged.py`).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from generator.problems import refuse
from generator.records.files import MONTH, REPORTS, read_bytes
from generator.serving import keep

# An article for each reader, and reports that are longer than today's.
MOST_BYTES = 20_000_000
# The newest schema; each has a reader in `article/frozen.py` for good.
SCHEMA = 1
FROZEN_PATH = re.compile(rf"{REPORTS}/({MONTH.pattern})\.sent(?:-([2-9]|[1-9]\d+))?\.json")
MOST_VERSIONS = 999
# A file of the archive, or one that was written: nothing above its folder.
PATH = r"^(?:[a-zA-Z0-9_-][a-zA-Z0-9._-]*/)*[a-zA-Z0-9_-][a-zA-Z0-9._-]*$"
FIRST, HEAD, SUM = '{"articles":{\n', '},\n"head":', ',\n"sha256":"'
LINE_BREAK, END = ",\n", '"}\n'
DAMAGED = "Filen är ändrad efter att rapporten frystes, eller skadad. Lägg tillbaka den som den var, till exempel ur Git eller en säkerhetskopia."
NEWER = "Filen är skriven av en nyare version av lagesbild. Uppdatera programmet."


@dataclass(frozen=True, slots=True)
class Kept:
    """What a report rested on in one file: the SHA-256 of it all, and short ones of its keys.

    `corrections` are those of the rows that told of corrections then, `approved` the day of approval.
    """

    whole: str
    keys: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[str, ...] = ()
    approved: str = ""

    def differs(self, then: Kept) -> list[str]:
        """Return the keys that say something else than they did, in the order they are written."""
        keys = dict.fromkeys([*self.keys, *then.keys])
        return [key for key in keys if then.keys.get(key) != self.keys.get(key)]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was written of an article: its name, for which reader, and its SHA-256."""

    name: str
    reader: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Expunged:
    """That the content of a record was taken out of the kept articles; `before` is the file's earlier sum."""

    day: date
    record: str
    reason: str
    decision: str
    by: str
    before: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """An edition of a report as it was sent; `articles` are its JSON by reader, not read yet.

    `day` is the day it was adopted, `missing` are the organisations named as not having reported.
    """

    report: str
    version: int
    day: date
    by: str
    tool: str
    articles: Mapping[str, str]
    records: Mapping[str, Kept] = field(default_factory=dict)
    files: tuple[SentFile, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    expunged: tuple[Expunged, ...] = ()
    schema: int = SCHEMA

    @property
    def path(self) -> str:
        """The file's path from the archive's root."""
        return path_of(self.report, self.version)

    @property
    def sha256(self) -> str:
        """The SHA-256 that the file ends with."""
        return sum_of(write_content(self))


def path_of(report: str, version: int) -> str:
    """Return the path of an edition's file."""
    return f"{REPORTS}/{report}.sent{f'-{version}' if version > 1 else ''}.json"


def canonical(value: Any) -> str:
    """Write a value as JSON in the one way: keys in order, nothing between, letters in NFC."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def sum_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_frozen(frozen: Frozen) -> str:
    """Write the file of an edition."""
    content = write_content(frozen)
    return f"{content}{SUM}{sum_of(content)}{END}"


def write_content(frozen: Frozen) -> str:
    """Write all of the file but its sum."""
    articles = LINE_BREAK.join(
        f"{canonical(reader)}:{article}" for reader, article in frozen.articles.items()
    )
    return f"{FIRST}{articles}\n{HEAD}{canonical(head_of(frozen))}"


def head_of(frozen: Frozen) -> dict[str, Any]:
    """Return what stands in the head."""
    return {
        "schema": frozen.schema,
        "report": frozen.report,
        "version": frozen.version,
        "day": str(frozen.day),
        "by": frozen.by,
        "tool": frozen.tool,
        "reason": frozen.reason,
        "missing": list(frozen.missing),
        "readers": list(frozen.articles),
        "records": {
            path: {
                "sha256": kept.whole,
                "keys": dict(kept.keys),
                "corrections": list(kept.corrections),
                "approved": kept.approved,
            }
            for path, kept in frozen.records.items()
        },
        "files": [[file.name, file.reader, file.sha256] for file in frozen.files],
        "expunged": [
            [str(row.day), row.record, row.reason, row.decision, row.by, row.before]
            for row in frozen.expunged
        ],
    }


def read_frozen(root: Path, path: str) -> Frozen:
    """Read the file of an edition; raises an `ArchiveError` for one that is not as it was written."""
    raw = read_bytes(root, path, MOST_BYTES)
    try:
        frozen = parse_frozen(raw.decode("utf-8").replace("\r\n", "\n"))
    except NewerSchema as error:
        raise refuse(path, NEWER) from error
    except ValueError as error:
        raise refuse(path, DAMAGED) from error
    if frozen.path != path:
        raise refuse(path, f"Filen är den som ska heta {frozen.path}. Döp om den.")
    return frozen


class Schemed(BaseModel):
    """What the head of a file of any schema says.

    Whoever writes a file can write its sum too, so nothing in it is taken to be what it should.
    """

    model_config = ConfigDict(strict=True)

    # A model has a method of that name.
    form: Annotated[int, Field(alias="schema", ge=1)]


class KeptRow(BaseModel):
    """What a report rested on in one file, as the head has it."""

    sha256: str
    keys: dict[str, str]
    corrections: list[str]
    approved: str


class Head(Schemed):
    """The head of a file, as JSON holds it."""

    report: Annotated[str, Field(pattern=rf"^{MONTH.pattern}$")]
    version: Annotated[int, Field(ge=1, le=MOST_VERSIONS)]
    day: str
    by: str
    tool: str
    reason: str
    missing: list[str]
    readers: Annotated[list[str], Field(min_length=1)]
    records: dict[Annotated[str, Field(pattern=PATH)], KeptRow]
    files: list[tuple[Annotated[str, Field(pattern=PATH)], str, str]]
    expunged: list[tuple[str, str, str, str, str, str]]


class NewerSchema(Exception):
    """A file was written in a form that this program does not know."""


@keep
def parse_frozen(text: str) -> Frozen:
    """Read an edition that is just as it is written; raises `ValueError`, and `NewerSchema` for a later form."""
    content, mark, told = text.rpartition(SUM)
    if not mark or told != f"{sum_of(content)}{END}":
        raise ValueError("the sum is another")
    body, mark, written = content.rpartition(HEAD)
    if Schemed.model_validate_json(written).form > SCHEMA:
        raise NewerSchema
    head = Head.model_validate_json(written)
    lines = body.removeprefix(FIRST).removesuffix("\n").split(LINE_BREAK)
    readers = head.readers
    if len(set(readers)) < len(readers):
        raise ValueError("a reader has two articles")
    articles = {
        name: line.removeprefix(f"{canonical(name)}:")
        for name, line in zip(readers, lines, strict=True)
    }
    frozen = Frozen(
        report=head.report,
        version=head.version,
        day=date.fromisoformat(head.day),
        by=head.by,
        tool=head.tool,
        articles=articles,
        records={
            path: Kept(row.sha256, row.keys, tuple(row.corrections), row.approved)
            for path, row in head.records.items()
        },
        files=tuple(SentFile(*row) for row in head.files),
        missing=tuple(head.missing),
        reason=head.reason,
        expunged=tuple(Expunged(date.fromisoformat(day), *rest) for day, *rest in head.expunged),
        schema=head.form,
    )
    # A key that nobody reads, or one twice, could say what was never sent, with a sum that fits.
    if write_content(frozen) != content:
        raise ValueError("more stands in it")
    return frozen


def newest(frozen: Sequence[Frozen]) -> Iterator[Frozen]:
    """Yield the newest edition of each report."""
    yield from {one.report: one for one in sorted(frozen, key=lambda one: one.version)}.values()
