"""An article as JSON that can be read back to the same value, byte for byte the same each time.

Every value is an object with its kind under `@`; keys are sorted, letters are NFC, nothing is between
them. Plain words on a line are a string, and what is empty (no text, nothing in a list, no, none) is
left out. A number that is not whole is written as it was given, in a string.

The kinds and their fields are the format of files that are kept for decades. They are written out in
`FORMS`, apart from the names of classes and modules, and `tests/article/form.yml` holds the fields: one
may be added that is empty in what is older. Any other change is a new schema, whose reader turns what
was written by the older one into it (`frozen.py`).
"""

from __future__ import annotations

import json
import types
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from generator.analysis import Amount
from generator.article import values
from generator.article.values import Article, Number, Span
from generator.figures import (
    Bar,
    Bars,
    Bone,
    Cell,
    Dot,
    Figure,
    Fishbone,
    Grid,
    KeyItem,
    Layer,
    LineKey,
    Lines,
    Month,
    Months,
    Picture,
    Row,
    Twig,
)

KIND = "@"  # no field is called so
WRITTEN = (Enum, Decimal, date)  # as a string
MOST, DIGITS = 10**15, 30
UNIONS = (Union, types.UnionType)
FORMS: Mapping[str, type] = {
    "amount": Amount,
    "article": Article,
    "board": values.Board,
    "chart": values.Chart,
    "facts": values.Facts,
    "item": values.Item,
    "listing": values.Listing,
    "month": values.Month,
    "number": Number,
    "paragraph": values.Paragraph,
    "prose": values.Prose,
    "ref": values.Ref,
    "row": values.Row,
    "section": values.Section,
    "span": Span,
    "standing": values.Standing,
    "table": values.Table,
    "figure": Figure,
    "grid": Grid,
    "grid row": Row,
    "cell": Cell,
    "bars": Bars,
    "bar": Bar,
    "fishbone": Fishbone,
    "fishbone bone": Bone,
    "fishbone layer": Layer,
    "fishbone twig": Twig,
    "line key": LineKey,
    "line key item": KeyItem,
    "lines": Lines,
    "lines dot": Dot,
    "months": Months,
    "months month": Month,
}
NAMES = {cls: name for name, cls in FORMS.items()}


def to_json(article: Article) -> str:
    """Write an article as JSON, on one line."""
    text = json.dumps(encode(article), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def from_json(text: str) -> Article:
    """Read an article back; raises `ValueError` for what is none."""
    return from_data(json.loads(text))


def from_data(data: Any) -> Article:
    """Return the article that was read as JSON; raises `ValueError` for what is none."""
    try:
        found: Article = decode(Article, data)
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError("the file holds no article") from error
    return found


def encode(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal() | date():
            return str(value)
        case tuple() | list():
            return [encode(one) for one in value]
        case Span() if value == Span(value.text):
            return value.text
    cls: Any = type(value)
    if cls not in NAMES:
        raise TypeError(f"an article holds no {cls.__name__}")
    hints = hints_of(cls)
    own = {name: getattr(value, name) for name in hints}
    said = {name: encode(one) for name, one in own.items() if one != empty_of(hints[name])}
    return {KIND: NAMES[cls], **said}


def decode(hint: Any, data: Any) -> Any:
    """Return what JSON holds as a value of a type; raises `ValueError` where it holds another."""
    choices = get_args(hint) if get_origin(hint) in UNIONS else (hint,)
    match data:
        case dict():
            return decode_object(choices, data)
        case list():
            listed = [one for one in choices if get_origin(one) is tuple]
            of = get_args(need_one(listed))
            if len(of) == 2 and of[1] is Ellipsis:
                return tuple(decode(of[0], one) for one in data)
            return tuple(decode(one, found) for one, found in zip(of, data, strict=True))
        case str():
            return decode_words(choices, data)
    # A bool is an int to Python, and neither is the other here.
    if type(data) not in choices or (data and not is_counted(data)):
        raise ValueError(f"the file holds no article: {data!r:.40} is no {hint}")
    return data


def decode_object(choices: Sequence[Any], data: Mapping[str, Any]) -> Any:
    """Return an object as a value of its class, which is one of some types or draws as one of them does."""
    cls = FORMS[data[KIND]]
    drawn = Picture in choices and hasattr(cls, "draw")
    if cls not in choices and not drawn:
        raise ValueError(f"the file holds no article: a {NAMES[cls]} stands where none can")
    hints = hints_of(cls)
    if unknown := set(data) - {KIND, *hints}:
        raise ValueError(f"the file says what no {NAMES[cls]} has: {sorted(unknown)}")
    found = {}
    for name, of in hints.items():
        found[name] = decode(of, data[name]) if name in data else empty_of(of)
        # What is left out is empty; a number or another value that is not there is no article's.
        if found[name] is MISSING:
            raise KeyError(name)
    return cls(**found)


def decode_words(choices: Sequence[Any], data: str) -> Any:
    """Return a string as the first of some types that is written as one; words on a line are a span."""
    if str in choices:
        return data
    if Span in choices:
        return Span(data)
    written = [one for one in choices if isinstance(one, type) and issubclass(one, WRITTEN)]
    cls: Any = need_one(written)
    found: Any = cls.fromisoformat(data) if cls is date else cls(data)
    if cls is Decimal and not is_counted(found):
        raise ValueError("the file holds no article: a number is beyond any count")
    return found


def is_counted(number: int | Decimal) -> bool:
    """Say whether a number is one that people write out."""
    return -MOST < number < MOST and (isinstance(number, int) or len(str(number)) <= DIGITS)


def need_one(found: Sequence[Any]) -> Any:
    """Return the first of some types, or raise `ValueError` where there is none."""
    if not found:
        raise ValueError("the file holds no article: a value stands where none of its kind can")
    return found[0]


@cache
def empty_of(hint: Any) -> Any:
    """Return what a field of a type is while nothing stands in it; `MISSING` for one that always says."""
    if get_origin(hint) in UNIONS:
        return None if type(None) in get_args(hint) else MISSING
    if get_origin(hint) is tuple:
        return () if get_args(hint)[1:] == (Ellipsis,) else MISSING
    return {str: "", bool: False}.get(hint, MISSING)


@cache
def hints_of(cls: type) -> Mapping[str, Any]:
    """Return the types of a class's fields."""
    hints = get_type_hints(cls, localns={"Amount": Amount, "Figure": Figure})
    return {field.name: hints[field.name] for field in fields(cls)}
