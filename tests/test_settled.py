"""What comes after something was settled: told by `check` and by the report, or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.article.values import Article, Facts, Line, Ref, walk
from generator.cli import main
from generator.pages.base.build import Build
from generator.pages.history import read_since
from generator.pages.report.compose import compose_report
from generator.pages.report.facts import find_report_facts
from generator.pages.shared.changes import list_changes
from generator.pages.shared.months import MonthlyCounts
from generator.records import load_archive
from tests.article.composed import ids_of
from tests.pages.composing import items_in, say
from tests.places import ARCHIVES
from tests.site.building import commit_all, run_git

pytestmark = pytest.mark.slow

# The meeting of 15 October was taken up in a report that was adopted and sent on 2 November.
REPORT = "entries/rapporter/2026-10.md"
LATE = "entries/2026-10-15/skolan-klotter.md"
POST = "entries/2026-10-15/polisen-fonster.md"
NEW = """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-10-07
---
# Ny skada på skolans gavel
Gaveln har fått en ny skada.
"""
MOVED = "Händelser i oktober går från 1 till 2 och poster i oktober från 4 till 5."
SENT_AGAIN = "expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-02}, {mottagare: Lokala BRÅ, datum: 2026-11-20}]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small archive, committed as one would who brings all of it at once."""
    shutil.copytree(ARCHIVES / "small", tmp_path / "arkiv")
    commit_all(tmp_path / "arkiv", "2026-11-20")
    return tmp_path / "arkiv"


