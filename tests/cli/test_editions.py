"""Two editions of a report, in a real repository: each is sent or not, and says so of itself alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.pages.site import build_site, make_site
from generator.records import find_reader, read_archive, write_frozen
from tests.cli.freezing import edit, leave_out_documents, run, start_small
from tests.site.building import commit_all

pytestmark = pytest.mark.slow

REPORT, ENTRY = "entries/rapporter/2026-10.md", "entries/2026-10-15/polisen-fonster.md"
BY = ("--by", "Trygghetssamordnare")
ROW = "expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-02}]\n"
CORRECTION = "rättelser: [{datum: 2026-11-10, fält: antal, stod: inget, ska stå: 3, skäl: Två till, av: Polisen}]\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive in a repository, its report not frozen yet."""
    leave_out_documents(monkeypatch)
    return start_small(tmp_path / "arkiv", monkeypatch)


def read_page(root: Path, name: str) -> str:
    """Return what a page says, on one line."""
    html = build_site(root).pages[name].html
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def write_rows(*days: str, head: bool = True) -> str:
    """Write that the report was sent on some days."""
    rows = "".join(f"  - {{mottagare: Lokala BRÅ, datum: {day}}}\n" for day in days)
    return f"expedierad:\n{rows}" if days and head else rows


def adopt_anew(root: Path, *first: str) -> None:
    """Freeze the first edition, say when it was sent, correct a number and adopt the report again."""
    edit(root, REPORT, ROW, "")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    edit(root, REPORT, "diarienummer:", f"{write_rows(*first)}diarienummer:")
    commit_all(root, "2026-11-03")
    edit(root, ENTRY, "samma som:", f"antal: 3\n{CORRECTION}samma som:")
    edit(root, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-12")


def freeze_second(root: Path) -> None:
    """Freeze the second edition."""
    asked = ("freeze", "2026-10", *BY, "--version", "2", "--reason", "Fel antal.")
    done = run(*asked)
    assert done.exit_code == 0, done.output
    commit_all(root, "2026-11-12")


FIRST, SECOND = "2026-11-02", "2026-11-12"
SENT_FIRST, SENT_SECOND = (f"Expedierad Lokala BRÅ {day} november 2026" for day in (2, 12))
AGAIN = "Version 1 är ersatt. Rapporten sändes på nytt som version 2 , fastställd den 12 november 2026. Skäl: Fel antal."
REPLACED = "Version 1 är ersatt av version 2 , fastställd den 12 november 2026. Skäl: Fel antal."


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ([FIRST], [], {"version-1": [SENT_FIRST, REPLACED], "": ["Status fastställd"]}),
        ([FIRST], [SECOND], {"version-1": [SENT_FIRST, AGAIN], "": [SENT_SECOND]}),
        ([], [SECOND], {"version-1": [REPLACED], "": [SENT_SECOND]}),
        ([], [], {"version-1": [REPLACED], "": ["Status fastställd"]}),
    ],
    ids=["only the first is sent", "both are sent", "only the second is sent", "none is sent"],
)
def test_each_edition_says_when_it_was_sent(
    first: list[str], second: list[str], said: dict[str, list[str]], root: Path
) -> None:
    adopt_anew(root, *first)
    freeze_second(root)
    if second:
        edit(root, REPORT, "diarienummer:", f"{write_rows(*second, head=not first)}diarienummer:")
    assert run("check").exit_code == 0
    for end, parts in said.items():
        page = read_page(root, f"rapporter/2026-10{end and f'-{end}'}.html")
        for part in parts:
            assert part in page, end
        whole = " ".join(parts)
        assert ("Expedierad" in page, "Status expedierad" in page) == (
            "Expedierad" in whole,
            False,
        )


def test_why_an_edition_was_made_is_told_to_whom_it_was_sent(root: Path) -> None:
    adopt_anew(root, FIRST)
    freeze_second(root)
    archive = read_archive(root)
    first, second = archive.frozen
    only_first = replace(second, articles={"EST": second.articles["EST"]})
    archive = replace(archive, frozen=(first, only_first))
    said = {}
    for reader in ("EST", "BRÅ"):
        site = make_site(root, archive, find_reader(archive.mall, reader))
        said[reader] = "Fel antal" in site.pages["rapporter/2026-10-version-1.html"].html
    assert said == {"EST": True, "BRÅ": False}


def test_a_second_edition_is_made_ready_to_send(root: Path, tmp_path: Path) -> None:
    asked = ("send", "2026-10", "--out", str(tmp_path / "ut"))
    adopt_anew(root, FIRST)
    freeze_second(root)
    done = run(*asked)
    assert done.exit_code == 0, done.output
    for part in (
        "Ämne: Lägesrapport oktober 2026, version 2, KS 2026/51\n",
        "Den fastställdes den 12 november 2026. Det är version 2, som ersätter version 1 från den "
        "2 november 2026. Skäl: Fel antal. Diarienummer: KS 2026/51.\n\nFilerna",
        f'Lägg till under "expedierad" i {REPORT} när det är gjort, med dagen då det sändes:\n\n'
        "  - {mottagare: Lokala BRÅ, datum: ÅÅÅÅ-MM-DD}\n",
    ):
        assert part in done.output, part
    assert "Filen säger" not in done.output
    edit(root, REPORT, write_rows(FIRST), write_rows(FIRST, "2026-11-13"))
    again = run(*asked).output
    assert "Filen säger att den sändes till Lokala BRÅ den 13 november 2026." in again
    assert "Lägg till" not in again


