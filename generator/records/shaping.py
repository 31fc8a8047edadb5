"""A value of another shape than its row has: what should stand there, and the lines that were meant.

Of a row that holds a list of parts with names of their own (åtgärder, uppdrag) a bare text is one
of those names' value only when no other could be meant. No line is given that would be wrong again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import dedent
from typing import Any, TypeAlias, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from generator.problems import Problem, quote, suggest
from generator.records.files import (
    Keys,
    Loose,
    Source,
    Span,
    Value,
    in_quotes,
    meant_text,
    name_keys,
)
from generator.records.forms import (
    Form,
    Reading,
    Taken,
    Unmarked,
    as_day,
    fields_at,
    parse_text,
    shapes,
    type_at,
)
from generator.swedish import join_words

COMMA = "Komma skiljer delarna inom { }."
WHOLE_TEXT = f"{COMMA} Sätt hela texten inom citattecken."
WHOLE_LIST = f"{COMMA} Sätt hela listan inom hakparentes."
PERHAPS_CUT = "Hör det till texten före, så sätt hela texten inom citattecken."
Change: TypeAlias = tuple[Span, str]
PLAIN_VALUE = re.compile(r"[^\W_][^,:#\[\]{}\"']*")
DAY_IN_TEXT = re.compile(
    r"(?:den )?\d{1,2} [a-zåäö]+\.? \d{4}\b|\b\d{4}[-–/.]\d{1,2}[-–/.]\d{1,2}\b", re.I
)
LIST_SHAPE = "Här ska det stå en lista: [ett, två], eller en rad med bindestreck för varje del."
ROWS_SHAPE = 'Här ska det stå en rad med bindestreck för varje del, till exempel "- {}".'


def say_loose(form: type[Form], source: Source) -> Iterator[Problem]:
    """Yield a problem for every `{…}` with parts that have no colon, with the line that was meant."""
    for keys, parts in source.tree.loose.items():
        groups = [list(group) for _, group in groupby(parts, key=lambda part: part.after)]
        said = [
            say_group(form, source, keys, group)
            for group in groups
            if not is_after_unknown(form, keys, group)
        ]
        if said:
            changes = [change for *_, own in said for change in own]
            paste = source.with_changes(changes) if all(own for *_, own in said) else ""
            yield Problem(source.place(parts[0].span), said[0][0], said[0][1], paste)


def is_after_unknown(form: type[Form], keys: Keys, parts: list[Loose]) -> bool:
    """Say whether parts follow a row nobody knows, whose own problem tells of them too."""
    after, known = parts[0].after, fields_at(form, keys)
    return bool(after and known and after not in known and not str(suggest(after, known)))


def say_group(
    form: type[Form], source: Source, keys: Keys, parts: list[Loose]
) -> tuple[str, str, list[Change]]:
    """Say what is wrong with parts that follow the same row: text, field, and what should stand where."""
    changes: list[Change] = []
    if meant := meant_row(form, source, keys, parts[-1]):
        name, right = meant
        changes = [(parts[-1].span, f"{name}: {right}")]
        if len(parts) == 1:
            text = f"Efter {quote(name)} ska det stå kolon och mellanslag."
            return text, name_keys((*keys, name)), changes
        parts = parts[:-1]
    after = (*keys, parts[0].after)
    value = source.value_at(after)
    if isinstance(value, str) and value:
        first = source.tree.values[after]
        whole, span = source.between(first, parts[-1].span), join_spans(first, parts[-1].span)
        declared = type_at(form, after)
        if declared is None or takes_text(declared):
            change = (span, in_quotes(meant_text(whole)))
            return WHOLE_TEXT, name_keys(after), [change, *changes]
        if is_plain_list(form, after):
            return WHOLE_LIST, name_keys(after), [(span, f"[{whole}]"), *changes]
    allowed = tuple(fields_at(form, keys))
    hint = f" Du kan skriva {join_words(allowed, 'eller')}." if allowed else ""
    written = quote(source.between(parts[0].span, parts[0].span))
    text = f'{COMMA} {written} saknar namn eller värde: varje del skrivs "namn: värde".{hint}'
    return text, name_keys(keys), []


def meant_row(form: type[Form], source: Source, keys: Keys, part: Loose) -> tuple[str, str] | None:
    """Return the name and the value of a part whose colon is missing, or that has no blank after it."""
    written = source.between(part.span, part.span)
    given = source.value_at(keys)
    for name, field in fields_at(form, keys).items():
        head, rest = written[: len(name)], written[len(name) :]
        absent = isinstance(given, dict) and name not in given
        if head.casefold() == name.casefold() and rest.strip() and absent:
            if rest.startswith(":"):
                return name, rest[1:].strip()
            if rest[0] == " " and field.is_required():
                return name, rest.strip()
    return None


def told_rows(form: type[Form], source: Source) -> Iterator[Keys]:
    """Yield where the rows are, or would be, that a problem of loose parts tells of."""
    for keys, parts in source.tree.loose.items():
        for part in parts:
            yield (*keys, part.after)
            if meant := meant_row(form, source, keys, part):
                yield (*keys, meant[0])


def say_perhaps_cut(form: type[Form], source: Source, keys: Keys) -> tuple[str, str]:
    """Say that an unknown row within `{ }` may be part of the text before it, and give the line then."""
    mapping = source.value_at(keys[:-1])
    if keys[:-1] not in source.tree.places.braced or not isinstance(mapping, dict):
        return "", ""
    names = list(mapping)
    before = names[: names.index(str(keys[-1]))]
    known = fields_at(form, keys[:-1])
    owner = next((name for name in reversed(before) if name in known), "")
    first = source.tree.values.get((*keys[:-1], owner))
    if first is None or not takes_text(type_at(form, (*keys[:-1], owner))):
        return "", ""
    loose = source.tree.loose.get(keys[:-1], [])
    cut = [part.span for part in loose if part.after == keys[-1]]
    last = (cut or [source.tree.values[keys]])[-1]
    right = in_quotes(meant_text(source.between(first, last)))
    return PERHAPS_CUT, source.with_changes([(join_spans(first, last), right)])


def join_spans(first: Span, last: Span) -> Span:
    """Return the span from the beginning of one to the end of another."""
    return Span(first.line, first.column, last.end_line, last.end_column)


def takes_text(declared: Any) -> bool:
    """Say whether a type is a text as its author writes it, and not a name, a day or a number."""
    return any(
        isinstance(mark, Taken) and (mark.func is parse_text or isinstance(mark.func, Unmarked))
        for shape in shapes(declared)
        for mark in (get_args(shape)[1:] if get_origin(shape) is not None else ())
    )


def is_plain_list(form: type[Form], keys: Keys) -> bool:
    """Say whether a list of texts or names is wanted at `keys`, and not one of rows."""
    declared = shapes(type_at(form, keys))
    return any(get_origin(shape) is tuple for shape in declared) and not fields_at(form, (*keys, 0))


def say_no_list(form: type[Form], reading: Reading, keys: Keys) -> Problem:
    """Say that a list should stand at `keys`, with its lines when they are certain."""
    source, item = reading.source, (*keys, 0)
    parts = fields_at(form, item)
    text = ROWS_SHAPE.format(example_of(form, item)) if parts else LIST_SHAPE
    paste = as_list(form, reading, keys)
    return Problem(source.origin(*keys), text, name_keys(keys), paste)


def say_no_parts(form: type[Form], reading: Reading, keys: Keys) -> Problem:
    """Say that names with values should stand at `keys`; bare texts of one list are one problem."""
    source = reading.source
    bare = list(find_bare(source, keys)) or [keys]
    named = {item: name_parts(form, reading, item, item) for item in bare}
    text = f"Skriv vad värdet gäller, kolon och värdet, inom klamrar, till exempel {example_of(form, keys)}."
    if not all(named.values()):
        return Problem(source.origin(*keys), text, name_keys(keys))
    if bare == [keys]:
        said = [part.partition(":")[0] for part in named[keys]]
        lacking = [
            quote(name)
            for name, field in fields_at(form, keys).items()
            if field.is_required() and name not in said
        ]
        text += f" Skriv också {join_words(lacking)}." if lacking else ""
    rows = in_rows(source, keys) and bare != [keys]
    changes = [(source.tree.values[item], lay(parts, rows=rows)) for item, parts in named.items()]
    return Problem(source.origin(*bare[0]), text, name_keys(keys), source.with_changes(changes))


def find_bare(source: Source, keys: Keys) -> Iterator[Keys]:
    """Yield where the texts of the list stand that the text at `keys` is one of."""
    items = source.value_at(keys[:-1])
    if isinstance(items, list) and isinstance(source.value_at(keys), str):
        yield from ((*keys[:-1], n) for n, item in enumerate(items) if isinstance(item, str))


def example_of(form: type[Form], keys: Keys) -> str:
    """Return how the parts at `keys` are written: their own example, or those that are needed."""
    row = keys if isinstance(keys[-1], str) else keys[:-1]
    own = fields_at(form, row[:-1]).get(str(row[-1]))
    if own and own.examples:
        return str(own.examples[0])
    needed = (
        f"{key}: {field.examples[0]}"
        for key, field in fields_at(form, keys).items()
        if field.is_required() and field.examples
    )
    return f"{{{', '.join(needed) or 'namn: värde'}}}"


def as_list(form: type[Form], reading: Reading, keys: Keys) -> str:
    """Return the lines with a list of the one value at `keys`, or nothing when that could be wrong."""
    source = reading.source
    span, value = source.tree.values.get(keys), source.value_at(keys)
    if span is None or keys in source.tree.loose:
        return ""
    if isinstance(value, dict):
        return list_parts(source, keys, span) if fits(form, reading, keys, [value]) else ""
    written = source.written_at(span)
    if not fields_at(form, (*keys, 0)):
        alone = PLAIN_VALUE.fullmatch(written) and fits(form, reading, keys, [written])
        return source.corrected_line(span, f"[{written}]") if alone else ""
    parts = name_parts(form, reading, (*keys, 0), keys)
    if not parts:
        return ""
    if not in_rows(source, keys):
        return source.corrected_line(span, f"[{lay(parts, rows=False)}]")
    key, part = source.tree.keys[keys], lay(parts, rows=True)
    row = f"- {part}" if span.line > key.line else f"\n{' ' * (key.column + 1)}- {part}"
    return "\n".join(map(str.rstrip, source.corrected_line(span, row).split("\n")))


def list_parts(source: Source, keys: Keys, span: Span) -> str:
    """Return the lines of a mapping as the only part of a list."""
    if keys in source.tree.places.braced:
        start = Span(span.line, span.column, span.line, span.column)
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        return source.with_changes([(start, "["), (end, "]")])
    # A block ends, to libyaml, where the next row begins.
    last = source.lines[span.end_line - 1 : span.end_line]
    ends_within = any(line[: span.end_column - 1].strip() for line in last)
    lines = source.lines[span.line - 1 : span.end_line - (not ends_within)]
    rows = dedent("\n".join(lines)).rstrip().split("\n")
    return "\n".join(f"{'  ' if number else '- '}{row}".rstrip() for number, row in enumerate(rows))


def name_parts(form: type[Form], reading: Reading, item: Keys, keys: Keys) -> list[str]:
    """Return the text at `keys` with the names that it lacks as the part at `item`, when they are certain.

    A day in it is the one that must be in a part. What is left is the one text that must be there,
    when nothing else could be meant.
    """
    source = reading.source
    value, written = source.value_at(keys), source.written_at(source.tree.values.get(keys))
    if not written or not isinstance(value, str) or not value.strip():
        return []
    fields = {name: field for name, field in fields_at(form, item).items() if field.is_required()}
    day = next((name for name, field in fields.items() if field.annotation is date), "")
    found = [part for part in DAY_IN_TEXT.findall(value) if as_day(part)] or [value]
    told = as_day(found[0]) if len(found) == 1 and day else ""
    rest = value.replace(found[0], "").strip(" ,;:()–-") if told else value
    fitting = [name for name in fields if name != day and fits(form, reading, (*item, name), rest)]
    if rest and (len(fitting) != 1 or not (told or takes_text(type_at(form, (*item, fitting[0]))))):
        return []
    if not told:
        return [f"{fitting[0]}: {written}"]
    texts = {day: told} | (
        {fitting[0]: rest if PLAIN_VALUE.fullmatch(rest) else in_quotes(rest)} if rest else {}
    )
    return [f"{name}: {texts[name]}" for name in fields if name in texts]


def lay(parts: Sequence[str], *, rows: bool) -> str:
    """Return named parts as one row, or within braces."""
    return parts[0] if rows and len(parts) == 1 else f"{{{', '.join(parts)}}}"


def fits(form: type[Form], reading: Reading, keys: Keys, value: Value) -> bool:
    """Say whether a value may stand at `keys`, be it that a part of it is missing."""
    try:
        TypeAdapter(type_at(form, keys)).validate_python(value, context=reading)
    except ValidationError as error:
        return all(found["type"] == "missing" for found in error.errors(include_url=False))
    return True


def in_rows(source: Source, keys: Keys) -> bool:
    """Say whether what stands at `keys` has rows of its own, and no braces or brackets around it."""
    around = (source.tree.values[keys[:length]] for length in range(1, len(keys)))
    return not any(source.lines[span.line - 1][span.column - 1] in "[{" for span in around)
