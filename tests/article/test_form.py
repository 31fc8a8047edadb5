"""The form of kept articles: a changed field or a moved module must not change what is read of old files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, get_args

import pytest

from generator.article import codec
from generator.article.values import Ref, Span
from tests.places import ROOT, load_cases

FORM: dict[str, Any] = load_cases(ROOT / "tests/article/form.yml")
WORDS = FORM.pop("words")


def closed_lists(hint: Any) -> dict[str, list[str]]:
    """Return the closed lists within a type."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {hint.__name__: [one.value for one in hint]}
    return {name: words for of in get_args(hint) for name, words in closed_lists(of).items()}


def test_the_form_is_as_it_is_written_out() -> None:
    found = {
        name: {field.name: field.type for field in fields(cls)}  # type: ignore[arg-type]
        for name, cls in codec.FORMS.items()
    }
    assert found == FORM, "a field that is empty in older files may be added; else a new schema"


def test_the_words_of_closed_lists_are_kept() -> None:
    hints = (hint for cls in codec.FORMS.values() for hint in codec.hints_of(cls).values())
    assert {n: w for hint in hints for n, w in closed_lists(hint).items()} == WORDS


def test_no_name_of_a_class_or_module_is_in_a_file() -> None:
    assert codec.encode(Ref("entry", "a")) == {"@": "ref", "kind": "entry", "id": "a"}
    assert not any(name[:1].isupper() or "." in name for name in codec.FORMS)


def test_a_value_that_is_not_written_out_is_refused() -> None:
    @dataclass(frozen=True)
    class Unknown:
        pass

    with pytest.raises(TypeError, match="holds no Unknown"):
        codec.encode(Unknown())


def test_plain_words_are_a_string() -> None:
    assert codec.encode((Span("till"),)) == ["till"]
    assert codec.decode(tuple[Span, ...], ["till"]) == (Span("till"),)
