"""Whether a file in someone's hands is what was sent: the bytes say it, never the name."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.documents import alike
from generator.documents.package import digest
from generator.documents.verdicts import judge_folders
from generator.documents.verifying import UNREAD, Answer, Verifier
from generator.records import (
    Frozen,
    SentFile,
    load_archive,
    parse_frozen,
    read_archive,
    read_frozen,
    write_frozen,
)
from generator.records.frozen import END, SUM, sum_of
from tests.places import ARCHIVES, load_cases

pytestmark = pytest.mark.slow

NAME = "lagesrapport-2026-10-est"
SENT = "2026-10.sent.json"
# The group's own copy is sent to nobody; a table may be the same for the council, which got it.
KEPT, GONE = (
    "Rapportens fil säger inte att den är sänd.",
    "Den är sänd till Lokala BRÅ den 2 november 2026.",
)
FIRST = "rapporten för oktober 2026, version 1, fastställd den 2 november 2026"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive with a frozen report, and beside it the files that were sent."""
    folder = tmp_path_factory.mktemp("sent") / "arkiv"
    shutil.copytree(ARCHIVES / "small", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("freeze", "2026-10", "--by", "Trygghetssamordnare").exit_code == 0
        assert run("report", "2026-10", "--for", "EST", "--out", "..").exit_code == 0
    return folder


def run(*arguments: str) -> Result:
    """Run a command in the folder."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def files(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files that were sent, for a test to change."""
    monkeypatch.chdir(archive)
    return Path(shutil.copytree(archive.parent / NAME, tmp_path / NAME))


def test_a_folder_is_as_it_was_sent(files: Path) -> None:
    result = run("verify", str(files))
    *lines, whole, total = filter(None, result.output.splitlines())
    heads = [row for row in lines if not row.startswith("    ")]
    names = {row.strip() for row in lines} - {*heads}
    # Some tables are the same for each reader, but no document is.
    assert result.exit_code == 0
    assert {*heads} == {
        f"fryst: {FIRST}, för EST. {KEPT}",
        f"fryst: {FIRST}, för EST och BRÅ. {GONE}",
    }
    assert total == f"Alla {len(names)} filer är som de frystes."
    assert whole == f"De frysta filerna i mappen {NAME} är {FIRST}."
    assert {f"{NAME}/{NAME}.pdf", f"{NAME}/{NAME}.docx", f"{NAME}/data/tal.csv"} < names


def test_a_renamed_file_is_known_by_its_bytes(files: Path) -> None:
    renamed = (files / f"{NAME}.pdf").rename(files / "bilaga.pdf")
    assert (
        run("verify", str(renamed)).output == f"fryst: {FIRST}, för EST. {KEPT}\n    bilaga.pdf\n"
    )


EDITIONS: dict[str, Any] = load_cases(Path(__file__).parent / "verified_editions.yml")


@pytest.mark.parametrize("name", EDITIONS)
def test_what_several_editions_have_is_said_of_all_of_them(name: str) -> None:
    case = EDITIONS[name]
    frozen = tuple(
        Frozen(
            *("2026-10", version, date(2026, 11, 1 + version), "Trygghetssamordnare", "1", {}),
            files=tuple(
                SentFile(file, "EST", digest(text.encode())) for file, text in files.items()
            ),
            reason=f"Skäl {version}" if version > 1 else "",
        )
        for version, files in enumerate(case["editions"], 1)
    )
    small = read_archive(ARCHIVES / "small")
    verifier = Verifier(ARCHIVES / "small", replace(small, frozen=frozen))
    found = [verifier.verify(f"mapp/{file}", text.encode()) for file, text in case["given"].items()]
    told = [one.words.replace(f" {KEPT}", "").replace(", för EST", "") for one in found]
    assert told == case["files"]
    assert [*judge_folders(verifier, found)] == case["folder"]


ROW = "expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-02}]\n"
# What the report's file says, and what is then said of the copy for the council and of the group's own.
DISPATCHED = {
    "nothing": ("", KEPT, KEPT),
    "to the council": (ROW, GONE, KEPT),
    "to the council, and before the report was adopted": (
        "expedierad:\n  - {mottagare: Lokala BRÅ, datum: 2026-10-30}\n  - {mottagare: Lokala BRÅ, datum: 2026-11-02}\n",
        GONE,
        KEPT,
    ),
    "to two on a day, and to the group another": (
        "expedierad:\n  - {mottagare: Lokala BRÅ, datum: 2026-11-02}\n  - {mottagare: BRÅ arbetsgrupp, datum: 2026-11-02}\n"
        "  - {mottagare: EST-gruppen i EST, datum: 2026-11-09}\n",
        "Den är sänd till Lokala BRÅ och BRÅ arbetsgrupp den 2 november 2026.",
        "Den är sänd till EST-gruppen i EST den 9 november 2026.",
    ),
}


@pytest.mark.parametrize("name", DISPATCHED)
def test_a_file_is_sent_only_where_the_reports_file_says_so(
    name: str, archive: Path, tmp_path: Path
) -> None:
    rows, council, group = DISPATCHED[name]
    folder = Path(shutil.copytree(archive, tmp_path / "arkiv"))
    file = folder / "entries/rapporter/2026-10.md"
    text = file.read_text("utf-8")
    assert ROW in text
    file.write_text(text.replace(ROW, rows), "utf-8")
    for reader, said in (("bra", council), ("est", group)):
        (pdf,) = folder.glob(f"entries/rapporter/*{reader}*.pdf")
        result = run("verify", "--arkiv", str(folder), str(pdf))
        known = f"fryst: {FIRST}, för {'BRÅ' if reader == 'bra' else 'EST'}. {said}"
        assert (result.exit_code, result.output.splitlines()[0]) == (0, known)


def test_a_name_of_several_lines_says_nothing_of_its_own(files: Path) -> None:
    renamed = (files / f"{NAME}.pdf").rename(files / f"a\nfryst: {FIRST}, för BRÅ.\n    min.pdf")
    assert run("verify", str(renamed)).output.splitlines() == [
        f"fryst: {FIRST}, för EST. {KEPT}",
        f"    a?fryst: {FIRST}, för BRÅ.?    min.pdf",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (f"{NAME}.pdf", b"Typst", b"Typzt", "Texten är densamma, men inte filen."),
        ("data/tal.csv", b";1;", b";2;", 'har "händelser/2026-'),
        ("datapackage.json", b"oktober", b"november", "november"),
        (f"{NAME}.docx", b"PK", b"", "Texten är densamma, men inte filen."),
    ],
)
def test_a_changed_file_is_told_with_its_part(
    files: Path, name: str, old: bytes, new: bytes, said: str
) -> None:
    file = files / name
    raw = file.read_bytes()
    assert old in raw
    file.write_bytes(raw.replace(old, new, 1))
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert result.output.startswith("ändrad: Den heter som en fil i rapporten för oktober 2026")
    assert said in result.output


