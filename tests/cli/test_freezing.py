"""A report that is sent stays what was sent: the whole story, in a real repository."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.article.frozen import read_article
from generator.article.values import numbers_of
from generator.cli import guarding
from generator.documents.frozen import find_wanting
from generator.intake.folder import finish_together
from generator.pages.site import build_site
from generator.records import (
    Expunged,
    Frozen,
    Meeting,
    SentFile,
    digest_record,
    load_archive,
    read_archive,
    write_frozen,
)
from generator.records.files import read_record
from generator.records.frozen import read_frozen
from tests.cli.freezing import edit, leave_out_documents, run, start_small
from tests.site.building import commit_all, run_git
from tests.written import WITHHELD

pytestmark = pytest.mark.slow

REPORT = "entries/rapporter/2026-10.md"
SENT, SECOND = "entries/rapporter/2026-10.sent.json", "entries/rapporter/2026-10.sent-2.json"
ENTRY = "entries/2026-10-15/polisen-fonster.md"
STATISTICS = "entries/2026-10-15/polisen-anmalda-brott.md"
BY = ("--by", "Trygghetssamordnare")
CORRECTION = "rättelser: [{datum: 2026-11-10, fält: antal, stod: inget, ska stå: 3, skäl: Två till, av: Polisen}]\n"


@pytest.fixture(autouse=True)
def _no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the tables alone."""
    leave_out_documents(monkeypatch)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive in a repository of its own."""
    return start_small(tmp_path / "arkiv", monkeypatch)


def words(html: str) -> str:
    """Return what a page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_everything_missing_is_said_at_once(root: Path) -> None:
    for row in ("diarienummer", "sekretessprövning", "upprättad", "fastställd", "expedierad"):
        edit(root, REPORT, f"{row}:", f"#: {row}:")
    edit(
        root,
        REPORT,
        "Skadegörelsen vid Norra skolan ökar. Fredagskvällarna på torget är lugnare.",
        "",
    )
    shutil.move(root / "entries/2026-10-15/skolan-lugnare.md", root / "skolan.txt")
    result = run("freeze", "2026-10", "--by", "Anna")
    assert result.exit_code == 1
    assert result.output.splitlines()[1:] == [
        '  - "Anna" är ingen funktion. Mallen har Trygghetssamordnare eller Säkerhetschef.',
        '  - Skolan har inte rapporterat. Vänta på svaret eller lägg till --missing "Skolan".',
        "  - Sammanfattningen är inte skriven.",
        '  - Raden "diarienummer" saknas eller är tom i rapportens fil.',
        '  - Raden "sekretessprövning" saknas eller är tom i rapportens fil.',
        '  - Raden "upprättad" saknas eller är tom i rapportens fil.',
        '  - Raden "fastställd" saknas eller är tom i rapportens fil.',
    ]
    assert not (root / SENT).exists()
    assert "Skolan har inte" not in run("freeze", "2026-10", *BY, "--missing", "Skolan").output


def test_what_is_warned_of_in_the_report_is_said_when_it_is_kept(root: Path) -> None:
    edit(
        root,
        REPORT,
        "Skadegörelsen vid Norra skolan ökar.",
        "I oktober rapporterades nio händelser.",
    )
    result = run("freeze", "2026-10", *BY)
    assert result.exit_code == 0
    first, warning, *_ = result.output.splitlines()
    assert (first, warning.partition(":")[0]) == ("1 varning:", REPORT)
    assert "säger 9 händelser" in warning


def test_only_the_page_says_to_whom_it_was_sent(root: Path) -> None:
    """The report is written before it is sent, and the row of when is added after."""
    text = (root / REPORT).read_text("utf-8")
    row = re.search(r"^expedierad:\n(?:  .*\n)+|^expedierad:.*\n", text, re.MULTILINE)
    assert row
    edit(root, REPORT, row[0], "")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    page = "rapporter/2026-10.html"
    assert "Expedierad" not in words(build_site(root).pages[page].html)
    edit(root, REPORT, "diarienummer:", f"{row[0]}diarienummer:")
    assert load_archive(root).faults == []
    assert "Expedierad Lokala BRÅ 2 november 2026" in words(build_site(root).pages[page].html)
    assert "Expedierad" not in (root / SENT).read_text("utf-8")


