"""A header becomes its form, or else every problem of it, in Swedish and at its place.

A second header in a file's text is refused: what follows it would count nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import ArchiveError, Origin, Problem, quote, refuse, suggest
from generator.records.files import (
    CODE_BOX,
    FENCE,
    KEY_MARK,
    NAME,
    Keys,
    Source,
    Value,
    explain_fence,
    free_name,
    name_keys,
    slug_of,
)
from generator.records.forms import OWN_ERROR, Form, Reading, fields_at, fields_of, shapes, type_at
from generator.records.kinds import KINDS
from generator.records.mall import Organisation
from generator.records.shaping import (
    say_loose,
    say_no_list,
    say_no_parts,
    say_perhaps_cut,
    told_rows,
)
from generator.swedish import SMALL_NUMBERS, join_words, say_count

MOST_TOLD = 300
AnyForm = TypeVar("AnyForm", bound=Form)
ROW = re.compile(rf"({NAME}):(?: +(.*))?")
ROW_NAMES = {name for _, form, _ in KINDS for name in fields_of(form)}
# So many rows are a header, even without a line of --- beside them.
MANY_ROWS = 3
WORDS_IN_NAME = 3
# A row that only one kind of record has: what several are called, which of them, and a new one.
NOUNS = {
    "instans": ("beslut", "det", "ett nytt beslut"),
    "närvaro": ("möten", "det", "ett nytt möte"),
    "mottagare": ("rapporter", "den", "en ny rapport"),
    "källor": ("redovisningar", "den", "en ny redovisning"),
    "organisation": ("poster", "den", "en ny post"),
}


def read_form(form: type[AnyForm], reading: Reading) -> AnyForm:
    """Validate a file's header; raise an `ArchiveError` with every problem of the file."""
    source = reading.source
    problems = list(say_loose(form, source))
    try:
        rows = source.data if source.tree.is_plain else without_blanks(source.data, form, reading)
        record = form.model_validate(rows, context=reading)
    except ValidationError as error:
        every = error.errors(include_url=False)
        # Each is held against all that may stand there: nobody mends thousands at a time.
        errors, more = every[:MOST_TOLD], len(every) - MOST_TOLD
        told = {found for one in errors if (found := meant_key(one, form))}
        told.update(told_rows(form, source))
        problems += [
            say_error(one, form, reading) for one in errors if not is_said(one, errors, told)
        ]
        if more > 0:
            text = (
                f"Filen har {say_count(more, 'fel', 'fel', neuter=True)} till. Rätta de här först."
            )
            problems.append(Problem(Origin(source.path), text))
        raise ArchiveError(problems) from error
    if problems:
        raise ArchiveError(problems)
    return record


def is_said(error: ErrorDetails, errors: list[ErrorDetails], told: set[Keys]) -> bool:
    """Say whether another problem tells of it: a row by another name, or the name before a value."""
    keys: Keys = tuple(error["loc"])
    if error["type"] in ("missing", "tuple_type"):
        return keys in told
    return any(other["loc"] == (*keys, KEY_MARK) for other in errors)


def meant_key(error: ErrorDetails, form: type[Form]) -> Keys:
    """Return where the key that an unknown one certainly stands for would be, or nothing."""
    keys: Keys = tuple(error["loc"])
    if error["type"] != "extra_forbidden":
        return ()
    nearest = suggest(str(keys[-1]), fields_at(form, keys[:-1]))
    return (*keys[:-1], nearest.certain) if nearest.certain else ()


