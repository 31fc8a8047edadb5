"""`lagesbild check`: what it says of archives that are fine, broken in one way, and hostile."""

from __future__ import annotations

import builtins
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mkdocs.exceptions import Abort

from generator.cli import main
from generator.cli.examined import examining, settled
from generator.pages.history import read_since
from generator.plugin import asked_day
from generator.problems import Problem
from generator.records import Archive, checks, reading
from generator.records.checks import entries, malls, texts
from generator.records.files.source import read_record, read_yaml
from generator.records.forms import Reading
from generator.records.loading import load_archive
from generator.records.mall.mall import Mall
from generator.records.reading import read_form

ARCHIVES = Path(__file__).parent / "archives"
BROKEN = sorted(folder.name for folder in (ARCHIVES / "broken").iterdir())
RULES = {
    rule.__name__: rule
    for rule in (
        *checks.ARCHIVE_RULES,
        *texts.RULES,
        *entries.FILE_RULES,
        *malls.RULES,
        *malls.MAP_RULES,
        *settled.RULES,
    )
}
# What is found before any rule runs, by the part of a file it is found in.
READERS = {"file", "folder", "header", "key", "mall", "privacy", "several", "value", "yaml"}
ENTRY = "entries/2026-10-15/skolan-klotter.md"
HEADER = "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\n"
TEXT = f"---\n{HEADER}---\n# Ny skada på gaveln\nGaveln har fått en ny skada.\nDen är lagad.\n"

Make = Callable[..., Path]


def run_check(*arguments: object) -> Result:
    """Run the command in this process; what it did not foresee fails the test."""
    arguments = ("check", *(str(argument) for argument in arguments))
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("small", "Läst: 7 poster, 3 möten, 1 beslut. Inga fel.\n"),
        (
            "empty",
            "Läst: 0 poster, 0 möten, 0 beslut "
            "(arkivet är tomt och väntar på den första posten). Inga fel.\n",
        ),
        (
            "planned",
            "Läst: 1 post, 2 möten, 0 beslut (inget möte har hållits än, inga beslut än). "
            "Inga fel.\n",
        ),
        ("undecided", "Läst: 2 poster, 1 möte, 0 beslut (inga beslut än). Inga fel.\n"),
    ],
)
def test_a_sound_archive_has_no_problems(name: str, expected: str) -> None:
    result = run_check(ARCHIVES / name)
    assert (result.output, result.exit_code) == (expected, 0)


@pytest.mark.parametrize("name", ["empty", "planned", "undecided"])
def test_the_sound_archives_share_one_mall(name: str) -> None:
    own = (ARCHIVES / name / "entries/mall.yml").read_bytes()
    assert own == (ARCHIVES / "small/entries/mall.yml").read_bytes()