def test_all_who_are_silent_are_named_in_one_line(root: Path) -> None:
    archive = load_archive(root).archive
    assert archive is not None
    silent = replace(archive, entries=())
    (said,) = find_wanting(silent, silent.report["2026-10"], "Trygghetssamordnare", ())
    assert said == (
        "Polisen och Skolan har inte rapporterat. Vänta på svaren eller "
        'lägg till --missing "Polisen" --missing "Skolan".'
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2026-10",), "by saknas"),
        (("2026-13", *BY), "Skriv månaden"),
        (("2026-07", *BY), "eftersom inget möte som står som hållet hör till den"),
        (("2026-09", *BY), "Rapporten har ingen fil än. Skriv lagesbild new report 2026-09.\n"),
        (("2026-10", *BY, "--version", "2", "--reason", "x"), "inte fryst än"),
        (("2026-10", *BY, "--missing", "Skolorna"), 'ingen organisation som heter "Skolorna"'),
    ],
)
def test_what_cannot_be_frozen_is_refused(
    root: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("freeze", *arguments)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert not (root / SENT).exists()


def test_a_planned_meeting_that_nothing_is_known_of_is_warned_of(root: Path) -> None:
    edit(root, "entries/mall.yml", "dagar emellan: 28", "dagar emellan: 14")
    result = run("freeze", "2026-10", *BY)
    assert result.exit_code == 0, result.output
    assert "varning: Ett möte var planerat den 29 oktober 2026, men" in result.output


def test_one_who_adopts_their_own_report_is_warned(root: Path) -> None:
    edit(root, REPORT, "av: Säkerhetschef", "av: Trygghetssamordnare")
    result = run("freeze", "2026-10", *BY)
    assert result.exit_code == 0
    assert "varning: Trygghetssamordnare har både upprättat och fastställt" in result.output


def test_the_same_archive_gives_the_same_file(root: Path) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    first = take_sent(root)
    assert sorted(first) == [SENT.replace("json", f"{reader}.pdf") for reader in ("bra", "est")] + [
        SENT
    ]
    assert run("freeze", "2026-10", *BY).exit_code == 0
    assert take_sent(root) == first


def take_sent(root: Path) -> dict[str, bytes]:
    """Return what a freezing wrote, and take it away."""
    files = {
        f"entries/rapporter/{file.name}": file
        for file in (root / "entries/rapporter").glob("*.sent*")
    }
    found = {path: file.read_bytes() for path, file in files.items()}
    for file in files.values():
        file.unlink()
    return found


def test_a_report_that_has_changed_since_it_was_adopted_is_adopted_anew(root: Path) -> None:
    edit(root, ENTRY, "samma som:", f"antal: 3\n{CORRECTION}samma som:")
    result = run("freeze", "2026-10", *BY)
    assert (result.exit_code, (root / SENT).exists()) == (1, False)
    assert "Arkivet är ändrat sedan rapporten fastställdes den 2 november 2026" in result.output


def test_the_story_of_a_report(root: Path) -> None:
    # Adopted, and frozen: the page is what was sent.
    result = run("freeze", "2026-10", *BY)
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        f"Fryst: rapporten för oktober 2026, {SENT}",
    )
    assert "med det läge de hade den 2 november 2026, då den fastställdes." in result.output
    commit_all(root, "2026-11-03")
    assert run("check").exit_code == 0
    page = words(build_site(root).pages["rapporter/2026-10.html"].html)
    assert "Sedan rapporten sändes" not in page
    again = run("freeze", "2026-10", *BY)
    assert "Rapporten är redan fryst" in again.output

    # A number changed in silence is refused, and says what was sent and what it would be.
    edit(root, ENTRY, "samma som:", "antal: 3\nsamma som:")
    result = run("check")
    assert result.exit_code == 1
    assert "Händelser i oktober 2026: sänt 1, skulle bli 3" in result.output

    # In the open it is told, with both numbers and why; the sent one stays.
    edit(root, ENTRY, "samma som:", f"{CORRECTION}samma som:")
    assert run("check").exit_code == 0
    commit_all(root, "2026-11-10")
    pages = build_site(root).pages
    page = words(pages["rapporter/2026-10.html"].html)
    assert "Sedan rapporten sändes är fyra tal andra." in page
    assert "Rättelse: antal var inget, ska vara 3. Två till. Händelser i oktober 2026 1 3" in page
    assert 'class="lb-changed" href="#_andrat"' in pages["rapporter/2026-10.html"].html

    # A late entry belongs to the next meeting; in this one's folder it is refused.
    late = root / "entries/2026-10-15/skolan-klotter.md"
    late.write_text(
        "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\n"
        "---\n# Ny skada på gaveln\nGaveln har fått en ny skada.\n"
    )
    result = run("check")
    assert result.exit_code == 1
    assert "Flytta den till nästa möte, 2026-11-12" in result.output

    # A new edition takes it up; the earlier stays, and each says of the other.
    refused = run("freeze", "2026-10", *BY, "--version", "3")
    assert "--version 2" in refused.output
    edit(root, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-12")
    before = (root / SENT).read_bytes()
    result = run("freeze", "2026-10", *BY, "--version", "2", "--reason", "En post kom för sent")
    assert result.exit_code == 0, result.output
    commit_all(root, "2026-11-12")
    assert run("check").exit_code == 0
    assert (root / SENT).read_bytes() == before
    pages = build_site(root).pages
    second, first = (words(pages[f"rapporter/2026-10{v}.html"].html) for v in ("", "-version-1"))
    assert "Version 2. Den ersätter version 1 , som fastställdes den 2 november 2026." in second
    assert "Version 1 är ersatt av version 2 , fastställd den 12 november" in first
    assert 'href="2026-10-version-1.html"' in pages["rapporter/2026-10.html"].html
    assert "Sedan rapporten sändes" not in second
    archive = read_archive(root)
    assert [(one.version, one.reason) for one in archive.frozen] == [
        (1, ""),
        (2, "En post kom för sent"),
    ]

    # One changed byte in what is kept is refused.
    kept = (root / SECOND).read_bytes()
    (root / SECOND).write_bytes(kept.replace(b'"value":4', b'"value":5', 1))
    assert (root / SECOND).read_bytes() != kept
    assert "är ändrad efter att rapporten frystes, eller skadad" in run("check").output
    (root / SECOND).write_bytes(kept)
    assert read_frozen(root, SECOND).version == 2


class Killed(BaseException):
    """The computer was turned off."""


def freeze_until(root: Path, steps: int) -> bool:
    """Freeze until so many things have been done to the archive's files; say whether it came to an end."""
    done = 0

    def stopping(work: Callable[..., object]) -> Callable[..., object]:
        def step(self: Path, *arguments: object, **more: object) -> object:
            nonlocal done
            if self.is_relative_to(root):
                if done == steps:
                    raise Killed
                done += 1
            return work(self, *arguments, **more)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in ("write_bytes", "write_text", "rename", "replace", "mkdir", "unlink"):
            patch.setattr(Path, name, stopping(getattr(Path, name)))
        try:
            return run("freeze", "2026-10", *BY).exit_code == 0
        except Killed:
            return False


def test_a_freezing_that_is_killed_anywhere_is_done_or_undone(root: Path) -> None:
    whole, ends = {}, []
    for steps in range(50):
        is_done = freeze_until(root, steps)
        finish_together(root)
        assert [*(root / "entries").glob(".kom*")] == []
        assert load_archive(root).problems == []
        found = take_sent(root)
        ends.append(bool(found))
        whole = whole or found
        assert found in ({}, whole)
        if is_done:
            break
    assert is_done
    assert (ends.count(False) > 1, ends.count(True) > 1) == (True, True)


SAME_DAY = "{{datum: 2026-11-02, fält: antal, stod: {}, ska stå: {}, skäl: {}, av: Polisen}}"


def test_what_is_frozen_and_not_sent_is_not_said_to_be_sent(root: Path) -> None:
    text = (root / REPORT).read_text("utf-8")
    (root / REPORT).write_text(re.sub(r"expedierad: .*\n", "", text), "utf-8")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    edit(root, ENTRY, "samma som:", f"antal: 3\n{CORRECTION}samma som:")
    commit_all(root, "2026-11-10")
    page = words(build_site(root).pages["rapporter/2026-10.html"].html)
    assert "Sedan rapporten frystes är fyra tal andra." in page
    assert "Rapporten står här som den frystes." in page
    assert "Fryst I dag" in page
    assert "sändes" not in page


@pytest.mark.parametrize(
    ("reader", "has_history"), [(None, True), (None, False), ("BRÅ", True), ("BRÅ", False)]
)
def test_a_correction_of_the_day_of_adoption_is_told_with_its_reason(
    reader: str | None, has_history: bool, root: Path
) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    same_day = SAME_DAY.format(1, 2, "Tvåan kom sent")
    later = SAME_DAY.format(2, 3, "Trean kom senare").replace("11-02", "11-05")
    edit(root, ENTRY, "samma som:", f"antal: 3\nrättelser: [{same_day}, {later}]\nsamma som:")
    commit_all(root, "2026-11-10")
    if not has_history:
        shutil.rmtree(root / ".git")
    page = words(build_site(root, reader=reader).pages["rapporter/2026-10.html"].html)
    assert (
        page.count("Ändrades i efterhand. Rättelse: antal var 1, ska vara 2. Tvåan kom sent.") == 1
    )
    assert page.count("Rättelse: antal var 2, ska vara 3. Trean kom senare.") == 1


REMOVE = ("--beslut", "KS 2026/140", "--av", "Trygghetssamordnare", "--datum", "2026-11-16")
GONE = "Borttaget 2026-11-16: personuppgift"


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        (
            "2026-10-15/skolan-lugnare",
            ["Lugnare fredagar på torget"],
        ),
        ("2026-10-15", ["Skadegörelsen vid skolan fortsätter", "Kostnaderna fortsätter att öka"]),
        ("2026-10", ["Fredagskvällarna på torget är lugnare"]),
    ],
)
def test_what_may_not_be_kept_goes_from_what_was_sent_too(
    root: Path, name: str, gone: list[str]
) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    before = read_frozen(root, SENT)
    assert all(one in before.articles["EST"] for one in gone)
    result = run("remove", name, *REMOVE)
    assert f"Tömd i det som frystes, talen står kvar: {SENT}" in result.output
    after = read_frozen(root, SENT)
    assert not any(one in (root / SENT).read_text("utf-8") for one in gone)
    assert GONE in after.articles["EST"]
    assert numbers_in(after) == numbers_in(before)
    (told,) = after.expunged
    assert (told.record, told.decision, told.before) == (name, "KS 2026/140", before.sha256)
    assert after.files == before.files
    assert load_archive(root).faults == []
    assert GONE in words(build_site(root).pages["rapporter/2026-10.html"].html)
    # Asked again, it finds nothing more.
    assert "Tömd i det som frystes" not in run("remove", name, *REMOVE).output
    assert read_frozen(root, SENT) == after