def test_a_changed_word_file_is_told_with_its_words(files: Path) -> None:
    file = files / f"{NAME}.docx"
    parts = {}
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    words = parts["word/document.xml"]
    parts["word/document.xml"] = words.replace(b"lugnare.", b"oroliga.")
    with zipfile.ZipFile(file, "w") as packed:
        for name, raw in parts.items():
            packed.writestr(name, raw)
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert 'oroliga.", men det som frystes har "' in result.output


def test_a_changed_pdf_is_told_with_its_page(files: Path, archive: Path) -> None:
    """Another reader's PDF by the name of ours has other words."""
    file = files / f"{NAME}.pdf"
    shutil.copy(next((archive / "entries/rapporter").glob("*.bra.pdf")), file)
    file.write_bytes(file.read_bytes() + b"\n")
    found = re.search(
        r'Sida 1: "(.+)", men det som frystes har "(.+)"\.', run("verify", str(file)).output
    )
    assert found
    assert found[1] != found[2]


def test_what_is_not_ours_is_said_so(files: Path) -> None:
    (files / "annan.txt").write_bytes(b"Hej")
    for name in ("annan.pdf", "annan.csv", "annan.json"):
        (files / name).write_bytes(b"%PDF-1.7")
    result = run("verify", str(files))
    assert result.exit_code == 1
    no_such = "Ingen fryst rapport i arkivet har en sådan fil."
    assert f"inte vår: {no_such}\n    {NAME}/annan.txt\n" in result.output
    assert (
        f"okänd: {no_such} Den kan ändå vara en av dem, om både namnet och det mesta av innehållet är ändrat.\n"
        f"    {NAME}/annan.csv\n    {NAME}/annan.json\n    {NAME}/annan.pdf\n"
    ) in result.output
    assert result.output.endswith("4 av 20 filer är inte som de frystes.\n")


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (["data/tal.csv", f"{NAME}.docx"], "Alla 14 filer är som de frystes, men två saknas."),
        (["manifest.json"], "Alla 15 filer är som de frystes, men en saknas."),
        (["manifest.json", "data/tal.csv"], "Alla 14 filer är som de frystes, men två saknas."),
    ],
)
def test_what_is_missing_of_a_folder_is_named(files: Path, gone: list[str], told: str) -> None:
    for name in gone:
        (files / name).unlink()
    result = run("verify", str(files))
    assert result.exit_code == 1
    _, missing = result.output.split("saknas: Den frystes med de andra, men ligger inte här.\n")
    names = "".join(f"    {NAME}/{name}\n" for name in gone)
    whole = f"De frysta filerna i mappen {NAME} är {FIRST}."
    assert sorted(missing.splitlines()) == sorted(f"{names}\n{whole}\n{told}\n".splitlines())