def test_what_is_wrong_a_thousand_times_is_said_a_few(archive_with: Make) -> None:
    path = "entries/2026-10-15/polisen-fonster.md"
    text = (ARCHIVES / "small" / path).read_text(encoding="utf-8")
    said = run_check(archive_with(files={path: text + "\n\n" + "[a]: x\n" * 1000})).output
    last = len(text.splitlines()) + 1002
    assert "1000 fel:" in said
    assert len(said.splitlines()) < 30
    assert f"{path}: 980 till som på rad {last - 999}, den sista på rad {last}." in said


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_said_as_expected(
    name: str, archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says what is expected, and the rule that the folder is named for says it."""
    expected = (ARCHIVES / "broken" / name / "expected.txt").read_text(encoding="utf-8")
    root = archive_with(name)
    loaded = load_archive(root)
    with monkeypatch.context() as patch:
        # Reading it once is enough for the command and for the rule.
        patch.setattr(examining, "load_archive", lambda *_: replace(loaded))
        result = run_check(root)
    assert result.output == expected
    assert result.exit_code == (1 if " fel:\n" in expected else 0)
    if (rule := name.split("--")[0]) in RULES:
        found = list(run_rule(rule, root, loaded.archive))
        assert found
        assert all(str(problem).partition("\n")[0] in expected for problem in found)


def test_every_rule_has_a_folder_of_its_fault() -> None:
    told = {name.split("--")[0] for name in BROKEN}
    assert told - READERS == set(RULES)
    assert told >= READERS
    assert len(RULES) == sum(
        map(
            len,
            (
                checks.ARCHIVE_RULES,
                texts.RULES,
                entries.FILE_RULES,
                malls.RULES,
                malls.MAP_RULES,
                settled.RULES,
            ),
        )
    ), "two rules of one name could not be told apart"


def run_rule(name: str, root: Path, archive: Archive | None) -> Iterator[Problem]:
    """Yield what one rule says of an archive."""
    rule = RULES[name]
    if rule in malls.RULES:
        source = read_yaml(root, "entries/mall.yml")
        yield from rule(read_form(Mall, Reading(source)), source)
        return
    assert archive is not None
    if rule in malls.MAP_RULES:
        yield from rule(archive.mall, archive.map, read_yaml(root, "entries/mall.yml"))
        return
    if rule in checks.ARCHIVE_RULES:
        yield from rule(archive)
        return
    if rule in settled.RULES:
        yield from rule(settled.Settlement(archive, read_since(root, archive)))
        return
    arguments = (archive.mall,) if rule in entries.FILE_RULES else ()
    for file in sorted(root.glob("entries/2*/[!i]*.md" if arguments else "**/*.md")):
        yield from rule(read_record(root, file.relative_to(root).as_posix()), *arguments)


HOSTILE: dict[str, tuple[bytes, int, int, str]] = {
    # name: content, line, column, text
    "5,000 nested brackets": (
        f"---\nfaktorer: {'[' * 5000}{']' * 5000}\n---\n".encode(),
        2,
        19,
        "Fler än åtta nivåer ligger i varandra. Använd färre nivåer.",
    ),
    "5,000 nested mappings": (
        f"---\nfaktorer: {'{a: ' * 5000}\n---\n".encode(),
        2,
        43,
        "Fler än åtta nivåer ligger i varandra. Använd färre nivåer.",
    ),
    "5,000 brackets in the text": (
        f"---\n{HEADER}---\n# Ny skada\n{'[' * 5000}\n".encode(),
        0,
        0,
        "",
    ),
    "5,000 quotes in the text": (
        f"---\n{HEADER}---\n# Ny skada\n{'>' * 5000} djupt\n".encode(),
        8,
        1,
        "text: Fler än sex nivåer ligger i varandra. Skriv om listan plattare.",
    ),
    "header over 64 kB": (
        f"---\nkällor: {'x' * 65_600}\n---\n".encode(),
        1,
        1,
        "Huvudet är större än 64 kB. Flytta den långa texten till efter huvudet.",
    ),
    "header of 1 MB": (
        f"---\nkällor: {'x' * 1_000_000}\n---\n".encode(),
        1,
        1,
        "Filen är 1,0 MB. En fil får vara högst 1 MB.",
    ),
    "text of 5 MB": (
        TEXT.encode() + b"a " * 2_500_000,
        1,
        1,
        "Filen är 5,0 MB. En fil får vara högst 1 MB.",
    ),
    "text over 64,000 letters": (
        TEXT.encode() + b"a " * 40_000,
        7,
        1,
        "Texten är längre än 64 000 tecken. Korta den.",
    ),
    "NUL": (
        TEXT.replace("gaveln\n", "ga\0veln\n").encode(),
        7,
        17,
        "Här finns ett osynligt tecken (U+0000). Radera det, eller skriv om raden.",
    ),
    "escape": (
        TEXT.replace("plats: ", "plats: \x1b[31m").encode(),
        4,
        8,
        "Här finns ett osynligt tecken (U+001B). Radera det, eller skriv om raden.",
    ),
    "line separator": (
        TEXT.replace("plats: ", "plats: \u2028").encode(),
        4,
        1,
        "Här finns en osynlig radbrytning (U+2028). Ta bort den.",
    ),
    "Windows-1252": (
        TEXT.encode("cp1252"),
        3,
        19,
        'Filen är inte sparad i UTF-8. Här står troligen "ö" i Windows-1252. '
        "Spara om filen med kodningen UTF-8.",
    ),
    "Windows-1252 behind a mark": (
        b"\xef\xbb\xbf" + TEXT.encode("cp1252"),
        3,
        19,
        'Filen är inte sparad i UTF-8. Här står troligen "ö" i Windows-1252. '
        "Spara om filen med kodningen UTF-8.",
    ),
    "UTF-16": (
        TEXT.encode("utf-16"),
        1,
        1,
        "Filen är sparad i UTF-16. Spara om den med kodningen UTF-8.",
    ),
    "script": (
        f"{TEXT}\n<script>fetch('https://smaby.example')</script>\n".encode(),
        11,
        1,
        'text: HTML visas som vanlig text: "<script>".',
    ),
    "long unknown key": (
        TEXT.replace("plats:", f"{'p' * 900}:").encode(),
        4,
        1,
        f'{"p" * 59}…: Raden "{"p" * 59}…" finns inte. Du kan skriva organisation,',
    ),
}


# What is written, what the day that is asked for is, and which lines are then given to paste.
NOT_YET = {
    "an adoption ahead, and a sending": (
        "entries/rapporter/2026-10.md", "2026-11-02", "2026-12-02", "2026-11-20",
        ["fastställd: {datum: 2026-11-20, av: Säkerhetschef}", "expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-20}]"],
    ),
    "an approval ahead": (
        "entries/2026-09-17/index.md", "2026-09-21", "2026-12-21", "2026-11-20",
        ["godkänd: {datum: 2026-11-20, av: Trygghetssamordnare}"],
    ),
    "on the day that is asked for": (
        "entries/2026-09-17/index.md", "2026-09-21", "2026-11-20", "2026-11-20", [],
    ),
    "what was settled after an earlier day that is looked back on": (
        "entries/rapporter/2026-10.md", "2026-11-02", "2026-11-02", "2026-09-16", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_YET)
def test_what_is_settled_after_the_asked_day_is_asked_about(name: str, archive_with: Make) -> None:
    path, was, told, asked, lines = NOT_YET[name]
    text = (ARCHIVES / "small" / path).read_text(encoding="utf-8").replace(was, told)
    decision = "decisions/2026-11-05-kartlaggning-norra-skolan.md"
    own = (ARCHIVES / "small" / decision).read_text(encoding="utf-8")
    files = {path: text, decision: re.sub("rapport: .*\n", "", own)}
    said = run_check(archive_with(files=files), "--date", asked)
    assert said.exit_code == 0, said.output
    pasted = [line.strip() for line in said.output.splitlines() if line.startswith("    ")]
    assert pasted == lines
    assert said.output.count("den dag som arkivet läses på.") == len(lines)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("9999-12-31", '"9999-12-31" har ett orimligt år. Det ska vara 1990–2100.'),
        ("0001-01-01", '"0001-01-01" har ett orimligt år.'),
        ("igår", '"igår" är inget datum. Skriv år, månad och dag'),
        ("2026-02-30", '"2026-02-30" finns inte i almanackan.'),
    ],
)
def test_a_day_that_cannot_be_asked_for_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, asked: str, said: str
) -> None:
    small = str(ARCHIVES / "small")
    for arguments, named in ((["--date", asked], "--date: "), ([], "LAGESBILD_DATE: ")):
        env = {} if arguments else {"LAGESBILD_DATE": asked}
        result = CliRunner().invoke(main, ["check", small, *arguments], env=env)
        assert result.exit_code == 2
        assert result.output.startswith(f"Det gick inte: {named}{said}")
    monkeypatch.setenv("LAGESBILD_DATE", asked)
    with pytest.raises(Abort) as stopped:
        asked_day()
    assert str(stopped.value.message).startswith(f"LAGESBILD_DATE: {said}")


PLANS = {
    "första: 0001-01-01, dagar emellan: 14": '"0001-01-01" har ett orimligt år.',
    "första: 9999-12-31, dagar emellan: 14": '"9999-12-31" har ett orimligt år.',
    "första: 2026-09-17, dagar emellan: 0": "Skriv 1–366 dagar.",
    "första: 2026-09-17, dagar emellan: 367": "Skriv 1–366 dagar.",
    "första: 2026-09-17, dagar emellan: 999999999": "Skriv 1–366 dagar.",
    "första: 2026-09-17, dagar emellan: 1e9": '"1e9" är inget heltal.',
    f"första: 2026-09-17, dagar emellan: 1, utom: [{', '.join(['2026-09-18'] * 521)}]": (
        "Listan har 521 dagar. Skriv högst 520."
    ),
}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan[:46])
def test_a_plan_that_leads_nowhere_is_said(plan: str, archive_with: Make) -> None:
    root = archive_with()
    file = root / "entries/mall.yml"
    rows = file.read_text(encoding="utf-8").splitlines()
    changed = [f"möten: {{{plan}}}" if row.startswith("möten:") else row for row in rows]
    file.write_text("\n".join(changed), encoding="utf-8")
    output = run_check(root).output
    assert output.startswith("1 fel:\nentries/mall.yml:10:")
    assert PLANS[plan] in output


def test_nothing_that_is_printed_commands_a_forge_or_a_terminal(archive_with: Make) -> None:
    table = "entries/2026-10-15/polisen-anmalda-brott.csv"
    cells = "Typ;okt 2026\n::stop-commands::abc;12 st\nRån ##[error];3 st\n"
    named = "entries/a\n::error file=x::Allt godkänt\x1b[2J.geojson"
    result = run_check(archive_with(files={table: cells, named: b"{}"}))
    assert result.exit_code == 1
    assert "    > ::stop-commands::abc;12\n" in result.output
    assert "    Rån ## [error];3\n" in result.output
    assert "?::error file=x::Allt" in result.output
    printed = result.output.splitlines()
    assert [line for line in printed if line.lstrip().startswith("::") or "##[" in line] == []
    assert not set(result.output) & {"\x1b", "\r", "\x9b"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_said_in_swedish_at_its_place(name: str, archive_with: Make) -> None:
    content, line, column, text = HOSTILE[name]
    result = run_check(archive_with(files={ENTRY: content}))
    assert (f"{ENTRY}:{line}:{column}: {text}" in result.output) == bool(text)
    assert result.exit_code == (1 if " fel:\n" in result.output else 0)


def make_link_out(root: Path) -> None:
    (root.parent / "outside.md").write_text(TEXT, encoding="utf-8")
    (root / ENTRY).symlink_to(root.parent / "outside.md")


def make_dangling_link(root: Path) -> None:
    (root / ENTRY).symlink_to(root / "nowhere.md")


def make_link_to_itself(root: Path) -> None:
    (root / ENTRY).symlink_to(root / ENTRY)


def make_folder_named_as_file(root: Path) -> None:
    (root / ENTRY).mkdir()


def make_linked_folder(root: Path) -> None:
    (root / "entries/2026-12-10").symlink_to(root / "entries/2026-10-15")


def make_unprintable_name(root: Path) -> None:
    name = os.fsdecode(b"sk\xe5p\n\x1b[31m.md")
    (root / "entries/2026-10-15" / name).write_text(TEXT, encoding="utf-8")


def make_excel_file_named_csv(root: Path) -> None:
    (root / "entries/2026-10-15/polisen-anmalda-brott.csv").write_bytes(b"PK\x03\x04\x00\x00")


@pytest.mark.parametrize(
    ("make", "path", "text"),
    [
        (make_link_out, ENTRY, "Filen är en länk ut ur arkivet. Lägg in själva filen i stället."),
        (
            make_dangling_link,
            ENTRY,
            "Länken leder till en fil som inte finns. Lägg in själva filen i stället.",
        ),
        (
            make_link_to_itself,
            ENTRY,
            "Länken leder tillbaka till sig själv. Lägg in själva filen i stället.",
        ),
        (
            make_folder_named_as_file,
            ENTRY,
            "Det här är en mapp, men namnet är en fils. Döp om mappen.",
        ),
        (
            make_linked_folder,
            "entries/2026-12-10",
            "Mappen är en länk. Lägg in själva mappen i stället.",
        ),
        (
            make_unprintable_name,
            "entries/2026-10-15/sk?p??[31m.md",
            "Filnamn får bara ha små bokstäver a–z, siffror och bindestreck. "
            "Döp om filen till skp-31m.md.",
        ),
        (
            make_excel_file_named_csv,
            "entries/2026-10-15/polisen-anmalda-brott.csv",
            "Filen är en Excel-fil med fel namn. Spara den som CSV i Excel och lägg in den.",
        ),
    ],
)
def test_what_git_cannot_hold_is_said_too(
    make: Callable[[Path], None], path: str, text: str, archive_with: Make
) -> None:
    root = archive_with()
    make(root)
    result = run_check(root)
    assert result.output.startswith(f"1 fel:\n{path}:1:1: {text}\n")
    assert result.exit_code == 1


def test_a_file_that_cannot_be_opened_is_named(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right to read is taken from the call: root may read every file."""
    root = archive_with(files={ENTRY: TEXT})
    real = builtins.open

    def refuse(file: Any, *rest: Any, **extra: Any) -> Any:
        if str(file) == str(root / ENTRY):
            raise PermissionError(13, "no", str(file))
        return real(file, *rest, **extra)

    monkeypatch.setattr(builtins, "open", refuse)
    result = run_check(root)
    text = "Du saknar rätt att öppna filen eller mappen."
    assert result.output.startswith(f"1 fel:\n{ENTRY}:1:1: {text}\n")
    assert result.exit_code == 1


def test_a_folder_that_cannot_be_opened_is_named(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("2026-10-15"):
            raise PermissionError(13, "no", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run_check(root)
    text = "Du saknar rätt att öppna filen eller mappen."
    assert f"entries/2026-10-15:1:1: {text}\n" in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("ö", "o\u0308").replace("å", "a\u030a").encode(),
        TEXT.removesuffix("\n").encode(),
        TEXT.replace("---\n", "---  \n").encode(),
    ],
    ids=["byte order mark", "CRLF", "decomposed letters", "no last line feed", "blanks"],
)
def test_what_editors_do_is_accepted_and_changes_nothing(
    content: bytes, archive_with: Make
) -> None:
    def read(written: bytes) -> tuple[object, ...]:
        loaded = load_archive(archive_with(files={ENTRY: written}))
        assert loaded.archive is not None
        assert loaded.problems == []
        entry = loaded.archive.entry["2026-10-15/skolan-klotter"]
        return entry.model_dump(), entry.title, entry.text, entry.source.data

    assert read(content) == read(TEXT.encode())


INDEX = "entries/2027-01-07/index.md"
FINE = {
    "nothing to report at a meeting called off, and a post at the next": {
        "entries/2026-11-12/index.md": "---\ninställt: {skäl: För få kunde komma}\n---\n",
        "entries/2026-11-12/polisen-inget.md": "---\norganisation: Polisen\n"
        "slag: Inget att rapportera\n---\n",
        INDEX: "---\nnärvaro: {Polisen: närvarande}\n---\n",
        "entries/2027-01-07/polisen-klotter.md": TEXT.replace("Skolan", "Polisen").replace(
            "2026-10-07", "2026-12-20"
        ),
    },
    "a planned meeting that says what is planned": {
        INDEX: "---\nnummer: 4/2026\nklockan: 09.00–10.30\nmötesform: telefon\nfokus:\n"
        "godkänd:\nkommande: [{datum: 2027-01-13, vad: Tjugondag Knut}]\n---\n"
    },
    "a meeting called off that says when the next is": {
        INDEX: "---\ninställt: {skäl: Många är sjuka}\nnummer: 4/2026\n"
        "nästa möte: 2027-02-04\n---\n"
    },
    "nothing to report, for some readers, corrected": {
        "entries/2026-09-17/skolan-inget.md": "---\norganisation: Skolan\n"
        "slag: Inget att rapportera\nspridning: EST\nplats:\nrättelser:\n"
        "  - {datum: 2026-09-21, fält: text, stod: Lugnt, ska stå: inget, skäl: Fel, av: Skolan}\n"
        "---\n# Inget nytt\nVi har sett efter.\n"
    },
    "whole addresses, and code that is no link and no heading": {
        ENTRY: f"---\n{HEADER}---\n```\n# kod före\n```\n# Ny skada på gaveln\n"
        "Se [kommunen](https://smaby.example/a_(b)), <trygghet@smaby.example> och [oss][vi].\n"
        "`[text](adress)`\n\n~~~~\n# kod\n~~~\n# kod\n[x](y.md)\n~~~~\n\n"
        "[vi]: HTTPS://smaby.example\n"
    },
    "a decision on a proposal of a meeting that was disposed of": {
        "entries/gallrat.yml": "gallrat:\n"
        "  - {id: 2020-01-09, datum: 2026-01-15, beslut: KS 2026/12}\n",
        "decisions/2026-11-06-uppdrag.md": "---\ndatum: 2026-11-06\ninstans: Lokala BRÅ\n"
        "typ: Uppdrag\nsvar på: [2020-01-09#bra-1]\nutgång: bordlagt\noriginal: protokoll\n"
        "uppföljning: [{datum: 2026-11-07, status: pågår}]\n---\n"
        "# Belysning\n\n## Beslut\nFrågan bordläggs.\n\n## Motivering\nUnderlag saknas.\n",
    },
    "follow-ups of what is withdrawn, removed, disposed of and decided": {
        "entries/gallrat.yml": "gallrat:\n"
        "  - {id: 2020-01-09/polisen-torget, datum: 2026-01-15, beslut: KS 2026/12}\n",
        "entries/2026-09-17/skolan-struken.md": TEXT.replace("2026-10-07", "2026-09-10").replace(
            "---\n#",
            "åtgärder: [{vad: Laga, ansvarig: Skolan}]\n"
            "struken: {datum: 2026-10-12, skäl: Fel, av: Skolan}\n---\n#",
        ),
        "entries/2026-09-17/skolan-tom.md": "---\norganisation: Skolan\navlägsnad: "
        "{datum: 2026-10-12, skäl: sekretess, beslut: KS 2026/60, av: Skolan}\n---\n",
        "entries/2026-11-12/skolan-klotter.md": TEXT.replace("2026-10-07", "2026-11-05").replace(
            "---\n#",
            "uppföljning:\n"
            "  - {åtgärd: 2026-09-17/skolan-struken#1, status: klar, datum: 2026-11-05}\n"
            "  - {åtgärd: 2026-09-17/skolan-tom#4, status: klar, datum: 2026-11-05}\n"
            "  - {åtgärd: 2020-01-09/polisen-torget#1, status: klar, datum: 2026-11-05}\n"
            "  - {åtgärd: 2026-11-05-kartlaggning-norra-skolan#1, status: pågår, "
            "datum: 2026-11-05}\n"
            "  - {åtgärd: 2026-09-17/fastighet-fonster#1, status: klar, datum: 2026-11-05}\n"
            "---\n#",
        ),
    },
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_allowed_has_no_problems(name: str, archive_with: Make) -> None:
    result = run_check(archive_with(files=FINE[name]))
    assert result.output.endswith(" Inga fel.\n")
    assert result.output.count("\n") == 1


def test_an_asked_date_is_nobodys_slip(archive_with: Make) -> None:
    root = archive_with("today_is_near--meeting")
    assert "Arkivet läses per" not in run_check("--date", "2027-01-13", root).output


def test_all_problems_of_all_files_come_in_one_run(archive_with: Make) -> None:
    names = (
        "value--unknown-certain",
        "disposed_are_gone",
        "name_begins_with_day",
        "no_report_ahead",
        "numbers_once",
        "tables_have_entries",
        "file--xlsx",
        "folder--no-date",
        "planned_days",
    )
    result = run_check(archive_with(*names))
    for name in names:
        expected = (ARCHIVES / "broken" / name / "expected.txt").read_text(encoding="utf-8")
        said = [line for line in expected.split("\n") if ":" in line and "fel" not in line]
        assert [line for line in said if "varning" not in line and line not in result.output] == []
    assert result.output.startswith("8 fel:\n")
    assert "\n1 varning:\n" in result.output
    assert result.exit_code == 1


def test_a_path_shows_its_own_problems(archive_with: Make) -> None:
    root = archive_with("value--unknown-certain", "numbers_once")
    own = run_check(root / ENTRY)
    assert own.output.startswith(f"1 fel:\n{ENTRY}:3:13: problemtyp:")
    assert own.output.endswith("1 fel.\nI resten av arkivet finns 1 fel.\n")
    assert own.exit_code == 1
    folder = run_check(root / "entries/2026-10-15")
    assert folder.output.startswith("2 fel:\n")
    clean = run_check(root / "decisions", root / "entries/2026-09-17")
    assert clean.output.endswith("Inga fel.\nI resten av arkivet finns 2 fel.\n")
    assert clean.exit_code == 0


def test_a_broken_mall_is_the_problem_of_every_path(archive_with: Make) -> None:
    root = archive_with("words_once")
    assert run_check(root / "decisions").output == run_check(root).output
    assert run_check(root / "decisions").exit_code == 1


def test_what_cannot_be_run_is_said_in_one_line(tmp_path: Path) -> None:
    for arguments, said in (
        ([tmp_path / "nowhere"], "finns inte.\n"),
        ([tmp_path], "ligger inte i ett arkiv. Ett arkiv har filen entries/mall.yml.\n"),
        (["--date", "9999-12-31", ARCHIVES / "small"], "Det ska vara 1990–2100.\n"),
        (["--date", "2026-02-30", ARCHIVES / "small"], "finns inte i almanackan. Rätta dagen.\n"),
    ):
        result = run_check(*arguments)
        assert result.exit_code == 2
        assert result.output.startswith("Det gick inte: ")
        assert result.output.endswith(said)
        assert result.output.count("\n") == 1


def test_a_mall_of_unknown_keys_is_said_without_holding_each_against_all(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()
    asked: list[str] = []
    known = reading.suggest
    monkeypatch.setattr(reading, "suggest", lambda *args: asked.append(args[0]) or known(*args))
    with (root / "entries/mall.yml").open("a", encoding="utf-8") as mall:
        mall.writelines(f"okänd{number}: x\n" for number in range(1_000))
    output = run_check(root).output
    assert output.startswith(f"{reading.MOST_TOLD + 1} fel:\n")
    assert "entries/mall.yml:1:1: Filen har 700 fel till. Rätta de här först." in output
    assert len(asked) <= 2 * reading.MOST_TOLD


# What a member, or whoever sends a proposal, can put in an archive: nothing of it stops the check.
EMPTY_TABLES = (";;;", '""', "\t\t", ";\n;\n", " ; ", ",,,\n,,,", '"";""\n')


@pytest.mark.parametrize("table", EMPTY_TABLES)
@pytest.mark.parametrize("name", ["polisen-anmalda-brott", "skolan-lugnare"])
def test_a_table_of_separators_alone_is_empty(archive_with: Make, table: str, name: str) -> None:
    path = f"entries/2026-10-15/{name}.csv"
    result = run_check(archive_with(files={path: table}))
    assert result.exit_code == 1
    assert f"{path}:1:1: Tabellen är tom" in result.output


@pytest.mark.parametrize(
    "path",
    [
        "entries/2026-10-15/polisen-ny.md",
        "entries/2026-10-15/polisen-ny.csv",
        "entries/mall.yml",
        "decisions/2026-11-05-ny.md",
    ],
)
def test_what_is_no_file_is_never_opened(archive_with: Make, path: str) -> None:
    root = archive_with()
    (root / path).unlink(missing_ok=True)
    os.mkfifo(root / path)
    result = run_check(root)
    assert result.exit_code == 1
    assert f"{path}:1:1: Det här är ingen vanlig fil. Lägg in en vanlig fil i stället." in (
        result.output
    )
