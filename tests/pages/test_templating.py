"""The templates' environment: a template is compiled once, however many archives are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.pages.base.build import Build
from generator.pages.base.templating import Compiled, plain_environment
from generator.pages.mall.build import build_words
from generator.records import read_archive
from tests.places import ARCHIVES


def test_the_next_build_compiles_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def words_of(name: str) -> str:
        (page,) = build_words(Build(read_archive(ARCHIVES / name), {}))
        return page.html

    first = words_of("small")
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert words_of("small") == first
    assert words_of("undecided") != first


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    compiled = Compiled()
    for text in ("ett", "två"):
        environment = plain_environment()
        environment.loader, environment.bytecode_cache = DictLoader({"a.html": text}), compiled
        assert environment.get_template("a.html").render() == text
