"""The templates' environment: a template is compiled once, however many archives are read."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from jinja2 import DictLoader, Environment

from generator.pages import site
from generator.pages.base.build import Build
from generator.pages.base.templating import Compiled, plain_environment
from generator.pages.composed import make_build
from generator.pages.mall.build import build_words
from generator.records import find_reader, read_archive
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


def test_what_is_counted_for_the_pages_is_let_go_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the archive nor a template that is kept holds on to it while the index is made."""
    made = []

    def note(*asked: Any) -> Build:
        build = make_build(*asked)
        made.append(ref(build))
        return build

    monkeypatch.setattr(site, "make_build", note)
    archive = read_archive(ARCHIVES / "small")
    site.build_pages(ARCHIVES / "small", archive, find_reader(archive.mall, None))
    gc.collect()
    assert [build() for build in made] == [None]
