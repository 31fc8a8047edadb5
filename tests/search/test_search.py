"""The shipped script in a browser, from a folder, with the network off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks import search as bench
from benchmarks.browser import lay_out, open_search
from benchmarks.generated import make_documents
from generator.search import Document, write_index
from generator.search.numbers import find_numbers
from generator.search.words import split_text
from tests.search.conftest import Search, read_table, texts

SearchIn = Callable[[Iterable[Document]], Search]
SURE = 0.95
DAY = date(2026, 11, 12)


def test_the_stemmer_is_the_published_one(search_in: SearchIn, real_data: Path) -> None:
    folder = real_data / "svenska" / "snowball"
    words, stems = (
        (folder / name).read_text("utf-8").split() for name in ("voc.txt", "output.txt")
    )
    search = search_in([])
    found = search.page.evaluate("(words) => words.map(lagesbildSok.stem)", words)
    assert len(words) == 30_738
    wrong = [row for row in zip(words, found, stems, strict=True) if row[1] != row[2]]
    assert wrong == []


def test_script_and_index_split_text_alike(search_in: SearchIn) -> None:
    search = search_in([])
    for text in (
        "BRÅ:s 18-åring, café",
        "bra\u030a nar\u00adkotika a\u202eb",
        "İstanbul ÆØ ß Ǆ",
        "x" * 99,
    ):
        assert search.call("splitWords", text) == split_text(text).words


def test_single_words_find_their_document(
    search_in: SearchIn, example_documents: list[Document]
) -> None:
    rows = read_table("queries.csv")
    assert len(rows) >= 120
    search = search_in(example_documents)
    missed = []
    for row in rows:
        found = {address.split("/")[-1] for address in search.addresses(row["query"])}
        if not found & set(row["right"].split()):
            missed.append(row["query"])
    assert len(missed) <= (1 - SURE) * len(rows), missed


def test_words_that_only_look_alike_are_not_found(search_in: SearchIn, real_data: Path) -> None:
    rows = read_table("not_found.csv")
    lines = (real_data / "svenska/police_compounds_dev.tsv").read_text("utf-8").splitlines()[1:]
    words = {word for row in rows for word in row["forbidden"].split()}
    words |= {line.split("\t")[0] for line in lines}
    search = search_in(Document(word, "", "", word) for word in words)
    wrong = {}
    for row in rows:
        found = set(search.addresses(row["query"], 9_999)) & set(row["forbidden"].split())
        if found:
            wrong[row["query"]] = found
    assert wrong == {}


@pytest.mark.parametrize("change", ["as it is", "unaccented", "misspelt", "genitive"])
def test_real_compounds_are_found(search_in: SearchIn, real_data: Path, change: str) -> None:
    lines = (real_data / "svenska/police_compounds_dev.tsv").read_text("utf-8").splitlines()[1:]
    words = sorted(line.split("\t")[0] for line in lines)
    search = search_in(Document(word, "", "", word) for word in words)
    asked = {word: changed(word, change) for word in words[::7] if len(word) > 6}
    missed = [word for word, query in asked.items() if word not in search.addresses(query)]
    assert len(missed) <= (1 - SURE) * len(asked), missed


def changed(word: str, change: str) -> str:
    if change == "unaccented":
        return word.translate(str.maketrans("åäö", "aao"))
    if change == "misspelt":
        return word[:3] + word[4] + word[3] + word[5:]
    return word + "s" if change == "genitive" else word


def test_heads_and_tails_of_real_compounds(search_in: SearchIn, real_data: Path) -> None:
    """The parts are split mechanically; those that are words of four letters are asked for."""
    lines = (real_data / "svenska/police_compounds_dev.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t")[:4] for line in lines if line.endswith("\tknown")]
    search = search_in(Document(row[0], "", "", row[0]) for row in rows)
    asked = [(word, last) for word, _, _, last in rows if len(last) > 4][::5]
    missed = [word for word, last in asked if word not in search.addresses(last, 200)]
    assert len(missed) <= 0.1 * len(asked), missed


@pytest.fixture
def small(search_in: SearchIn) -> Search:
    return search_in(
        texts(
            flat="Brand i en lägenhet, ingen skadad.",
            car="En bil brann på parkeringen.",
            school="Skadegörelse på skolans fönster, ingen brand.",
            theft="Bostadsinbrotten ökar i centrum.",
            shop="Stöld i butik, varor har stulits.",
        )
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("inbrott", ["theft"]),
        ("bostad", ["theft"]),
        ("stjäla", ["shop"]),
        ("fönstret", ["school"]),
        ("brinner", ["car", "flat", "school"]),
        ('"i en lägenhet"', ["flat"]),
        ('"lägenhet en"', []),
        ('"ingen brand"', ["school"]),
        ("ingen", ["flat", "school"]),
        ("xyz", []),
    ],
)
def test_one_word_or_phrase(small: Search, query: str, found: list[str]) -> None:
    assert sorted(small.addresses(query)) == sorted(found)


def test_minus_leaves_out_every_form_of_the_word(small: Search) -> None:
    assert set(small.addresses("brand")) == {"flat", "school", "car"}
    assert set(small.addresses("brand -lägenheten")) == {"school", "car"}
    assert set(small.addresses('brand -"ingen skadad"')) == {"school", "car"}
    assert set(small.addresses("brand -lagenhet")) == {"school", "car"}
    assert set(small.addresses("-brand")) == {"shop", "theft"}
    assert set(small.addresses("-inbrott")) == {"flat", "car", "school", "shop"}


def test_all_words_come_before_some(small: Search) -> None:
    asked = small.ask("brand fönster")
    assert asked["addresses"][0] == "school"
    assert asked["complete"] == 1
    assert asked["found"] == 3


def test_one_rare_word_does_not_outweigh_all_words(search_in: SearchIn) -> None:
    often = Document("often", "", "Fönster", "Fönster, fönster och fönster igen.")
    both = Document("both", "", "", f"Fönster {'och annat ' * 40} dörr")
    others = texts(a="En dörr.", b="Två dörrar.", c="En dörr till.")
    asked = search_in([often, both, *others]).ask("fönster dörr")
    assert (asked["addresses"][0], asked["complete"]) == ("both", 1)


def test_more_of_the_words_outweigh_one_of_them_often(search_in: SearchIn) -> None:
    """Neither holds all three words, so only how much of the query each covers tells them apart."""
    often = Document("often", "", "Fönster", "Fönster, fönster och fönster igen.")
    two = Document("two", "", "", f"Fönster {'och annat ' * 5} dörr")
    others = texts(a="En dörr.", b="Två dörrar.", c="En lampa.", d="Lampor.", e="Ett fönster.")
    found = search_in([often, two, *others]).addresses("fönster dörr lampa", 9)
    assert found.index("two") < found.index("often")


def test_words_that_stand_together_count_more(search_in: SearchIn) -> None:
    search = search_in(
        texts(a="En grå dag stod en bil där.", b="Där stod en grå bil en dag.", c="En dag.")
    )
    assert search.addresses("grå bil") == ["b", "a"]


def test_a_slip_is_mended_only_when_nothing_else_is_found(small: Search) -> None:
    asked = small.ask("parkeringne")
    assert (asked["ways"], asked["shown"]) == (["stavning"], [["parkeringen"]])
    assert asked["addresses"] == ["car"]
    assert small.ask("brnad")["found"] == 0  # five letters
    assert small.ask("parkering")["ways"] == ["ord"]


def test_a_beginning_is_found_and_said(small: Search) -> None:
    asked = small.ask("centr")
    assert (asked["ways"], asked["addresses"]) == (["början"], ["theft"])


def test_an_unfinished_word_is_not_only_the_head_of_compounds(search_in: SearchIn) -> None:
    search = search_in(texts(attempt="Ett inbrottsförsök.", theft="Två inbrott.", other="Klotter."))
    assert sorted(search.addresses("inbr")) == ["attempt", "theft"]


@pytest.mark.parametrize("query", ["avslår", "avslå", "avslag", "avslog", "avslagit"])
def test_what_stands_before_a_strong_verb_stays(search_in: SearchIn, query: str) -> None:
    search = search_in(texts(right="Brå avslog förslaget.", other="De slog till.", third="Inslag."))
    assert search.addresses(query) == ["right"]


def test_parts_that_stand_together_come_first(search_in: SearchIn) -> None:
    search = search_in(texts(a="Gruppen talade länge om EST.", b="EST-gruppen träffades länge då."))
    assert search.addresses("estgruppen") == ["b", "a"]


def test_a_compound_nobody_writes_is_found_by_its_parts(small: Search) -> None:
    asked = small.ask("lägenhetsbranden")
    assert (asked["ways"], asked["addresses"]) == (["delar"], ["flat"])


def test_parts_that_never_meet_are_not_shown(small: Search) -> None:
    asked = small.ask("butiksbrand")
    assert (asked["ways"], asked["shown"], asked["found"]) == (["saknas"], [[]], 0)


def test_nothing_found_names_the_nearest_words(small: Search) -> None:
    asked = small.ask("lägnheterna på")
    assert asked["found"] == 0
    assert "lägenhet" in small.call("nearest", "lägnheterna")


def test_the_hit_is_marked_where_it_stands(small: Search) -> None:
    (marked,) = small.ask("inbrott")["marked"]
    assert [words for words, hit in marked if hit] == ["Bostadsinbrotten"]
    assert "".join(words for words, _ in marked) == "Bostadsinbrotten ökar i centrum."


def test_a_long_text_is_shown_around_the_hit(search_in: SearchIn) -> None:
    search = search_in(texts(a=f"{'ord ' * 400}klotter {'mer ' * 400}"))
    (marked,) = search.ask("klotter")["marked"]
    shown = "".join(words for words, _ in marked)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 210


def test_newest_first_where_nothing_else_differs(search_in: SearchIn) -> None:
    days = {"old": date(2024, 1, 1), "new": date(2026, 1, 1), "middle": date(2025, 1, 1)}
    search = search_in(Document(name, "", "", "klotter", day) for name, day in days.items())
    assert search.addresses("klotter") == ["new", "middle", "old"]
    assert search.addresses("") == ["new", "middle", "old"]


def test_a_title_weighs_more_than_a_text(search_in: SearchIn) -> None:
    title = Document("title", "", "Klotter vid skolan", "Det hände igen i går.")
    text = Document("text", "", "Det hände igen", "Klotter vid skolan i går.")
    assert search_in([text, title]).addresses("klotter") == ["title", "text"]


def test_hostile_texts_are_found_and_run_nothing(search_in: SearchIn) -> None:
    long = "lång" * 25_000
    search = search_in(
        texts(
            image="<img src=x onerror=\"document.title='hit'\"> bildfara",
            script="</script><script>document.title='hit'</script> skriptfara",
            line="rad\u2028bryt \u2029 radfara",
            long=f"{long} längdfara",
            turned="\u202evänd\u202c text \u2066riktningsfara\u2069",
        )
    )
    for name, word in (
        ("image", "bildfara"),
        ("script", "skriptfara"),
        ("line", "radfara"),
        ("turned", "riktningsfara"),
        ("turned", "vänd"),
        ("long", long),
    ):
        assert search.addresses(word) == [name]
    assert search.page.title() == "Sök"
    assert search.page.locator("img").count() == 0


def test_pieces_of_another_build_are_refused(offline: Page, tmp_path: Path) -> None:
    index = write_index(texts(a="klotter"))
    index["p0.js"] = index["p0.js"].replace(index["p0.js"].split('"')[3], "0" * 12)
    open_search(offline, lay_out(tmp_path / "site", index))
    assert "another version" in offline.evaluate(
        "lagesbildSok.search('klotter').catch((error) => error.message)"
    )


def test_real_events_are_found_by_their_summaries(
    offline: Page, real_data: Path, tmp_path: Path
) -> None:
    events = bench.read_events(real_data)
    measured = bench.find_events(offline, tmp_path, events)
    assert len(events) == 1_192
    assert measured["unique summaries"].count == 991
    assert measured["unique summaries"].rank >= 0.60
    assert measured["unique summaries"].top >= 0.80
    assert measured["all"].rank >= 0.54
    assert measured["all"].top >= 0.75


def test_a_large_archive_loads_little(
    offline: Page, tmp_path: Path, example_documents: list[Document]
) -> None:
    documents = make_documents(example_documents, 5_200)
    measured = bench.measure(offline, tmp_path / "large", documents)
    assert measured.first_bytes <= 400_000
    assert measured.ten_bytes <= 1_500_000
    assert all(measured.found)


def test_who_had_nothing_to_report_comes_after_who_had(search_in: SearchIn) -> None:
    search = search_in(
        [
            Document("inget", "", "Inget att rapportera", "", organisation="Polisen", quiet=True),
            Document("post", "", "Bråk vid torget", "Två bråk " * 20, organisation="Polisen"),
        ]
    )
    assert search.addresses("polisen") == ["post", "inget"]
    assert search.addresses("inget att rapportera") == ["inget"]


@pytest.mark.parametrize("row", read_table("numbers.csv"), ids=lambda row: row["text"])
def test_script_and_index_read_numbers_alike(row: dict[str, str], search_in: SearchIn) -> None:
    """The script knows no document's day: it leaves a year that is not written open."""
    found = find_numbers(row["text"], date(2026, 11, 12))
    words = [word for number in found for word in number.words]
    assert words == row["words"].split()
    wider = {word for number in found for word in number.wider}
    assert set(row["wider"].split()) <= wider
    theirs = search_in([]).call("findNumbers", row["text"])
    assert [(number["start"], number["end"]) for number in theirs] == [
        (number.start, number.end) for number in found
    ]
    asked = [word for number in theirs for word in number["words"]]
    assert len(asked) == len(words)
    assert all(re.fullmatch(like, word) for like, word in zip(asked, words, strict=True))