PLACE_CORRECTION = "rättelser: [{datum: 2026-11-10, fält: plats, stod: Norra skolan, ska stå: Centrum, skäl: Fel, av: Polisen}]\n"


def test_a_plats_that_had_no_post_then_is_told_and_no_total(root: Path) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    edit(root, ENTRY, "plats: Norra skolan", "plats: Centrum")
    edit(root, ENTRY, "samma som:", f"{PLACE_CORRECTION}samma som:")
    commit_all(root, "2026-11-10")
    page = words(build_site(root).pages["rapporter/2026-10.html"].html)
    told = page[page.rfind("Tal Sänt I dag") : page.rfind("Underlag Områden")]
    assert told.strip() == (
        "Tal Sänt I dag 10 nov 2026: Skadegörelsen vid skolan är anmäld . "
        "Rättelse: plats var Norra skolan, ska vara Centrum. Fel. "
        "Poster i oktober 2026, Norra skolan 2 1 Poster i oktober 2026, Centrum 0 1"
    )


def test_a_plats_that_has_no_post_any_more_has_nought(root: Path) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    entry = "entries/2026-10-15/skolan-lugnare.md"
    told = PLACE_CORRECTION.replace("Norra skolan", "Stora torget")
    edit(root, entry, "plats: Stora torget", f"{told}plats: Centrum")
    commit_all(root, "2026-11-10")
    page = words(build_site(root).pages["rapporter/2026-10.html"].html)
    assert "Poster i oktober 2026, Stora torget 1 0 Poster i oktober 2026, Centrum 0 1" in page
    assert "inget tal" not in page