def write(folder: Path, path: str, text: str) -> None:
    """Write a file of an archive."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Change one thing in a file."""
    text = (folder / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(folder, path, text.replace(old, new))


def check(folder: Path) -> str:
    """Return what `check` says."""
    return CliRunner().invoke(main, ["check", str(folder)], catch_exceptions=False).output


def told(folder: Path) -> list[str]:
    """Return the files that `check` says have changed something settled."""
    settled = r"^(\S+?):\d+:\d+: .*(?:, fastställd|godkändes )"
    return re.findall(settled, check(folder), re.MULTILINE)


def report(folder: Path, month: str = "2026-10") -> Article:
    """Compose a month's report."""
    archive = load_archive(folder).archive
    assert archive is not None
    build = Build(archive, {}, since=read_since(folder, archive))
    facts = find_report_facts(MonthlyCounts(build), list_changes(archive), archive.report[month])
    return compose_report(facts)


def listed(folder: Path) -> list[str]:
    """Return what the report lists as changed since it was adopted."""
    parts = [part for part in report(folder).sections if part.id == "_andrat"]
    return [words for part in parts for words in items_in(part)]


def version(folder: Path) -> str:
    """Return the report's version."""
    return say(version_of(folder))


def version_of(folder: Path) -> Line:
    """Return the line of the report's version."""
    parts = walk(report(folder).sections)
    facts = [block for part in parts for block in part.blocks if isinstance(block, Facts)]
    (found,) = (line for block in facts for name, line in block.rows if name == "Version")
    return found


def test_what_was_brought_at_once_has_nothing_late(folder: Path) -> None:
    assert (told(folder), listed(folder), version(folder)) == ([], [], "1")


def put_in(folder: Path) -> None:
    write(folder, LATE, NEW)


def commit_later(folder: Path) -> None:
    put_in(folder)
    commit_all(folder, "2026-11-25")


def stage(folder: Path) -> None:
    put_in(folder)
    run_git(folder, "add", "--all")


def commit_with_an_old_clock(folder: Path) -> None:
    put_in(folder)
    commit_all(folder, "2020-01-01")


def commit_and_go_on(folder: Path) -> None:
    commit_later(folder)
    change(folder, LATE, "en ny skada.", "en ny skada. Den är lagad.")
    change(folder, REPORT, "Skadegörelsen vid", "All skadegörelse vid")
    commit_all(folder, "2026-11-27")


def merge_a_branch_begun_before(folder: Path) -> None:
    """The branch is older than the adoption; it came into the archive after it."""
    change(folder, REPORT, "fastställd: {datum: 2026-11-02, av: Säkerhetschef}\n", "")
    change(folder, REPORT, "expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-02}]\n", "")
    commit_all(folder, "2026-11-21")
    run_git(folder, "checkout", "--quiet", "-b", "skolan")
    commit_later(folder)
    run_git(folder, "checkout", "--quiet", "main")
    text = (ARCHIVES / "small" / REPORT).read_text(encoding="utf-8")
    write(folder, REPORT, text)
    commit_all(folder, "2026-11-26")
    run_git(folder, "merge", "--quiet", "--no-ff", "-m", "test", "skolan", day="2026-11-28")


def ignore_it(folder: Path) -> None:
    """What Git was told to pass over is counted all the same."""
    write(folder, ".gitignore", "skolan-*\n")
    put_in(folder)


@pytest.mark.parametrize(
    "come",
    [
        put_in,
        commit_later,
        stage,
        commit_with_an_old_clock,
        commit_and_go_on,
        merge_a_branch_begun_before,
        ignore_it,
    ],
)
def test_a_late_post_is_told_however_it_came(come: Callable[[Path], None], folder: Path) -> None:
    come(folder)
    output = check(folder)
    assert f"{LATE}:1:1: Mötet 16 okt 2026 ingår i rapporten för oktober 2026, fastställd" in output
    assert f"{MOVED} Hör posten till nästa möte, 2026-11-12, ligger den i fel mapp." in output
    assert output.startswith("1 varning:\n")
    (line,) = listed(folder)
    assert line.endswith(f"Ny skada på skolans gavel. Lades till i efterhand. {MOVED}")
    assert version(folder).startswith("2, ändrad")


def test_an_archive_below_the_repositorys_top_is_read_too(tmp_path: Path) -> None:
    root = tmp_path / "förråd/arkivet"
    shutil.copytree(ARCHIVES / "small", root)
    commit_all(tmp_path / "förråd", "2026-11-20")
    put_in(root)
    assert told(root) == [LATE]


def test_a_shallow_clone_tells_what_is_certain(folder: Path, tmp_path: Path) -> None:
    """What came before its oldest commit is not known; what came after is."""
    commit_later(folder)
    change(folder, "decisions/2026-11-05-kartlaggning-norra-skolan.md", "ökar och", "ökar, och")
    commit_all(folder, "2026-11-27")
    clone = tmp_path / "grunt"
    run_git(tmp_path, "clone", "--quiet", "--depth=1", folder.as_uri(), str(clone))
    assert (told(clone), listed(clone), version(clone)) == ([], [], "1")
    other = LATE.replace("klotter", "ruta")
    write(clone, other, NEW)
    assert told(clone) == [other]


def without_history(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    put_in(folder)


def nothing_committed(folder: Path) -> None:
    without_history(folder)
    run_git(folder, "init", "--quiet")


@pytest.mark.parametrize("leave", [without_history, nothing_committed])
def test_without_a_history_nothing_is_claimed(leave: Callable[[Path], None], folder: Path) -> None:
    leave(folder)
    assert (told(folder), listed(folder), version(folder)) == ([], [], "1")


def test_without_git_nothing_is_claimed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(folder)
    monkeypatch.setenv("PATH", str(folder))
    assert (told(folder), listed(folder)) == ([], [])


def adopt_with_it(folder: Path) -> None:
    """The report is adopted in the same commit as the post comes."""
    change(folder, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-03")
    change(folder, REPORT, "datum: 2026-11-02}]", "datum: 2026-11-03}]")
    commit_later(folder)


def adopt_it_anew(folder: Path) -> None:
    commit_later(folder)
    change(folder, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-03")
    change(folder, REPORT, "datum: 2026-11-02}]", "datum: 2026-11-03}]")


def move_it_away(folder: Path) -> None:
    commit_later(folder)
    (folder / LATE).rename(folder / LATE.replace("2026-10-15", "2026-11-12"))
    commit_all(folder, "2026-11-27")


def put_it_in_the_next(folder: Path) -> None:
    write(folder, LATE.replace("2026-10-15", "2026-11-12"), NEW)


def change_only_words(folder: Path) -> None:
    change(folder, POST, "är anmälda.", "är anmälda till polisen.")
    change(folder, POST, "tillförlitlighet: bekräftat\n", "tillförlitlighet: iakttaget\n")
    change(folder, "entries/2026-10-15/index.md", "fortsätter.,", "går vidare.,")


def rewrite_line_ends(folder: Path) -> None:
    file = folder / POST
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    "come",
    [
        adopt_with_it,
        adopt_it_anew,
        move_it_away,
        put_it_in_the_next,
        change_only_words,
        rewrite_line_ends,
    ],
)
def test_what_moves_no_settled_number_is_not_told(
    come: Callable[[Path], None], folder: Path
) -> None:
    come(folder)
    assert (told(folder), listed(folder), version(folder)) == ([], [], "1")


def test_who_tells_the_recipients_is_not_asked_again(folder: Path) -> None:
    """The report goes on saying what changed; the varning has done its work."""
    commit_later(folder)
    before = (folder / REPORT).read_text(encoding="utf-8")
    change(folder, REPORT, re.findall("expedierad: .*", before)[0], SENT_AGAIN)
    assert told(folder) == []
    assert len(listed(folder)) == 1
    commit_all(folder, "2026-11-27")
    assert told(folder) == []
    write(folder, LATE.replace("klotter", "ruta"), NEW)
    assert told(folder) == [LATE.replace("klotter", "ruta")]


def test_a_corrected_report_was_sent_anew_on_its_day(folder: Path) -> None:
    change(
        folder,
        POST,
        "samma som",
        "antal: 2\nrättelser:\n  - {datum: 2026-11-20, fält: antal, stod: 1, ska stå: 2, "
        "skäl: Två rutor anmäldes, av: Polisen}\nsamma som",
    )
    assert told(folder) == [POST]
    words = "Rättelse: antal var 1, ska vara 2. Två rutor anmäldes. Händelser i oktober går från 1 till 2."
    assert listed(folder) == [f"20 nov 2026: Skadegörelsen vid skolan är anmäld. {words}"]
    assert version(folder) == "2, rättad 20 nov 2026"
    to = Ref("report", "2026-10", "_andrad-2026-11-20")
    assert to in {span.to for span in version_of(folder)}
    assert to.part in ids_of(report(folder))
    before = (folder / REPORT).read_text(encoding="utf-8")
    change(folder, REPORT, re.findall("expedierad: .*", before)[0], SENT_AGAIN)
    assert told(folder) == []
    assert len(listed(folder)) == 1


# What is written after the report, and dated on the day of its adoption or before.
MENDED_IN_TIME = {
    "a number": (
        "antal: 2\nrättelser:\n  - {datum: 2026-11-02, fält: antal, stod: 1, ska stå: 2, "
        "skäl: Två rutor anmäldes, av: Polisen}\n",
        "Rättelse: antal var 1, ska vara 2. Två rutor anmäldes. Händelser i oktober går från 1 till 2.",
    ),
    "a text, which moves nothing": (
        "rättelser:\n  - {datum: 2026-11-01, fält: text, stod: två rutor, ska stå: en ruta, "
        "skäl: Fel i anmälan, av: Polisen}\n",
        "Rättelse: text var två rutor, ska vara en ruta. Fel i anmälan.",
    ),
    "a withdrawal": (
        "struken: {datum: 2026-11-02, skäl: Det var en övning, av: Polisen}\n",
        "Struken: Det var en övning. Posten räknas inte. ",
    ),
}


@pytest.mark.parametrize(("rows", "words"), MENDED_IN_TIME.values(), ids=MENDED_IN_TIME)
def test_what_is_mended_on_the_day_of_adoption_is_told_with_its_reason(
    rows: str, words: str, folder: Path
) -> None:
    change(folder, POST, "samma som", f"{rows}samma som")
    (line,) = listed(folder)
    assert line.startswith(f"Skadegörelsen vid skolan är anmäld. Ändrades i efterhand. {words}")


def test_what_was_mended_before_the_report_is_none_of_its_changes(folder: Path) -> None:
    rows, _ = MENDED_IN_TIME["a text, which moves nothing"]
    change(folder, POST, "samma som", f"{rows}samma som")
    adopt_it_anew(folder)
    assert (told(folder), listed(folder)) == ([], [])


def test_several_changes_tell_their_own_step_each(folder: Path) -> None:
    put_in(folder)
    write(folder, LATE.replace("klotter", "ruta"), NEW)
    steps = [re.findall(r"oktober går från (\d till \d)", line)[0] for line in listed(folder)]
    assert steps == ["1 till 2", "2 till 3"]
    assert len(told(folder)) == 2


def test_a_file_that_is_gone_is_asked_for(folder: Path) -> None:
    (folder / "entries/2026-10-15/skolan-lugnare.md").unlink()
    output = check(folder)
    assert (
        "Posten har tagits bort efter det. Organisationer som har rapporterat går från 2 av 2"
        in output
    )
    assert (
        output.count(
            "Lägg tillbaka filen. En post som var fel stryker du i stället för att ta bort den.\n"
        )
        == 1
    )
    (line,) = listed(folder)
    assert line.startswith("entries/2026-10-15/skolan-lugnare.md. Filen togs bort i efterhand.")


REMOVED = (
    "avlägsnad: {datum: 2026-11-20, skäl: sekretess, beslut: KS 2026/70, av: Trygghetssamordnare}"
)
DISPOSED = "gallrat:\n  - {id: 2026-10-15/skolan-lugnare, datum: 2026-11-20, beslut: KS 2026/70}\n"


@pytest.mark.parametrize(
    ("gone", "path", "text"),
    [
        (
            "polisen-anmalda-brott.csv",
            "entries/2026-10-15/polisen-anmalda-brott.md",
            f"---\norganisation: Polisen\n{REMOVED}\n---\n",
        ),
        ("skolan-lugnare.md", "entries/gallrat.yml", DISPOSED),
    ],
)
def test_a_file_that_is_gone_by_decision_is_never_asked_for(
    gone: str, path: str, text: str, folder: Path
) -> None:
    (folder / "entries/2026-10-15" / gone).unlink()
    assert "Lägg tillbaka filen." in check(folder)
    write(folder, path, text)
    output = check(folder)
    assert "har tagits bort efter det." in output
    assert "Lägg tillbaka" not in output


def test_a_post_moved_out_of_an_adopted_month_is_two_changes(folder: Path) -> None:
    source = folder / "entries/2026-10-15/skolan-lugnare.md"
    source.rename(folder / "entries/2026-11-12/skolan-lugnare.md")
    change(folder, "entries/2026-11-12/skolan-lugnare.md", "2026-10-09", "2026-10-10")
    assert told(folder) == ["entries/2026-10-15/skolan-lugnare.md"]


def test_a_removed_post_is_told_of_as_what_it_was(folder: Path) -> None:
    """Its content is not to be had from the file any more, only what it moved."""
    text = (
        "---\norganisation: Polisen\navlägsnad: {datum: 2026-11-20, skäl: sekretess, "
        "beslut: KS 2026/70, av: Trygghetssamordnare}\n---\n"
    )
    write(folder, POST, text)
    (line,) = listed(folder)
    assert line.startswith("20 nov 2026: En post från Polisen. Innehållet är borttaget.")
    assert "poster i oktober från 4 till 3" in check(folder)
    shutil.rmtree(folder / ".git")
    assert len(listed(folder)) == 1
    assert told(folder) == []


def test_what_a_removed_table_said_is_never_repeated(folder: Path) -> None:
    """Neither what its rows are called nor a number of theirs, wherever the removal is told of."""
    name = "entries/2026-10-15/polisen-anmalda-brott"
    write(folder, f"{name}.md", f"---\norganisation: Polisen\n{REMOVED}\n---\n")
    (folder / f"{name}.csv").unlink()
    for said in (check(folder), " ".join(listed(folder))):
        assert said.count("al i underlaget går från 4 till 0.") == 1
        assert not re.search("Samtliga brott|Skadegörelse|september 202", said), said


def test_the_reports_that_compare_with_the_month_are_named_too(folder: Path) -> None:
    write(
        folder,
        "entries/2026-11-12/index.md",
        "---\nnärvaro: {Polisen: närvarande, Skolan: närvarande}\n---\n",
    )
    write(
        folder,
        "entries/rapporter/2026-11.md",
        "---\nupprättad: {datum: 2026-12-01, av: Trygghetssamordnare}\n"
        "fastställd: {datum: 2026-12-02, av: Säkerhetschef}\n---\nLugnt.\n",
    )
    commit_all(folder, "2026-12-03")
    assert told(folder) == []
    put_in(folder)
    also = "Också rapporten för november 2026, fastställd 2 dec 2026, ändras: händelser i oktober går från 1 till 2"
    assert f"{MOVED} {also}" in check(folder)
    assert told(folder) == [LATE]


def test_an_entry_that_today_cannot_be_read_as_it_stood_says_nothing(folder: Path) -> None:
    """What stood there then is not known, so nothing is said of what it moved."""
    change(folder, POST, "problemtyp: Skadegörelse", "problemtyp: Okänt ord")
    change(folder, REPORT, "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-11-03")
    change(folder, REPORT, "datum: 2026-11-02}]", "datum: 2026-11-03}]")
    commit_all(folder, "2026-11-25")
    change(folder, POST, "problemtyp: Okänt ord", "problemtyp: Skadegörelse")
    assert (told(folder), listed(folder)) == ([], [])


DECISION = "decisions/2026-10-20-samtal.md"
TAKEN = """---
datum: 2026-10-20
instans: Lokala BRÅ
typ: Uppdrag
utgång: enligt förslaget
uppdrag: [{vad: Prata med skolorna, ansvarig: Skolan, redovisas: 2026-10-25}]
original: protokoll 2026-10-20
---
# Samtal på skolorna

## Beslut
Så här.

## Motivering
Därför.
"""


def decide_in_time(folder: Path) -> None:
    """The decision was there when the report was adopted."""
    write(folder, DECISION, TAKEN)
    adopt_it_anew(folder)
    (folder / LATE).unlink()
    commit_all(folder, "2026-11-26")


def test_what_a_decision_is_told_of_afterwards_is_told(folder: Path) -> None:
    """Its row has an earlier day than the adoption, and moves what the report said."""
    decide_in_time(folder)
    assert (told(folder), listed(folder)) == ([], [])
    change(
        folder,
        DECISION,
        "original:",
        "uppföljning: [{datum: 2026-10-24, status: avslutat}]\noriginal:",
    )
    moved = "örsenade uppdrag går från 1 till 0 och läget för beslutet ”Samtal på skolorna” från beslutat försenat till avslutat."
    assert (
        f"{DECISION}:1:1: Rapporten för oktober 2026, fastställd 3 nov 2026, ändras. Beslutets fil är ändrad efter det. F{moved}"
        in check(folder)
    )
    assert listed(folder) == [f"Beslutet Samtal på skolorna. Ändrades i efterhand. F{moved}"]
    assert version(folder).startswith("2, ändrad")


def test_what_a_decision_came_to_after_the_report_is_no_change_of_it(folder: Path) -> None:
    decide_in_time(folder)
    change(
        folder,
        DECISION,
        "original:",
        "uppföljning: [{datum: 2026-11-20, status: avslutat}]\noriginal:",
    )
    assert (told(folder), listed(folder), version(folder)) == ([], [], "1")


def test_a_decision_brought_afterwards_is_told(folder: Path) -> None:
    write(folder, DECISION, TAKEN)
    assert told(folder) == [DECISION]
    (line,) = listed(folder)
    assert line.endswith(
        "läget för beslutet ”Samtal på skolorna” från inget beslut till beslutat försenat."
    )
