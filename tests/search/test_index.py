"""The index's files: the same for the same documents, and harmless wherever they are loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.pages.base.page import Page
from generator.pages.search.build import build_documents
from generator.search import Document, write_index
from generator.search.index import BASE, LAST, write_long, write_number
from generator.search.words import LONGEST, split_text
from tests.fixed import read_once

ArchiveWith = Callable[..., Path]
CALL = re.compile(r'lagesbildSok\("([a-z0-9]+)","([0-9a-f]{12})",(.*)\);\n', re.DOTALL)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brå, BRÅ och brå!", ["brå", "brå", "och", "brå"]),
        ("bra\u030a cafe\u0301 idé", ["brå", "cafe", "ide"]),
        ("narkotika\u00adhandel", ["narkotikahandel"]),
        ("a\u202ebc\u202c 18-åring", ["abc", "18", "åring"]),
        ("", []),
        ("\u2028…–", []),
    ],
)
def test_text_becomes_words(text: str, words: list[str]) -> None:
    assert split_text(text).words == words


def test_a_word_is_known_by_its_first_letters() -> None:
    assert split_text("a" * 100_000).words == ["a" * LONGEST]


def test_numbers_tell_where_they_end() -> None:
    numbers = [0, 1, BASE - 1, BASE, BASE + BASE * BASE - 1, BASE + BASE * BASE, 1_000_000]
    written = [write_number(number) for number in numbers]
    assert len(set(written)) == len(numbers)
    assert all(text[-1] in LAST and not set(text[:-1]) & set(LAST) for text in written)
    assert [write_long(number) for number in numbers] == written


def test_the_same_documents_give_the_same_bytes(example_documents: list[Document]) -> None:
    assert write_index(example_documents) == write_index(reversed(example_documents))


def test_every_file_is_one_call_with_a_value(example_documents: list[Document]) -> None:
    index = write_index([*example_documents, hostile()])
    versions = set()
    for name, text in index.items():
        call = CALL.fullmatch(text)
        assert call, name
        assert f"{call[1]}.js" == name
        versions.add(call[2])
        json.loads(call[3])
        assert not set(text) & set("<\u2028\u2029"), name
    assert len(versions) == 1


def hostile() -> Document:
    return Document("x.html", "", "</script><b>", "<!-- <script> \u2028\u2029 ]]> \\ \" '", None)


def test_another_text_is_another_version() -> None:
    one, other = ([Document("a.html", "", "", text)] for text in ("ett", "två"))
    assert version_of(write_index(one)) != version_of(write_index(other))


def version_of(index: dict[str, str]) -> str:
    found = CALL.fullmatch(index["ord.js"])
    assert found
    return found[2]


def test_an_empty_archive_has_an_index() -> None:
    assert list(write_index([])) == ["ord.js"]


def test_every_record_is_a_document(root: Path, example_documents: list[Document]) -> None:
    archive = read_once(root)
    addresses = {document.address for document in example_documents}
    assert len(addresses) == len(example_documents)
    assert "moten/2026-11-12.html#polisen-jarntorget" in addresses
    kinds = [document.kind for document in example_documents]
    assert kinds.count("Post") == sum(not entry.removed for entry in archive.entries)
    assert kinds.count("Möte") == len(archive.meetings)
    assert kinds.count("Rapport") == len(archive.reports)
    assert kinds.count("Beslut") == len(archive.decisions) + len(archive.accounts)
    assert kinds.count("Åtgärd") == len(archive.actions)
    assert {"platser/jarntorget.html", "omraden/andt.html", "organisationer/nvk.html"} <= addresses


def test_every_document_leads_to_a_place_on_a_page(
    example_pages: Mapping[str, Page], example_documents: list[Document]
) -> None:
    for document in example_documents:
        address, _, anchor = document.address.partition("#")
        assert not anchor or f'id="{anchor}"' in example_pages[address].html, document.address


def test_an_entry_is_filed_as_it_says(example_documents: list[Document]) -> None:
    (found,) = (
        document
        for document in example_documents
        if document.address == "moten/2026-11-12.html#polisen-jarntorget"
    )
    assert found.title == "Två tips om Järntorget samma helg"
    assert (found.day, found.year) == (date(2026, 11, 12), "2026")
    assert (found.area, found.problem_type) == ("ANDT", "Misstänkt narkotikahandel")
    assert (found.place, found.organisation) == ("Järntorget", "Polisen")


def test_a_removed_entry_leaves_no_word(archive_with: ArchiveWith) -> None:
    secret = (
        "---\norganisation: Skolan\n"
        "avlägsnad: {datum: 2026-10-20, skäl: personuppgift, beslut: KS 1, av: Trygghetssamordnare}\n---\n"
    )
    root = archive_with(files={"entries/2026-10-15/skolan-hemlig.md": secret})
    archive = read_once(root)
    assert archive.entry["2026-10-15/skolan-hemlig"].removed
    documents = build_documents(archive, {})
    assert not [found for found in documents if "skolan-hemlig" in found.address]


def at(documents: list[Document], address: str) -> Document:
    (found,) = (document for document in documents if document.address == address)
    return found


def test_a_decision_tells_who_has_its_assignments(example_documents: list[Document]) -> None:
    found = at(example_documents, "beslut/2025-10-21-uppdrag-parkering-vastanfors.html")
    assert "(Enhetschef, Fritid och ungdomscenter, Polisen)" in found.text


def test_a_page_of_statistics_tells_what_its_rows_are_about(
    example_pages: Mapping[str, Page], example_documents: list[Document]
) -> None:
    found = [document for document in example_documents if document.kind == "Statistik"]
    assert {document.address for document in found} == {
        address
        for address in example_pages
        if address.startswith("statistik/") and address != "statistik/index.html"
    }
    crimes = at(found, "statistik/polisen-anmalda-brott-anmalda-brott.html")
    assert "Tal om samtliga brott, skadegörelse, narkotikabrott och stöld." in crimes.text


def test_the_cells_of_a_table_are_words_of_their_own(example_documents: list[Document]) -> None:
    assert "EST Bara EST-gruppens" in at(example_documents, "om.html#_sprids-till").text


def test_pages_for_developers_come_last(example_documents: list[Document]) -> None:
    quiet = {document.address.partition("#")[0] for document in example_documents if document.quiet}
    assert "utveckling/arkitektur.html" in quiet
    assert "sa-rapporterar-du.html" not in quiet