def without_blanks(value: Value, form: type[Form], reading: Reading, keys: Keys = ()) -> Value:
    """Leave out known keys with nothing behind them: an untouched line of the template says nothing.

    Nor does a key whose rows are all untouched. An unknown key stays whatever is behind it, since its author meant it to be read.
    """
    if isinstance(value, list):
        return [
            without_blanks(inner, form, reading, (*keys, number))
            for number, inner in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, inner in value.items():
        left = without_blanks(inner, form, reading, (*keys, key))
        said = bool(left.strip()) if isinstance(left, str) else bool(left) or not inner
        if said or not may_be_blank(form, reading, (*keys, key)):
            kept[key] = left
    return kept


def may_be_blank(form: type[Form], reading: Reading, keys: Keys) -> bool:
    """Say whether a key is one of its form's, or a name the mall knows where names are keys."""
    if keys[-1] in fields_at(form, keys[:-1]):
        return True
    names = next((s for s in shapes(type_at(form, keys[:-1])) if get_origin(s) is dict), None)
    if names is None:
        return False
    try:
        TypeAdapter(get_args(names)[0]).validate_python(keys[-1], context=reading)
    except ValidationError:
        return False
    return True


def say_error(error: ErrorDetails, form: type[Form], reading: Reading) -> Problem:
    """Turn one of pydantic's errors into a problem at the value's place."""
    keys: Keys = tuple(error["loc"])
    source = reading.source
    if error["type"] == "extra_forbidden":
        return say_unknown_key(keys, form, source)
    if error["type"] == "missing":
        return Problem(source.origin(*keys), say_missing(form, keys, source), name_keys(keys))
    if error["type"] == OWN_ERROR:
        return say_wrong(keys, error["ctx"], source)
    if error["type"] == "tuple_type":
        return say_no_list(form, reading, keys)
    return say_no_parts(form, reading, keys)


def say_wrong(keys: Keys, context: dict[str, Any], source: Source) -> Problem:
    """Say what is wrong with a value, or with the key of a mapping, and give its right line."""
    if keys[-1] == KEY_MARK:
        span, origin = source.tree.keys.get(keys[:-1]), source.key_origin(keys[:-1])
    else:
        span, origin = source.tree.values.get(keys), source.origin(*keys)
    lines = (source.corrected_line(span, right) for right in context["rights"])
    paste = "\n".join(filter(None, lines))
    return Problem(origin, context["text"], name_keys(keys), paste)


def say_unknown_key(keys: Keys, form: type[Form], source: Source) -> Problem:
    """Name the key nobody knows, what may stand there, and the line when one is meant."""
    if len(keys) == 1 and (where := form.elsewhere.get(str(keys[0]).casefold())):
        text = f"Raden {quote(str(keys[0]))} finns inte. {where}"
        return Problem(source.key_origin(keys), text, name_keys(keys))
    allowed = tuple(fields_at(form, keys[:-1]))
    nearest = suggest(str(keys[-1]), allowed)
    hint = str(nearest) or f"Du kan skriva {join_words(allowed, 'eller')}."
    text = f"Raden {quote(str(keys[-1]))} finns inte. {hint}"
    span = source.tree.keys.get(keys)
    paste = source.corrected_line(span, nearest.certain) if nearest.certain else ""
    if not str(nearest):
        cut, paste = say_perhaps_cut(form, source, keys)
        text = f"{text} {cut}".strip()
    return Problem(source.key_origin(keys), text, name_keys(keys), paste)


def say_missing(form: type[Form], keys: Keys, source: Source) -> str:
    """Say what is missing, with an example to write."""
    name = str(keys[-1])
    examples = fields_at(form, keys[:-1])[name].examples
    beside = source.value_at((*keys[:-1], "namn"))
    if name == "slug" and isinstance(beside, str):
        examples = [slug_of(beside)]
    missing = "Värdet saknas." if keys in source.tree.values else "Raden saknas."
    return f'{missing} Skriv till exempel "{name}: {examples[0]}".' if examples else missing


@dataclass(slots=True)
class Head:
    """Rows in a text that are those of a header: their values, where it begins (from 0), the heading after."""

    first: int
    rows: dict[str, str] = field(default_factory=dict)
    title: str = ""


def refuse_second(form: type[Form], reading: Reading, root: Path) -> None:
    """Refuse a file whose text holds another header, and say where what follows it belongs."""
    source = reading.source
    heads = list(find_heads(source.body.split("\n"))) if ":" in source.body else []
    if not heads:
        return
    second = heads[0]
    kind, own = kind_of(second.rows), kind_of(fields_of(form))
    # A redovisning begins with an organisation too.
    kind = own if (kind, own) == ("organisation", "källor") else kind
    several, which, new = NOUNS[kind]
    name = suggest_name(second, reading, root)
    example = f", till exempel {name}" if name else ""
    if kind != own:
        text = f"Här börjar {new}. Lägg {which} i en egen fil{example}."
    elif len(heads) == 1:
        text = f"Filen har två {several}. Lägg {which} andra i en egen fil{example}."
    else:
        number = SMALL_NUMBERS[len(heads) + 1] if len(heads) < 12 else str(len(heads) + 1)
        text = f"Filen har {number} {several}. Lägg de andra i egna filer{example}."
    raise refuse(source.path, text, source.body_line + second.first)


def find_heads(lines: list[str]) -> Iterator[Head]:
    """Yield every header in a text: rows with a line of `---` or a heading beside them, or many rows."""
    number = 0
    while number < len(lines):
        head, after = read_head(lines, number)
        if not head.rows:
            number += 1
            continue
        above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
        below = next((n for n in range(after, len(lines)) if lines[n].strip()), None)
        fenced_above = above is not None and is_fence(lines[above], above)
        fenced_below = below is not None and is_fence(lines[below], below)
        titled = below is not None and lines[below].startswith("# ")
        sides = fenced_above + (fenced_below or titled)
        if len(head.rows) + sides >= MANY_ROWS:
            head.first = above if fenced_above and above is not None else number
            titles = (line[2:] for line in lines[after:] if line.startswith("# "))
            head.title = next(titles, "")
            yield head
        number = after


def read_head(lines: list[str], first: int) -> tuple[Head, int]:
    """Read the rows that begin at a line; return them and the number of the line after them."""
    head, after = Head(first), first
    for number in range(first, len(lines)):
        line = lines[number]
        found = ROW.fullmatch(line.rstrip())
        if found and found[1] in ROW_NAMES:
            head.rows[found[1]] = (found[2] or "").strip("\"' ")
        elif line.strip() and not (head.rows and line.startswith((" ", "- "))):
            break
        if line.strip():
            after = number + 1
        elif not head.rows:
            break
    return head, max(after, first + 1)


def is_fence(line: str, number: int) -> bool:
    """Say whether a line ends or begins a header, or was meant to."""
    is_box = CODE_BOX.fullmatch(line.rstrip()) is not None
    return line.rstrip() == FENCE or is_box or explain_fence(line, number) != ""


def kind_of(rows: Container[str]) -> str:
    """Return the row that tells what kind of record such rows make."""
    return next((name for name in NOUNS if name in rows), "organisation")


def suggest_name(second: Head, reading: Reading, root: Path) -> str:
    """Return a name that the other record's file may have and that is free, or nothing."""
    folder = PurePosixPath(reading.source.path).parent.as_posix()
    words = slug_of(second.title).split("-")[:WORDS_IN_NAME] if second.title else []
    if kind_of(second.rows) == "organisation" and folder.startswith("entries/2"):
        who = second.rows.get("organisation", "")
        row = reading.mall.find(Organisation, who)
        told = (second.rows.get(name) for name in ("plats", "problemtyp", "slag"))
        about = next(filter(None, told), " ".join(words))
        parts = [row.slug if row else slug_of(who), slug_of(about) if about else ""]
    elif kind_of(second.rows) == "instans":
        parts = [second.rows.get("datum", ""), *words]
    else:
        return ""
    stem = slug_of("-".join(filter(None, parts)))
    return free_name(root, f"{folder}/{stem}.md")