def test_of_files_that_are_given_one_by_one_none_is_missing(files: Path) -> None:
    result = run("verify", str(files / "manifest.json"), str(files / f"{NAME}.pdf"))
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        0,
        "Båda filerna är som de frystes.",
    )


def write_word(raw: bytes) -> bytes:
    """Return a Word file in which a word is another."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"lugnare.", b"oroliga."))
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "copy", "called"),
    [
        (f"{NAME}.docx", "y.docx", f"är mest lik {NAME}.docx"),
        (f"{NAME}.docx", f"{NAME} (1).docx", "heter som en fil"),
        (f"{NAME}.docx", f"{NAME} - Kopia (2).docx", "heter som en fil"),
        (f"{NAME}.pdf", "Rapporten.PDF", f"är mest lik {NAME}.pdf"),
        ("data/tal.csv", "siffror.csv", "är mest lik 2026-10-tal.csv eller tal.csv"),
        ("datapackage.json", "om.json", "är mest lik datapackage.json"),
    ],
)
def test_a_changed_file_by_another_name_is_known_by_its_words(
    name: str, copy: str, called: str, files: Path
) -> None:
    raw = (files / name).read_bytes()
    changed = {
        "docx": write_word,
        "pdf": lambda raw: raw + b"\n",
        # As a spreadsheet saves it.
        "csv": lambda raw: raw.decode("utf-8-sig").replace(";1;", ";2;").encode("cp1252"),
        "json": lambda raw: raw.replace(b"semikolon", b"komma"),
    }[name.rpartition(".")[2]](raw)
    assert changed != raw
    (files / copy).write_bytes(changed)
    result = run("verify", str(files / copy))
    assert result.exit_code == 1
    assert result.output.startswith(f"ändrad: Den {called} i {FIRST}, för EST. ")


def test_a_kept_file_is_known_by_any_name(files: Path, archive: Path) -> None:
    file = Path(shutil.copy(archive / "entries/rapporter" / SENT, files / "sparad.json"))
    assert run("verify", str(file)).output.startswith(f"fryst: {FIRST}, som arkivet har den.")


def test_a_folder_may_hold_anything(files: Path, tmp_path: Path) -> None:
    (tmp_path / "utanför.txt").write_text("x", "utf-8")
    (files / "länk.csv").symlink_to(tmp_path / "utanför.txt")
    (files / "runt").symlink_to(files)
    (files / "ingenstans").symlink_to(tmp_path / "finns inte")
    (files / "en\x1b[31mröd.csv").write_text("x", "utf-8")
    with (files / "film.mp4").open("wb") as film:
        film.truncate(100_000_000)
    result = run("verify", str(files))
    assert result.exit_code == 1
    assert f"    {NAME}/länk.csv\n" in result.output
    assert f"film.mp4 är 100,0 MB. Den får vara högst 20 MB.\n    {NAME}/film.mp4" in result.output
    assert "\x1b" not in result.output
    assert result.output.endswith("3 av 19 filer är inte som de frystes.\n")


# A page tree that is its own child.
ENDLESS_PAGES = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
)


def pack(text: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", text)
    return written.getvalue()


def pack_pdf(content: bytes, times: int, *, pages: int = 1) -> bytes:
    """Return a PDF whose pages all have one content, packed so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    kids = b"3 0 R " * pages
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Filter[%s]/Length %d>>stream\n%s\nendstream"
        % (b"/FlateDecode " * times, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % row for row in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def pack_otherwise(text: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("word/document.xml", text)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (f"{NAME}.pdf", b"%PDF-1.7\n"),
        (f"{NAME}.pdf", ENDLESS_PAGES),
        (f"{NAME}.docx", pack(b"<a><b></a>")),
        (f"{NAME}.docx", pack(b"")),
        (f"{NAME}.docx", pack(b"<!DOCTYPE a [<!ENTITY b 'lugnare'>]><a>&b;</a>")),
        (f"{NAME}.docx", pack_otherwise(b"<a>lugnare</a>")),
        ("manifest.json", b"\xff"),
    ],
    ids=[
        "no pages",
        "pages without end",
        "broken XML",
        "empty",
        "own words",
        "packed otherwise",
        "no letters",
    ],
)
def test_a_hostile_file_is_changed_and_no_more(
    files: Path, name: str, raw: bytes | Callable[[], bytes]
) -> None:
    (files / name).write_bytes(raw() if callable(raw) else raw)
    result = run("verify", str(files / name))
    assert result.exit_code == 1
    assert result.output.startswith("ändrad: Den heter som en fil i rapporten för oktober 2026")
    assert "I en sådan fil går det inte att säga" in result.output


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        (f"{NAME}.pdf", lambda: pack_pdf(b"q Q " * 2_000_000, 3), "mer än 3 MB när"),
        # Each page is small, and all of them are the same.
        (f"{NAME}.pdf", lambda: pack_pdf(b"BT (a) Tj " * 90_000, 2, pages=60), "för lång tid"),
        (f"{NAME}.pdf", lambda: pack_pdf(b"BT (a) Tj ET", 2, pages=61), "fler än 60 sidor"),
        (f"{NAME}.pdf", lambda: b"%PDF-1.7\n" + b" " * 3_000_000, "är 3,0 MB."),
        (f"{NAME}.docx", lambda: pack(b"<a>" + b" " * 4_000_000 + b"</a>"), "mer än 3 MB när"),
        ("datapackage.json", lambda: b"[" * 200_000, "i för många lager"),
        ("manifest.json", lambda: b"[" + b"1," * 1_500_000 + b"1]", "är 3,0 MB."),
        ("data/tal.csv", lambda: b"1;1;1\n" * 600_000, "är 3,6 MB."),
        ("annan.csv", lambda: b"1;1;1\n" * 600_000, "är 3,6 MB."),
    ],
    ids=[
        "packed",
        "work",
        "pages",
        "long pdf",
        "word",
        "deep",
        "long list",
        "long table",
        "other table",
    ],
)
def test_of_what_takes_too_much_to_read_no_more_is_said(
    files: Path, name: str, raw: Callable[[], bytes], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A part of it is soon used up.
    monkeypatch.setattr(alike, "MOST_CALLS", 2_000_000)
    (files / name).write_bytes(raw())
    result = run("verify", str(files / name))
    assert result.exit_code == 1
    first = result.output.splitlines()[0]
    assert first.startswith("okänd: Filen ")
    assert said in first
    assert first.endswith(f" {UNREAD}")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_one_of_ours_that_takes_too_much_to_read_is_still_ours(
    files: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = files / f"{NAME}.{ending}"
    raw = file.read_bytes()
    monkeypatch.setattr(alike, "MOST_BYTES", len(raw) - 1)
    assert run("verify", str(file)).output.startswith(f"fryst: {FIRST}")
    # What it is held against takes too much, and so the short one cannot be told of either.
    file.write_bytes(raw[:20])
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert result.output.startswith("okänd: Den frysta filen är för stor att jämföra med. Därför")


def test_what_is_ours_takes_less_than_half_of_the_bounds(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOST_BYTES", "MOST_UNPACKED", "MOST_PAGES", "MOST_CALLS"):
        monkeypatch.setattr(alike, name, getattr(alike, name) // 2)
    for file in files.rglob("*.*"):
        assert list(alike.read_lines(file.name, file.read_bytes())), file


def test_a_folder_of_very_many_files_is_not_read(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.verifying.MOST_FILES", 16)
    result = run("verify", str(files))
    assert result.exit_code == 2
    assert "har mer än 16 filer och mappar. Välj en mapp" in result.output


def test_a_long_file_of_like_lines_takes_no_time(files: Path) -> None:
    file = files / "data/tal.csv"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[1] * 30_000)
    assert 'Rad 1: "' in run("verify", str(file)).output


def test_a_kept_file_is_held_against_the_archives_own(files: Path, archive: Path) -> None:
    file = Path(shutil.copy(archive / "entries/rapporter" / SENT, files / SENT))
    assert run("verify", str(file)).output.startswith(f"fryst: {FIRST}, som arkivet har den.")
    file.write_text(file.read_text("utf-8").replace('"value":1', '"value":2', 1), "utf-8")
    result = run("verify", str(file))
    assert (result.exit_code, "kontrollsumma stämmer inte" in result.output) == (1, True)
    edition = read_frozen(archive, f"entries/rapporter/{SENT}")
    changed = edition.articles["EST"].replace('"value":1', '"value":2', 1)
    other = replace(edition, articles={**edition.articles, "EST": changed})
    file.write_text(write_frozen(other), "utf-8")
    assert "men rapporten för EST är något annat." in run("verify", str(file)).output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"head":{', '"head":{"anteckning":"Rånen ökar",'),
        ('"approved":', '"anteckning":"Rånen ökar","approved":'),
        ('"head":{', '"head":{"by":"Rånen ökar",'),
        ('"head":{', '"head": {'),
        ('{"articles":', '{"anteckning":"Rånen ökar","articles":'),
    ],
)
def test_a_kept_file_with_anything_besides_is_changed(
    old: str, new: str, files: Path, archive: Path
) -> None:
    text = (archive / "entries/rapporter" / SENT).read_text("utf-8")
    content = text.rpartition(SUM)[0]
    assert old in content
    changed = content.replace(old, new, 1)
    (files / SENT).write_text(f"{changed}{SUM}{sum_of(changed)}{END}", "utf-8")
    result = run("verify", str(files / SENT))
    said = "eller så står det något i den som inte hör dit"
    assert (result.exit_code, said in result.output) == (1, True), result.output
    with pytest.raises(ValueError, match="more stands in it"):
        parse_frozen((files / SENT).read_text("utf-8"))


def test_what_another_version_of_the_program_would_write_is_told_apart(
    files: Path, archive: Path
) -> None:
    edition = read_frozen(archive, f"entries/rapporter/{SENT}")
    kept = tuple(SentFile(row.name, row.reader, "0" * 64) for row in edition.files)
    loaded = load_archive(archive).archive
    assert loaded is not None
    verifier = Verifier(archive, replace(loaded, frozen=(replace(edition, files=kept),)))
    found = verifier.verify(f"{NAME}.pdf", (files / f"{NAME}.pdf").read_bytes())
    assert (found.answer, "skrivet på nytt" in found.words) == (Answer.AGAIN, True)


def test_an_archive_that_has_sent_nothing_answers_nothing(tmp_path: Path) -> None:
    result = run("verify", "--arkiv", str(ARCHIVES / "small"), str(ARCHIVES / "small"))
    assert (result.exit_code, "ingen fryst rapport" in result.output) == (2, True)


def test_a_table_written_anew_after_words_were_taken_out_is_told_apart(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that names what is gone is another than the one that was sent, and yet no change of it."""
    folder = Path(shutil.copytree(archive, tmp_path / "arkiv"))
    monkeypatch.chdir(folder)
    removal = ("--beslut", "KS 2026/140", "--av", "Trygghetssamordnare", "--datum", "2026-11-16")
    assert run("remove", "2026-10-15/polisen-anmalda-brott", *removal).exit_code == 0
    assert run("report", "2026-10", "--for", "EST", "--out", "..").exit_code == 0
    sent, anew = archive.parent / NAME / "data", tmp_path / NAME / "data"
    taken_out = (
        "Ur arkivets exemplar togs ord bort den 16 november 2026 (personuppgift, KS 2026/140)."
    )
    moved = [
        one.name for one in anew.iterdir() if one.read_bytes() != (sent / one.name).read_bytes()
    ]
    tables = [name for name in moved if name.endswith(".csv")]
    assert tables
    for name in tables:
        result = run("verify", str(anew / name))
        known = f"{FIRST}, för EST och BRÅ"
        said = f"skriven på nytt: {known}: samma innehåll, men skrivet på nytt. {taken_out}"
        assert (result.exit_code, result.output) == (0, f"{said}\n    {name}\n")
        said = run("verify", str(sent / name)).output
        assert said.startswith(f"fryst: {known}. {GONE} {taken_out}")
    # A number that somebody changed is a change still.
    changed = anew / tables[0]
    changed.write_bytes(changed.read_bytes().replace(b";21", b";22").replace(b",21", b",22"))
    assert run("verify", str(changed)).output.startswith("ändrad: ")