REMOVED_POST = "Innehållet är borttaget. Skäl: personuppgift. Posten räknas inte."


@pytest.mark.parametrize(
    ("reader", "named"), [(None, "En post från Polisen ."), ("BRÅ", "En post.")]
)
def test_a_removal_is_told_as_the_reason_and_no_word_of_the_heading(
    reader: str | None, named: str, root: Path
) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    assert run("remove", "2026-10-15/polisen-fonster", *REMOVE).exit_code == 0
    commit_all(root, "2026-11-16")

    def tell() -> str:
        page = words(build_site(root, reader=reader).pages["rapporter/2026-10.html"].html)
        return page[page.rfind("Rapporten står här") : page.rfind("Underlag Områden")]

    def hold(said: str) -> None:
        assert f"16 nov 2026: {named} {REMOVED_POST}" in said
        assert "Poster i oktober 2026 4 3" in said
        assert "Händelser i en post som har tagits bort 1 inget tal" in said
        assert "fonster" not in said
        assert "förklarar det" not in said

    hold(tell())
    # Where there is no history, as in a year that was laid up, what was sent tells of it.
    shutil.rmtree(root / ".git")
    hold(tell())


def test_a_removed_table_takes_no_month_from_others(root: Path) -> None:
    """What its rows and columns are called goes, but not what every table of the report says."""
    # As if it had been there all along.
    shutil.rmtree(root / ".git")
    table = (root / STATISTICS).with_suffix(".csv")
    table.write_text(
        "Brottstyp;sep 2026;okt 2026\nKlotter på kiosken;2;4\nTotalt;2;4\n", "utf-8", newline="\n"
    )
    edit(root, STATISTICS, ", anmälningsdatum: ja}", "}")
    edit(
        root,
        STATISTICS,
        "I september anmäldes 21 brott i kommunen, mot 18 i september i fjol. ",
        "",
    )
    assert run("freeze", "2026-10", *BY).exit_code == 0
    before = read_frozen(root, SENT)
    assert "Klotter på kiosken" in before.articles["EST"]
    months = before.articles["EST"].count('"okt 2026"')
    assert months
    assert run("remove", "2026-10-15/polisen-anmalda-brott", *REMOVE).exit_code == 0
    after = read_frozen(root, SENT).articles["EST"]
    assert "Klotter på kiosken" not in after
    assert after.count('"okt 2026"') == months


