"""The privacy guard: what each rule finds and lets be, over tables, test numbers and real texts."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.site import build_failure
from generator.problems import ArchiveError, Origin, Problem, Severity
from generator.records import load_archive, read_archive
from generator.records.files.source import parse_record
from generator.records.privacy.finding import (
    NOT_SHOWN,
    find_own_addresses,
    find_personal,
    hide_in_problem,
    hide_personal,
)
from generator.records.privacy.guard import read_guard
from generator.records.privacy.personal import (
    as_any_day,
    check_lines,
    check_map,
    check_name,
    check_source,
)
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("personal.yml"))
BLANKS = (" ", "\u00a0", "\u2009", "\u202f", "\u3000")
DASHES = ("-", "\u2010", "\u2011", "\u2013", "\u2212", "\uff0d")


def names(text: str) -> set[str]:
    return {found.name for found in find_personal(text)}


def stops(text: str) -> set[str]:
    stopping = {rule.name for rule in read_guard().rules.values() if rule.severity is Severity.FEL}
    return names(text) & stopping


def pairs(side: str) -> list[tuple[str, str]]:
    return [(rule, text) for rule, found in CASES.items() for text in found[side]]


@pytest.mark.parametrize(("rule", "text"), pairs("finds"))
def test_rule_finds(rule: str, text: str) -> None:
    assert rule in names(text)


@pytest.mark.parametrize(("rule", "text"), pairs("lets"))
def test_rule_lets_be(rule: str, text: str) -> None:
    assert rule not in names(text)


@pytest.mark.parametrize(
    "rule", [rule for rule, case in CASES.items() if "finds in a table" in case]
)
def test_a_table_is_read_by_its_cells(rule: str) -> None:
    for side, count in (("finds in a table", 1), ("lets in a table", 0)):
        for row in CASES[rule][side]:
            assert [p.field for p in check_lines("a.csv", row.split("\n"))] == [rule] * count


def test_a_group_that_a_table_counts_is_nobody() -> None:
    """What holds for a table holds for no text."""
    assert all(list(check_lines("a.md", [row])) for row in CASES["ålder"]["lets in a table"])


@pytest.mark.parametrize("severity", [Severity.FEL, Severity.VARNING])
def test_rules_of_one_severity_find_the_same(severity: Severity) -> None:
    rules = read_guard().rules
    for _, text in (*pairs("finds"), *pairs("lets")):
        every = find_personal(f"<b>{text}</b>")
        own = tuple(found for found in every if rules[found.name].severity is severity)
        assert find_personal(f"<b>{text}</b>", (), severity) == own


def test_every_rule_has_cases() -> None:
    assert list(CASES) == list(read_guard().rules)


def write_number(number: str) -> Iterator[str]:
    """Write a number of twelve digits as people write it."""
    year, month, day, last = number[:4], number[4:6], number[6:8], number[8:]
    for born in (f"{year}{month}{day}", f"{year[2:]}{month}{day}"):
        yield born + last
        yield from (f"{born}{dash}{last}" for dash in DASHES)
        yield from (f"{born}{blank}{last}" for blank in BLANKS)
        yield f"{born} - {last}"
        yield f"{born}\u00ad-{last}"
        yield f"{born}/{last}"
    yield f"{year}-{month}-{day}-{last}"
    yield f"{year[2:]} {month} {day} {last}"
    yield f"{year} {month}{day} {last}"
    yield " ".join(number[2:])
    yield "".join(chr(ord("\uff10") + int(digit)) for digit in number)
    yield "".join(chr(ord("\u0966") + int(digit)) for digit in number[2:])


def test_every_test_number_is_found_however_it_is_written(real_data: Path) -> None:
    folder = real_data / "personuppgifter"
    numbers = [
        number
        for name in ("testpersonnummer.txt", "testsamordningsnummer.txt")
        for number in (folder / name).read_text("utf-8").split()
    ]
    assert len(numbers) == 3_702
    # Every number once, in a writing of its own, and some of them in all.
    writings = {n: list(write_number(n)) for n in numbers}
    shown = [writings[n][place % len(writings[n])] for place, n in enumerate(numbers)]
    shown += [w for n in random.Random(1).sample(numbers, 40) for w in writings[n]]
    missed = [w for w in shown if "personnummer" not in names(f"Vi mötte {w} vid torget.")]
    assert missed == []


def test_written_numbers_of_another_list_are_found_and_wrong_ones_do_not_stop(
    real_data: Path,
) -> None:
    folder = real_data / "personuppgifter" / "personnummer_meta"
    rows = [
        row
        for name in ("list.json", "interim.json", "orgnumber.json")
        for row in json.loads((folder / name).read_text("utf-8"))
    ]
    written = [
        (row[form], row["valid"])
        for row in rows
        for form in ("long_format", "short_format", "separated_format", "separated_long")
        if form in row
    ]
    # That list calls a blank between the parts wrong, and a birth number of 000: still a person.
    doubtful = {w for w, _ in written if " " in w or w.endswith("0006")}
    found = {w for w, _ in written if "personnummer" in names(f"({w})")}
    assert {w for w, right in written if right} <= found
    assert found - {w for w, right in written if right} <= doubtful


def test_the_law_stops_nowhere(real_data: Path) -> None:
    assert stops((real_data / "lag" / "sfs-2023-196.md").read_text("utf-8")) == set()


def test_real_events_stop_nowhere(real_data: Path) -> None:
    with (real_data / "polisen" / "vastmanland_to_2025-06.csv").open(encoding="utf-8") as file:
        events = [f"{row['title']}\n\n{row['summary']}" for row in csv.DictReader(file)]
    assert len(events) == 1_333
    assert [event for event in events if stops(event)] == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("pnr 040312-2384", [0]),
        ("född 040312-2384", [0]),
        ("reg.nr ABC 123", [0]),
        ("Pojken är 14 år gammal", [0]),
        ("mål B 1234-26 och mål B 1235-26", [0, 18]),
        ("<b>pnr</b> 040312-2384", [11]),
    ],
)
def test_what_two_patterns_of_a_rule_find_is_told_once(text: str, places: list[int]) -> None:
    assert [one.index for one in find_personal(text)] == places


def test_a_finding_stands_where_it_was_written() -> None:
    text = "Rad ett.\n\nEn bil, \uff2d\uff2c\uff22 84A, stod där."
    assert [text[found.index] for found in find_personal(text)] == ["\uff2d"]


@pytest.mark.parametrize("text", ["a &#1; b", "&#x2;", "1\\n\u0301 ", "\\x41\u0301"])
def test_a_letter_that_is_none_is_nothing(text: str) -> None:
    """Neither a number that no letter has nor a mark on an escape stops the reading."""
    assert find_personal(text) == ()
    assert "telefonnummer" in names(f"{text} 070-174 06 15")


def test_the_groups_own_addresses_are_let_be() -> None:
    text = "Skriv till Trygghet@kommunen.example eller kalle@exempel.se."
    found = find_personal(text, ("trygghet@kommunen.example",))
    assert [text[one.index :][:5] for one in found] == ["kalle"]


def test_an_own_address_lets_no_longer_one_be() -> None:
    own = find_own_addresses(
        "om:\n  sida: https://www.facebook.com/smaby\n  kontakt: est@smaby.example\n"
    )
    found = find_personal(
        "www.facebook.com/smaby är vår, www.facebook.com/smaby.anna är inte.", own
    )
    assert [one.index for one in found] == [31]
    assert find_personal("anna.est@smaby.example och est@smaby.example.org", own)
    assert not find_personal("Skriv till est@smaby.example.", own)


# Every place a text can stand in, each with a number that must not come out again.
PLANTED = {
    "entries/2026-10-15/skolan-a.md": "---\norganisation: 900101-9802\n---\n# Klotter\nText.\n",
    "entries/2026-10-15/skolan-b.md": "---\norganisation: Skolan\nfel 900101-9802\n---\n# K\nText.\n",
    "entries/2026-10-15/skolan-c.md": "900101-9802 utan huvud\n",
    "entries/2026-10-15/skolan-d.md": "---\norganisation: Skolan\n# 900101-9802\n---\n# K\nText.\n",
    "entries/2026-10-15/900101-9802.md": "---\norganisation: Skolan\n---\n# K\nText.\n",
    "entries/2026-10-15/Skolan 900101-9802.md": "x\n",
    "entries/2026-10-15/skolan-900101-9802.docx": "x\n",
    "entries/2026-10-15/skolan-e.csv": "Typ;2026\nKlotter 900101-9802;ca 3\n",
    "entries/2026-10-15/polisen-f.md": (
        "---\norganisation: Polisen\nsamma som: 2026-09-17/x-900101-9802\n---\n# K\nText.\n"
    ),
    "entries/rapporter/2026-09.md": "---\nfastställd: {datum: 900101-9802, av: x}\n---\nText.\n",
    "decisions/2026-11-05-x.md": "---\ndatum: 2026-11-05\ninstans: 900101-9802\n---\n# B\n",
    "entries/mall.yml": "kommun: 900101-9802\nfel\n",
    "entries/gallrat.yml": "gallrat:\n  - {id: x, datum: 2026-11-01, beslut: 900101-9802}\n",
}


@pytest.mark.parametrize("path", PLANTED)
def test_what_is_found_is_never_repeated(path: str, archive_with: Callable[..., Path]) -> None:
    root = archive_with(files={path: PLANTED[path]})
    checked = CliRunner().invoke(main, ["check", str(root)], catch_exceptions=False)
    with pytest.raises(ArchiveError) as refused:
        read_archive(root)
    shown = build_failure(root, refused.value.problems)
    pages = "".join(page.html for page in shown.pages.values())
    assert "personnummer" in checked.output
    assert "9802" not in checked.output + str(refused.value) + pages


def test_an_answer_for_another_line_gets_the_right_number(
    archive_with: Callable[..., Path],
) -> None:
    """A wrong number is put right when the rule has found one thing alone."""
    post = (
        "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\n"
        "granskat:\n  - regel: gatuadress\n    rad: 8\n    skäl: gäller ingen person\n    av: Säkerhetschef\n"
        "---\n# Ny skada på gaveln\n\nGaveln vid Skolgatan 12 har fått en ny skada.\n"
    )
    path = "entries/2026-10-15/skolan-klotter.md"
    told = load_archive(archive_with(files={path: post})).problems
    (moved,) = (found for found in told if found.field == "granskat")
    assert (moved.origin.line, moved.paste) == (8, "rad: 14")
    right = post.replace("rad: 8", moved.paste)
    told = load_archive(archive_with(files={path: right})).problems
    assert [found.severity for found in told] == [Severity.GRANSKAT]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("entries/2026-10-15/x.121212-1212", "entries/2026-10-15/(filnamnet visas inte)"),
        ("entries/2026-10-15/121212-1212.md", "entries/2026-10-15/(filnamnet visas inte).md"),
        ("entries/2026-10-15/x.md.121212-1212", "entries/2026-10-15/(filnamnet visas inte)"),
        ("121212-1212.md", "(filnamnet visas inte).md"),
        ("anna@smaby.example.md", "(filnamnet visas inte).md"),
    ],
)
def test_all_of_a_files_name_is_looked_at_and_none_of_it_shown(path: str, shown: str) -> None:
    assert {str(found.origin) for found in check_name(path)} == {f"{shown}:1:1"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("polisen-070-174-06-05", "telefonnummer"),
        ("polisen-2026-10-15-mlb-84a", "registreringsnummer"),
        ("polisen-kalle-at-exempel-se", "e-postadress"),
        ("polisen-maj-26a", ""),
        ("skolan-bad-120", ""),
        ("polisen-0730-1600", ""),
        ("skolan-klass-nat-23a", ""),
    ],
)
def test_hyphens_of_a_name_hide_no_number(name: str, rule: str) -> None:
    told = [found.field for found in check_name(f"entries/2026-10-15/{name}.md")]
    assert told == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2386", ["personnummer"]),
        ("23-86-polisen", ["personnummer"]),
        # Fewer digits are none of the day's, though the ten of them would make a number.
        ("02-polisen", []),
        ("238-polisen", []),
    ],
)
def test_a_meetings_day_makes_a_number_only_of_four_digits(
    name: str, told: list[str], archive_with: Callable[..., Path]
) -> None:
    day = "2010-01-01" if name == "02-polisen" else "2009-12-31"
    path = f"entries/{day}/{name}.md"
    assert [found.field for found in check_name(path)] == told
    row = f"fortsätter: {day}/{name}"
    source = parse_record(f"---\norganisation: Skolan\n{row}\n---\n# Lugnt\n", "entries/x.md")
    assert [(one.field, one.origin.line) for one in check_source(source)] == [(f, 3) for f in told]


@pytest.mark.parametrize("day", ["2009-12-31", "2018-07-07"])
@pytest.mark.parametrize(
    "row",
    ["född: {}", "{{vad: {}, {}}}", "tel: {}/08-polisen", "- {{åtgärd: {}/0a-nvk#1, status: {}}}"],
)
def test_what_is_found_with_a_day_is_found_with_any(row: str, day: str) -> None:
    said = [text.split("\n")[0] for case in CASES.values() for text in case["finds"]]
    rows = [row.format(day, text) for text in said]
    changed = [(text, told) for text in rows if (told := as_any_day(text)) != text]
    assert changed
    assert [text for text, told in changed if find_personal(text) and not find_personal(told)] == []


@pytest.mark.parametrize(
    "name", ['"121212-1212"', r'"121212\u002d1212"', r'"anna\u0040smaby.example"', "1212121212"]
)
def test_what_a_map_says_is_read_as_json(name: str) -> None:
    line = f'{{"namn": {name}}}'
    assert [found.severity for found in check_map("entries/karta.geojson", [line])] == [
        Severity.FEL
    ]


def test_a_comment_makes_no_address_the_groups_own() -> None:
    mall = "om:\n  kontakt: est@smaby.example # anna@smaby.example\n# 070-174 06 05\n"
    assert find_own_addresses(mall) == ("est@smaby.example",)


@pytest.mark.parametrize("number", ["15.7901212121212", "12121212121", "1212121213", "-1212121212"])
def test_a_coordinate_or_a_count_of_a_map_is_nobody(number: str) -> None:
    assert not list(check_map("entries/karta.geojson", [f'"x": {number},']))


# What a header may hold in other spellings than the page's, on both sides of what can be read.
SPELLED = (
    r'organisation: "900101\u002d9802"',
    r'organisation: "900101\x2d9802"',
    r'organisation: "900101\t9802"',
    r'organisation: "kalle\x40exempel.se"',
    r'organisation: "070\t174 06 05"',
    r'plats: {"070\t174 06 05',
    "organisation: Skolan\n# 900101-\n# 9802",
    "organisation: Skolan # 900101-\n# 9802",
)


@pytest.mark.parametrize("header", SPELLED)
@pytest.mark.parametrize("ending", ["", "\nfel rad", "\nplats: a: b"])
def test_escapes_and_comments_hide_nothing(
    header: str, ending: str, archive_with: Callable[..., Path]
) -> None:
    post = f"---\n{header}{ending}\n---\n# Klotter\n\nText.\n"
    root = archive_with(files={"entries/2026-10-15/skolan-a.md": post})
    said = CliRunner().invoke(main, ["check", str(root)], catch_exceptions=False).output
    assert re.search("personnummer|telefonnummer|e-postadress", said)
    assert not [part for part in ("9802", "exempel", "174") if part in said]


@pytest.mark.parametrize(
    "table",
    [
        "Typ;2024;2025\nKlotter 900101-9802;3;4\n",
        "Typ;2024;2025\nKlotter;900101-9802;4\n",
        "900101-9802\nTyp;2024;2025\nKlotter;3;4\n",
        "Typ;2024;2025\nKlotter;ca 900101 9802;4;5\n",
    ],
)
def test_a_table_is_guarded_before_it_is_shown(
    table: str, archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={})
    (root / "t.csv").write_text(table, "utf-8")
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, ["import", "tabell", "t.csv"], catch_exceptions=False)
    assert said.exit_code == 1
    assert "personnummer" in said.output
    assert "9802" not in said.output


NAMED = "121212-1212"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{NAMED}.md"],
        ["import", "tabell", f"{NAMED}.csv"],
        ["import", "tabell", f"{NAMED}.xls"],
        ["import", "polisen", f"{NAMED}.json"],
        ["import", "polisen", f"Anna 1212121212/{NAMED}.json"],
        ["import", "polisen", f"tom-{NAMED}.csv"],
        ["import", "polisen", f"fel-{NAMED}.json"],
        ["import", "tabell", "anna@smaby.example.csv"],
        ["export", f"entries/{NAMED}"],
        ["export", f"fel-{NAMED}.json"],
        ["remove", f"2026-10-15/{NAMED}", "--beslut", "x", "--av", "y", "--datum", "2026-11-01"],
        ["check", "--date", NAMED],
        ["import", "polisen", "--meeting", NAMED, "x"],
    ],
)
def test_no_command_repeats_what_its_path_says_of_someone(
    arguments: list[str], archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={})
    (root / f"tom-{NAMED}.csv").write_text(" ")
    (root / f"fel-{NAMED}.json").write_text("[{")
    (root / f"{NAMED}.xls").write_text("x")
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert said.exit_code
    assert not [secret for secret in ("1212", "anna@") if secret in said.output]


def test_an_events_own_words_are_not_repeated(
    archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={})
    mall = root / "entries/mall.yml"
    written = mall.read_text("utf-8")
    mall.write_text(written.replace("polisen: {", "polisen: {organisation: Polisen, "), "utf-8")
    event = {"id": NAMED, "datetime": NAMED, "name": NAMED, "summary": NAMED, "type": NAMED}
    (root / "e.json").write_text(json.dumps([event, event | {"id": 1212121212}]), "utf-8")
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, ["import", "polisen", "e.json"], catch_exceptions=False)
    assert said.exit_code == 1
    assert NOT_SHOWN in said.output
    assert "1212" not in said.output


@pytest.mark.parametrize("part", ["text", "field", "paste"])
def test_no_part_of_a_problem_repeats_what_stops(part: str) -> None:
    told = hide_in_problem(Problem(Origin("a.md"), **({"text": "x"} | {part: f"ett {NAMED} här"})))
    assert "1212" not in str(told)
    assert not told.paste


def test_what_is_hidden_is_only_what_stops() -> None:
    assert (
        hide_personal("Bygg /hem/121212-1212.csv: 12 filer")
        == "Bygg /hem/(visas inte).csv: 12 filer"
    )
    assert (
        hide_personal("entries/2026-10-15/polisen-maj-26.md")
        == "entries/2026-10-15/polisen-maj-26.md"
    )