def test_a_registrar_finds_the_record_first(
    search_in: SearchIn, example_documents: list[Document]
) -> None:
    search = search_in(example_documents)
    found = {row["query"]: search.ask(row["query"]) for row in read_table("registrar.csv")}
    wrong = {
        row["query"]: found[row["query"]]["addresses"][:2]
        for row in read_table("registrar.csv")
        if found[row["query"]]["addresses"][:1] != [row["first"]]
        or not found[row["query"]]["complete"]
    }
    assert wrong == {}


WRITTEN = {
    "amount": "Bidraget är 1 250 kronor.",
    "unbroken": "Bidraget är 1337 kronor.",
    "no-break": "Boten blev 18\u00a0500 kronor.",
    "air": "Halten av CO₂ och ytan i m² mättes.",
    "attempts": "In- och utbrottsförsök i tre förråd.",
    "fires": "Skogs- eller gräsbränder har varit få.",
    "path": "Glas på GC-vägen vid skolan.",
    "car": "En A-traktor körde fort, och flera epa-traktorer.",
    "day": "Det hände den 19 november vid torget.",
    "slash": "Vi ses 3/12 kl. 23:47.",
    "span": "Mellan den 6–8 november var det lugnt.",
    "phone": "Ring 0223-447 31 eller 114 14.",
    "law": "Enligt 5 kap. 3 § och 10–13 §§ i lagen (2023:196).",
    "case": "Diariefört som bun2026/0045.",
}


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("1250", "amount"),
        ("1 250", "amount"),
        ("1\u00a0250", "amount"),
        ("1.250", "amount"),
        ("1337", "unbroken"),
        ("1 337", "unbroken"),
        ("18500", "no-break"),
        ("18 500", "no-break"),
        ("CO2", "air"),
        ("co₂", "air"),
        ("m2", "air"),
        ("inbrottsförsök", "attempts"),
        ("inbrottsförsöken", "attempts"),
        ("inbrottsforsok", "attempts"),
        ("utbrottsförsök", "attempts"),
        ("skogsbrand", "fires"),
        ("gräsbrand", "fires"),
        ("gcväg", "path"),
        ("gcvägar", "path"),
        ("GC-väg", "path"),
        ("gc väg", "path"),
        ("atraktor", "car"),
        ("A-traktor", "car"),
        ("epor", "car"),
        ("epa", "car"),
        ("19/11", "day"),
        ("2026-11-19", "day"),
        ("19 nov", "day"),
        ("20261119", "day"),
        ("19 november torget", "day"),
        ("3 december", "slash"),
        ("2347", "slash"),
        ("23.47", "slash"),
        ("7 november", "span"),
        ("2026-11-08", "span"),
        ("022344731", "phone"),
        ("0223-447 31", "phone"),
        ("0223-44731", "phone"),
        ("11414", "phone"),
        ("3 §", "law"),
        ("§ 12", "law"),
        ("2023:196", "law"),
        ("BUN 2026/45", "case"),
        ("bun 2026/0045", "case"),
    ],
)
def test_a_number_is_found_however_it_is_written(
    search_in: SearchIn, query: str, right: str
) -> None:
    day = date(2026, 11, 12)
    search = search_in(Document(name, "", "", text, day) for name, text in WRITTEN.items())
    asked = search.ask(query)
    assert asked["addresses"] == [right]
    assert asked["complete"] == 1