def numbers_in(edition: Frozen) -> dict[str, object]:
    """Return the numbers of an edition by their keys."""
    article = read_article(edition, "EST")
    assert article is not None
    return {number.key: number.amount for number in numbers_of(article)}


def test_a_removal_that_is_killed_is_done_by_the_same_command(root: Path) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    name = "2026-10-15/skolan-lugnare"
    write_over = guarding.write_over
    with pytest.MonkeyPatch.context() as patch:

        def kill(file: Path, text: str) -> None:
            write_over(file, text)
            raise Killed

        patch.setattr(guarding, "write_over", kill)
        with pytest.raises(Killed):
            run("remove", name, *REMOVE)
    assert GONE in (root / SENT).read_text("utf-8")
    assert run("remove", name, *REMOVE).exit_code == 0
    assert "avlägsnad" in (root / f"entries/{name}.md").read_text("utf-8")
    assert load_archive(root).faults == []


def test_nothing_is_emptied_while_what_was_sent_cannot_be_read(root: Path) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    (root / SENT).write_text("{}\n")
    before = (root / ENTRY).read_text("utf-8")
    result = run("remove", "2026-10-15/polisen-fonster", *REMOVE)
    assert (result.exit_code, (root / ENTRY).read_text("utf-8")) == (2, before)
    assert "så inget är tömt" in result.output


FORGED = "Rånen vid Norra skolan ökar."


