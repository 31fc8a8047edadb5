"""What stands within `{ }` and belongs to no row: most often the rest of a text that a comma cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeAlias, get_args, get_origin

from pydantic import BeforeValidator

from generator.problems import Problem, quote, suggest
from generator.records.files.quoting import in_quotes, meant_text
from generator.records.files.source import Source
from generator.records.files.yaml_tree import Keys, Loose, Span, name_keys
from generator.records.header.forms import Form, fields_at, parse_text, shapes, type_at
from generator.swedish import join_words

COMMA = "Komma skiljer delarna inom { }."
WHOLE_TEXT = f"{COMMA} Sätt hela texten inom citattecken."
WHOLE_LIST = f"{COMMA} Sätt hela listan inom hakparentes."
PERHAPS_CUT = "Hör det till texten före, så sätt hela texten inom citattecken."


Change: TypeAlias = tuple[Span, str]


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
    if keys[:-1] not in source.tree.braced or not isinstance(mapping, dict):
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
        isinstance(mark, BeforeValidator) and mark.func is parse_text
        for shape in shapes(declared)
        for mark in (get_args(shape)[1:] if get_origin(shape) is not None else ())
    )


def is_plain_list(form: type[Form], keys: Keys) -> bool:
    """Say whether a list of texts or names is wanted at `keys`, and not one of rows."""
    declared = shapes(type_at(form, keys))
    return any(get_origin(shape) is tuple for shape in declared) and not fields_at(form, (*keys, 0))