@pytest.mark.parametrize(
    "query", ["KS 2026/124", "2026-11-13", "2026/12", "§ 5", "1251", "20/2025", "13/11", "12 250"]
)
def test_another_number_is_not_found(search_in: SearchIn, query: str) -> None:
    """Nothing like a number is meant by it: not one slip, nor what begins so."""
    texts = ("KS 2026/123, § 4, 1 250 kronor, 2026-11-12", "Möte nr 20/2026 den 12 november 2026")
    search = search_in(
        Document(f"{n}", "", "", text, date(2026, 1, 1)) for n, text in enumerate(texts)
    )
    asked = search.ask(query)
    assert asked["complete"] == 0
    assert "saknas" in asked["ways"]


def test_records_come_before_what_a_guide_only_shows(search_in: SearchIn) -> None:
    search = search_in(
        [
            Document(
                "guide", "Sida", "Skriv så här", "", examples="KS 2026/9 Klotter i parken " * 3
            ),
            Document("prose", "Sida", "KS 2026/9", "Om ärendet KS 2026/9."),
            Document("long", "Beslut", "Om annat", f"KS 2026/9 {'och mer ' * 90} klotter", DAY),
        ]
    )
    assert search.addresses("KS 2026/9") == ["long", "prose", "guide"]
    assert search.addresses("klotter") == ["long", "guide"]
    assert search.addresses("parken") == ["guide"]


def test_the_days_of_a_number_are_marked_as_they_are_written(search_in: SearchIn) -> None:
    text = "Den 12/11-26, alltså 12 november, kom 12 personer. Åter 2026-11-12."
    (marked,) = search_in([Document("a", "", "", text, DAY)]).ask("12 nov 2026")["marked"]
    assert [words for words, hit in marked if hit] == ["12/11-26", "12 november", "2026-11-12"]