def forge(root: Path) -> None:
    """Write other words in what was sent, and a sum that fits."""
    edition = read_frozen(root, SENT)
    articles = {
        reader: text.replace("Skadegörelsen vid Norra skolan ökar.", FORGED)
        for reader, text in edition.articles.items()
    }
    assert articles != edition.articles
    (root / SENT).write_text(write_frozen(replace(edition, articles=articles)), "utf-8")


TAKEN = "2026-10-15/skolan-lugnare"
TOLD = Expunged(
    date(2026, 11, 16), TAKEN, "personuppgift", "KS 2026/140", "Trygghetssamordnare", ""
)


def take_out(root: Path, change: Callable[[Frozen], Frozen]) -> None:
    """Take a record out by decision, and change what is left of what was sent besides."""
    assert run("remove", TAKEN, *REMOVE).exit_code == 0
    edition = read_frozen(root, SENT)
    changed = change(edition)
    assert changed != edition
    (root / SENT).write_text(write_frozen(changed), "utf-8")


def put(edition: Frozen, old: str, new: str) -> Frozen:
    """Write other words in all articles of an edition."""
    articles = {reader: text.replace(old, new) for reader, text in edition.articles.items()}
    return replace(edition, articles=articles)


SUMMARY = "Skadegörelsen vid Norra skolan ökar."


def forge_words(edition: Frozen) -> Frozen:
    return put(edition, SUMMARY, f"{FORGED} {GONE}")


def forge_part(edition: Frozen) -> Frozen:
    """Put the line of why in the place of a name that is no one's words."""
    articles = {
        reader: re.sub('"unit":"[^"]+"', f'"unit":"{GONE}"', text)
        for reader, text in edition.articles.items()
    }
    return replace(edition, articles=articles)


def forge_files(edition: Frozen) -> Frozen:
    name = "lagesrapport-2026-10-bra.pdf"
    return replace(edition, files=(*edition.files, SentFile(name, "BRÅ", "0" * 64)))


def forge_reason(edition: Frozen) -> Frozen:
    (row,) = edition.expunged
    said = f"Borttaget 2026-11-16: {FORGED}"
    return replace(put(edition, GONE, said), expunged=(replace(row, reason=FORGED),))


def forge_before(edition: Frozen) -> Frozen:
    (row,) = edition.expunged
    return replace(edition, expunged=(replace(row, before="0" * 64),))


def forge_record(edition: Frozen) -> Frozen:
    """Say that a record was taken out that has never been."""
    return replace(edition, expunged=(*edition.expunged, replace(TOLD, record="2026-10-15/x")))


def forge_digest(edition: Frozen) -> Frozen:
    kept = edition.records[ENTRY]
    return replace(edition, records={**edition.records, ENTRY: replace(kept, whole="0" * 64)})


def forge_full(edition: Frozen) -> Frozen:
    """Say that a meeting was taken out, whose words stand as they stood."""
    return replace(edition, expunged=(*edition.expunged, replace(TOLD, record="2026-10-15")))


def forget(root: Path) -> None:
    """Take away all that was sent."""
    for file in (root / "entries/rapporter").glob("2026-10.sent*"):
        file.unlink()


@pytest.mark.parametrize(
    ("change", "said"), [(forge, "är en annan"), (forget, "finns inte längre")]
)
def test_what_was_sent_is_held_against_what_was_first_kept(
    root: Path, change: Callable[[Path], None], said: str
) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    assert run("check").exit_code == 0
    commit_all(root, "2026-11-03")
    change(root)
    for is_committed in (False, True):
        result = run("check")
        assert result.exit_code == 1, is_committed
        assert f"{SENT}:1:1: Rapporten för oktober 2026 är fryst" in result.output
        assert f"frystes i {said}" in result.output
        if not is_committed:
            commit_all(root, "2026-11-21")


def move(root: Path, folder: str, *, first: str = "") -> Path:
    """Move the archive into a folder of its repository, what `first` names before the rest."""
    (root / folder).mkdir()
    for name in ("entries", "decisions"):
        shutil.copytree(root / name, root / folder / name)
    if first:
        commit_all(root, "2026-11-20")
    for name in ("entries", "decisions"):
        shutil.rmtree(root / name)
    return root / folder