def test_what_the_check_says_of_a_sent_report_can_be_done(root: Path) -> None:
    edit(root, REPORT, ROW, "")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    edit(root, ENTRY, "samma som:", "antal: 3\nsamma som:")
    again = (
        'lagesbild freeze 2026-10 --version 2 --reason "…" --by FUNKTION. Händelser i oktober 2026'
    )
    said = run("check").output
    assert (
        "Posten ingår i rapporten för oktober 2026, som frystes 2 nov 2026. "
        'Sedan dess är raden "antal" ändrad.'
    ) in said
    anew = (
        'Eller fastställ rapporten på nytt, skriv den nya dagen i "fastställd", tidigast 3 nov 2026, '
        "och ge ut den:"
    )
    assert f"{anew} {again}" in said
    edit(root, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-12")
    said = run("check").output
    assert (
        "fastställd: Rapporten för oktober 2026 frystes 2 nov 2026, och är fastställd på nytt "
        "12 nov 2026. Skrevs dagen av misstag, så lägg tillbaka det som stod. "
        f"Är den rätt, så ge ut rapporten på nytt: {again}"
    ) in said
    # What is right is never to be put back: that is said of a mistake alone.
    assert re.findall(r"(\w+), så lägg tillbaka det som stod|(Lägg tillbaka)", said) == [
        ("misstag", "")
    ]
    assert anew not in said
    freeze_second(root)
    assert run("check").exit_code == 0
    edit(root, ENTRY, "antal: 3", "antal: 4")
    said = run("check").output
    assert (
        "Posten ingår i version 2 av rapporten för oktober 2026, som frystes 12 nov 2026. Sedan dess"
        in said
    )
    assert "--version 3" in said


# What is changed after the first edition, and whether a second can be adopted on the same day.
SAME_DAY = {
    "the report's own words, which the edition is known by": (REPORT, "torget är lugnare", "torget blev lugnare", True),
    "a number, which is known by the day of adoption alone": (ENTRY, "samma som:", "antal: 3\nsamma som:", False),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME_DAY)
def test_a_second_edition_of_the_same_day_is_given_out_or_the_next_day_is_told(
    name: str, root: Path
) -> None:
    path, old, new, is_same = SAME_DAY[name]
    edit(root, REPORT, ROW, "")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-02")
    edit(root, path, old, new)
    assert (", tidigast 3 nov 2026, och ge ut den" in run("check").output) is not is_same
    again = ("freeze", "2026-10", *BY, "--version", "2", "--reason", "Fel.")
    done = run(*again)
    assert done.exit_code == (0 if is_same else 1), done.output
    told = (
        'skriv den nya dagen i "fastställd", tidigast den 3 november 2026: bara på dagen syns det'
    )
    assert (told in done.output) is not is_same
    if not is_same:
        edit(root, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-03")
        done = run(*again)
        assert done.exit_code == 0, done.output
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("adopted", "approved", "said"),
    [
        ("2026-11-02", "2026-10-19", ", tidigast 20 okt 2026, så att alla ser att mötets fil är"),
        ("9999-12-31", "igår", '"godkänd", så att alla ser att mötets fil är'),
    ],
)
def test_a_day_that_only_a_frozen_file_tells_may_be_any(
    adopted: str, approved: str, said: str, root: Path
) -> None:
    path = "entries/2026-10-15/index.md"
    edit(root, REPORT, ROW, "")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    (frozen,) = read_archive(root).frozen
    kept = replace(frozen.records[path], approved=approved)
    records = {**frozen.records, path: kept}
    other = replace(frozen, day=date.fromisoformat(adopted), records=records)
    (root / frozen.path).write_text(write_frozen(other), "utf-8")
    edit(root, path, "nivå: förhöjd", "nivå: hög")
    assert said in run("check").output


def test_a_new_edition_is_warned_of_what_its_summary_says(root: Path) -> None:
    """The number was right in the first edition, and the entry has been corrected since."""
    said = "I oktober rapporterades en händelse."
    edit(root, REPORT, "Skadegörelsen vid Norra skolan ökar.", said)
    adopt_anew(root)
    told = f'"{said}" säger 1 händelse. I rapporten för oktober 2026 räknar arkivet 3.'
    checked = run("check").output
    # That it is another than what was sent does not stand in the way.
    assert ("är fastställd på nytt" in checked, told in checked) == (True, True), checked
    assert "redan fryst" not in checked
    done = run("freeze", "2026-10", *BY, "--version", "2", "--reason", "Fel antal.").output
    warned, frozen = done.index(told), done.index("Fryst: ")
    assert warned < done.index("varning: Rapporten fryses med det") < frozen
    assert "Rapporten är redan fryst: rätta i en ny version." in run("check").output
    # Whoever is about to send it is told before any letter.
    sent = run("send", "2026-10", "--out", str(root.parent / "ut")).output
    assert sent.index(told) < sent.index("=== Lokala BRÅ")
    edit(root, REPORT, said, "I oktober rapporterades tre händelser.")
    assert "säger" not in run("check").output
