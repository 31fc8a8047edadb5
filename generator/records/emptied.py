"""A record without what was written in it: every free text is gone, and what others rely on stays.

Days, words of the mall, numbers and the names of other records are kept, so that no reference and
no count changes. An entry is not emptied so: it is removed, and says it in a row of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from generator.records.files import DAY_FOLDER, REPORTS, TOPS, Keys, Value, read_record
from generator.records.forms import Form, Reading, type_at
from generator.records.kinds import KINDS, NEEDED_HEADINGS, Decision, Entry, Record
from generator.records.mall import Mall
from generator.records.reading import read_form
from generator.records.shaping import takes_text

GONE = "[borttaget]"
# What is text to the forms and tells of nobody: numbers, times, and which paper is the original.
KEPT = (
    *("nummer", "klockan", "paragraf", "punkt", "original", "mottagare", "diarienummer"),
    *("svar på", "underlag", "ersätter"),
)
# Its rows are for lines that are gone.
ANSWERS = "granskat"
ENTRY = re.compile(rf"{DAY_FOLDER}/[^/\\]+\.md")


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
    key = next(key for key in reversed(keys) if isinstance(key, str))
    is_text = takes_text(type_at(form, keys)) and key not in KEPT
    return GONE if is_text and value.strip() else value