@pytest.mark.parametrize("first", ["", "copied"])
@pytest.mark.parametrize(
    ("change", "said"), [(forge, "är en annan"), (forget, "finns inte längre"), (None, "")]
)
def test_what_was_sent_is_known_where_the_archive_lay_before(
    root: Path,
    change: Callable[[Path], None] | None,
    said: str,
    first: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    if change:
        change(root)
    moved = move(root, "arkiv", first=first)
    commit_all(root, "2026-11-21")
    monkeypatch.chdir(moved)
    result = run("check")
    assert ("är fryst, och filen" in result.output) == bool(change), result.output
    assert f"frystes i {said}" in result.output or not change


@pytest.mark.parametrize(
    ("old", "new"), [("exempel: nej", "exempel: ja"), ("kommun: ", "kommun: Norra ")]
)
def test_another_archive_that_lay_in_the_repository_says_nothing_of_this(
    root: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    mall = (root / "entries/mall.yml").read_text("utf-8")
    edit(root, "entries/mall.yml", old, new)
    commit_all(root, "2026-11-03")
    moved = move(root, "arkiv")
    (moved / "entries/mall.yml").write_text(mall, "utf-8")
    forge(moved)
    commit_all(root, "2026-11-21")
    monkeypatch.chdir(moved)
    assert "är fryst, och filen" not in run("check").output


def test_what_the_history_cannot_say_is_said(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Om de frysta rapporterna är som de frystes syns bara i Git, och"
    assert run("freeze", "2026-10", *BY).exit_code == 0
    assert said not in run("check").output
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    commit_all(root, "2026-11-03")
    assert said not in run("check").output
    (root / "utkast.txt").write_text("x", "utf-8")
    commit_all(root, "2026-11-04")
    run_git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "grund")
    monkeypatch.chdir(tmp_path / "grund")
    assert f"{said} här finns bara en del av historiken. Hämta" in run("check").output
    shutil.rmtree(root / ".git")
    monkeypatch.chdir(root)
    shown = run("check")
    assert (shown.exit_code, f"{said} den här mappen har ingen historik." in shown.output) == (
        0,
        True,
    )
    (root / SENT).unlink()
    assert said not in run("check").output


@pytest.mark.parametrize(
    "change",
    [
        *(forge_words, forge_part, forge_files, forge_reason, forge_before),
        *(forge_record, forge_digest, forge_full),
    ],
)
def test_no_other_change_hides_behind_what_was_taken_out(
    root: Path, change: Callable[[Frozen], Frozen]
) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    take_out(root, change)
    commit_all(root, "2026-11-21")
    # It is told of by one rule or the other.
    result = run("check")
    assert (result.exit_code, "filen som den frystes i är en annan" in result.output) == (1, True)


def test_a_meeting_that_is_not_emptied_was_not_taken_out(root: Path) -> None:
    """Its new digest in what was sent makes a change in silence look like none."""
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    assert run("remove", "2026-10-15", *REMOVE).exit_code == 0
    assert "är fryst, och filen" not in run("check").output
    meeting = "entries/2026-10-15/index.md"
    edit(root, meeting, "Texten togs bort", f"{FORGED}\n\nTexten togs bort")
    edition = read_frozen(root, SENT)
    source = read_record(root, meeting)
    records = {**edition.records, meeting: digest_record(Meeting, source)}
    (root / SENT).write_text(write_frozen(replace(edition, records=records)), "utf-8")
    assert "frystes i är en annan" in run("check").output


@pytest.mark.parametrize("name", ["2026-10-15/polisen-fonster", TAKEN, "2026-10-15", "2026-10"])
def test_what_was_taken_out_by_decision_is_no_change(name: str, root: Path) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    assert "Tömd i det som frystes" in run("remove", name, *REMOVE).output
    commit_all(root, "2026-11-04")
    result = run("check")
    assert (result.exit_code, "är fryst, och filen" in result.output) == (0, False), result.output
    # Another one goes too.
    again = "2026-10" if name != "2026-10" else "2026-10-15"
    assert "Tömd i det som frystes" in run("remove", again, *REMOVE).output
    assert "är fryst, och filen" not in run("check").output


def test_what_was_taken_out_may_be_disposed_of_or_written_anew(root: Path) -> None:
    edit(root, "entries/mall.yml", "exempel: ja", "exempel: nej")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    commit_all(root, "2026-11-03")
    for name in (TAKEN, "2026-10"):
        assert "Tömd i det som frystes" in run("remove", name, *REMOVE).output
    commit_all(root, "2026-11-16")
    (root / f"entries/{TAKEN}.md").unlink()
    row = f"gallrat:\n  - {{id: {TAKEN}, datum: 2026-11-17, beslut: KS 2026/141}}\n"
    (root / "entries/gallrat.yml").write_text(row, "utf-8")
    assert run("check").exit_code == 0
    text = (root / REPORT).read_text("utf-8")
    text = re.sub("Texten togs bort.*", "Torget är lugnare.", text)
    text = re.sub(r"(fastställd: \{.*datum: '?)2026-11-02", r"\g<1>2026-11-18", text)
    (root / REPORT).write_text(text, "utf-8")
    commit_all(root, "2026-11-18")
    done = run(
        *("freeze", "2026-10", *BY, "--version", "2", "--reason", "Ny text"), "--missing", "Skolan"
    )
    assert done.exit_code == 0, done.output
    commit_all(root, "2026-11-19")
    checked = run("check")
    assert checked.exit_code == 0, checked.output


def test_a_correction_of_what_is_withheld_is_told_as_another_class(root: Path) -> None:
    path = "entries/2026-10-15/polisen-tecken.md"
    (root / path).write_text(WITHHELD, "utf-8")
    # As if it had been there all along.
    shutil.rmtree(root / ".git")
    assert run("freeze", "2026-10", *BY).exit_code == 0
    page = "rapporter/2026-10.html"
    assert "Sedan rapporten sändes" not in build_site(root, None, "BRÅ").pages[page].html
    told = "rättelser: [{datum: 2026-11-10, fält: antal, stod: 2, ska stå: 6, skäl: Viskat, av: Polisen}]\n"
    edit(root, path, "antal: 2\n", f"antal: 6\n{told}")
    said = words(build_site(root, None, "BRÅ").pages[page].html)
    row = "Händelser i oktober 2026, Tecken på nätverk färre än 5 5–9"
    assert row in said
    assert "kan vara en ändring i en post som inte sprids hit" in said
    assert "Viskat" not in said


# How a function and an organisation are written, and how the mall has them.
WRITTEN_AS = [
    ("trygghetssamordnare", "polisen", "Trygghetssamordnare", "Polisen"),
    (" SÄKERHETSCHEF ", "Grundskolan", "Säkerhetschef", "Skolan"),
]


@pytest.mark.parametrize(("by", "missing", "function", "organisation"), WRITTEN_AS)
def test_who_freezes_is_known_however_the_letters_are_and_kept_as_in_the_mall(
    by: str, missing: str, function: str, organisation: str, root: Path
) -> None:
    done = run("freeze", "2026-10", "--by", by, "--missing", missing)
    assert done.exit_code == 0, done.output
    (frozen,) = read_archive(root).frozen
    assert (frozen.by, frozen.missing) == (function, (organisation,))


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ("trygghetssamordnare", "Personuppgift"),
        ("SKOLAN", "SEKRETESS"),
        ("Grundskolan", "sekretess"),
    ],
)
def test_who_removes_is_known_however_the_letters_are_and_kept_as_in_the_mall(
    by: str, reason: str, root: Path
) -> None:
    assert run("freeze", "2026-10", *BY).exit_code == 0
    options = ("--skal", reason, "--beslut", "KS 2026/140", "--av", by, "--datum", "2026-11-16")
    done = run("remove", "2026-10-15/skolan-lugnare", *options)
    assert done.exit_code == 0, done.output
    removed = read_archive(root).entry["2026-10-15/skolan-lugnare"]
    signer = "Trygghetssamordnare" if by.startswith("tr") else "Skolan"
    text = (root / removed.path).read_text("utf-8")
    assert f"skäl: {reason.casefold()}\n" in text
    assert f'av: "{signer}"\n' in text
    (sent,) = read_archive(root).frozen
    assert {row.by for row in sent.expunged} == {signer}
