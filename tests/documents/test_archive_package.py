"""A year laid up: what is in its package, what may not be, and that the same site comes out of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.documents.archive_package import lay_up, read_package
from generator.documents.folder import read_all, write_whole
from generator.documents.package import digest
from generator.documents.readme import Laid, write_readme
from generator.documents.retention import find_due, write_due
from generator.pages.history import History
from generator.pages.kept_history import KEPT, Earlier, Kept, keep_history, read_kept, write_kept
from generator.pages.site import Site, build_site
from generator.problems import ArchiveError, CannotRun
from generator.records import Expunged, Frozen, pdf_path, read_archive
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT, load_cases
from tests.site.building import commit_all, run_lagesbild

pytestmark = pytest.mark.slow

LATE = "entries/2026-10-15/skolan-klotter.md"
POST = "entries/2026-10-15/fastighet-fonster.md"
TABLE = "entries/2026-10-15/polisen-anmalda-brott.csv"
GONE = "entries/2026-10-15/skolan-lugnare.md"
SECRET = "Hemligordet"
ENTRY = """\
---
organisation: Skolan
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-10-07
---
# {title}
Gaveln har fått en ny skada.
"""
REMOVED = """\
---
organisation: Skolan
avlägsnad: {datum: 2026-11-22, skäl: personuppgift, beslut: KS 2026/140, av: Trygghetssamordnare}
---
"""


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_bytes().decode()
    assert text.count(old) == 1
    (folder / path).write_bytes(text.replace(old, new).encode())


def begin(folder: Path) -> Path:
    """Make an archive with a history: settled at once, then changed, added to and taken from."""
    shutil.copytree(ARCHIVES / "small", folder)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "docs").mkdir()
    (folder / "docs/hjalp.md").write_text("# Hjälp\n\nText.\n", encoding="utf-8")
    commit_all(folder, "2026-11-20")
    (folder / LATE).write_text(ENTRY.format(title=SECRET), encoding="utf-8")
    change(folder, POST, "antal: 3", "antal: 4")
    text = (folder / TABLE).read_bytes().decode("utf-8-sig")
    (folder / TABLE).write_bytes(text.replace("å", "ä").encode("cp1252"))
    commit_all(folder, "2026-11-21")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("arkiv") / "arkiv")


def lay(folder: Path) -> dict[str, bytes]:
    return lay_up(folder, read_archive(folder), 2026, "1.2.3")


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes]:
    return lay(folder)


def restore(files: dict[str, bytes], place: Path) -> Path:
    write_whole(place / "paket", files)
    write_whole(place / "nytt", read_package(place / "paket").files)
    return place / "nytt"


def bytes_of(site: Site) -> dict[str, str]:
    return {**{address: page.html for address, page in site.pages.items()}, **site.files}


def test_what_is_restored_gives_the_same_site(
    folder: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    new = restore(files, tmp_path)
    before, after = build_site(folder), build_site(new)
    assert bytes_of(after) == bytes_of(before)
    assert [page.changed for page in after.pages.values()] == [
        page.changed for page in before.pages.values()
    ]
    # The history says something that the files do not.
    (new / KEPT).unlink()
    assert bytes_of(build_site(new)) != bytes_of(before)


def test_a_package_is_the_same_each_time_and_lists_itself(
    folder: Path, files: dict[str, bytes]
) -> None:
    assert lay(folder) == files
    told = json.loads(files["manifest.json"])
    assert (told["kind"], told["year"], told["tool"]) == ("archive", 2026, "1.2.3")
    assert {one["path"] for one in told["files"]} == set(files) - {"manifest.json"}


def test_it_has_the_reports_and_every_file_of_the_archive(
    folder: Path, files: dict[str, bytes]
) -> None:
    name = "lagesrapport-2026-10-est"
    assert files[f"rapporter/{name}/{name}.pdf"].startswith(b"%PDF-1.7")
    assert {f"rapporter/{name}/{name}.docx", f"rapporter/{name}/datapackage.json"} <= set(files)
    own = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    laid = {path[6:]: raw for path, raw in files.items() if path.startswith("arkiv/")}
    assert laid.pop(KEPT)
    assert laid == own
    said = files["README.md"].decode()
    assert "desamma som när paketet skrevs, byte för byte. Texterna" in said
    assert "en fastställd rapport för 2026" in said
    assert "lagesbild 1.2.3" in said
    assert "sip.xml" in said
    assert "Paketet är för EST och arkivet." in said
    assert "också det som inte sprids till BRÅ, Länsstyrelsen eller Publik." in said


def test_what_was_sent_is_in_it_as_it_was_sent_for_each_reader(tmp_path: Path) -> None:
    folder = begin(tmp_path / "arkiv")
    change(folder, POST, "antal: 4", "antal: 3")
    (folder / LATE).unlink()
    shutil.copyfile(ARCHIVES / "small" / TABLE, folder / TABLE)
    commit_all(folder, "2026-11-22")
    done = run_lagesbild(folder, "freeze", "2026-10", "--by", "Säkerhetschef")
    assert done.exit_code == 0, done.output
    commit_all(folder, "2026-11-23")
    files = lay(folder)
    (frozen,) = read_archive(folder).frozen
    sums = {digest(raw) for raw in files.values()}
    documents = [file for file in frozen.files if file.name.endswith((".pdf", ".docx"))]
    whole = [file for file in documents if not file.name.endswith("-kort.pdf")]
    assert {file.reader for file in whole} == {"EST", "BRÅ"}
    assert [file.name for file in whole if file.sha256 not in sums] == []
    new = restore(files, tmp_path)
    assert bytes_of(build_site(new, reader="BRÅ")) == bytes_of(build_site(folder, reader="BRÅ"))


def test_what_is_removed_or_disposed_of_is_not_in_it(tmp_path: Path) -> None:
    folder = begin(tmp_path / "arkiv")
    (folder / LATE).write_text(REMOVED, encoding="utf-8")
    change(folder, GONE, "# ", "# Annanhemlighet ")
    commit_all(folder, "2026-11-21")
    (folder / GONE).unlink()
    disposal = (
        "gallrat:\n  - {id: 2026-10-15/skolan-lugnare, datum: 2026-11-22, beslut: KS 2026/141}\n"
    )
    (folder / "entries/gallrat.yml").write_text(disposal, encoding="utf-8")
    commit_all(folder, "2026-11-22")
    files = lay(folder)
    text = b"".join(files.values())
    assert SECRET.encode() not in text
    assert b"Annanhemlighet" not in text
    assert b"KS 2026/141" in text
    assert f"arkiv/{GONE}" not in files
    said = files["README.md"].decode()
    assert "Det som är gallrat eller borttaget. Därför saknas den äldre lydelsen av" in said
    assert "byte för byte, utom de som jämför med äldre lydelser" in said
    assert build_site(restore(files, tmp_path)).pages


def test_what_is_not_in_git_is_not_laid_up(tmp_path: Path) -> None:
    folder = begin(tmp_path / "arkiv")
    change(folder, POST, "antal: 4", "antal: 5")
    with pytest.raises(CannotRun, match=f"{POST} är inte sparad i Git som den är nu"):
        lay(folder)


def test_a_year_without_adopted_reports_is_not_laid_up(folder: Path) -> None:
    with pytest.raises(CannotRun, match="Ingen rapport för 2025 är fastställd"):
        lay_up(folder, read_archive(folder), 2025, "1")


def spoil(name: str) -> Callable[[Path], object]:
    return {
        "ändrad": lambda package: (package / "README.md").write_text("x"),
        "saknas": lambda package: (package / f"arkiv/{POST}").unlink(),
        "hör inte till": lambda package: (package / "arkiv/entries/ny.md").write_text("x"),
        "inget arkivpaket": lambda package: (package / "manifest.json").write_text("{}"),
        "är inget": lambda package: (package / "manifest.json").write_text("[" * 200_000),
        "är ingen mapp": lambda package: shutil.rmtree(package),
    }[name]


@pytest.mark.parametrize(
    "said", ["ändrad", "saknas", "hör inte till", "inget arkivpaket", "är inget", "är ingen mapp"]
)
def test_a_package_that_is_not_as_it_was_written_is_not_restored(
    said: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    write_whole(tmp_path / "paket", files)
    spoil(said)(tmp_path / "paket")
    done = run_lagesbild(tmp_path, "restore", "paket", "--out", "nytt")
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "nytt").exists()


CONFIG = '[core]\nfsmonitor = "touch RUN; false"\n'


def add(files: dict[str, bytes], path: str, text: str) -> dict[str, bytes]:
    """Return a package with one more file, or with another text at the end of one, and the sum that fits."""
    told = json.loads(files["manifest.json"])
    raw = files.get(path, b"") + text.encode()
    rows = [row for row in told["files"] if row["path"] != path]
    told["files"] = [*rows, {"path": path, "sha256": digest(raw)}]
    return {**files, path: raw, "manifest.json": json.dumps(told).encode()}


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (".git/config", CONFIG, ".git/config är ingen fil"),
        ("docs/.git/config", CONFIG, "docs/.git/config är ingen fil"),
        ("entries/.git/x.md", CONFIG, "entries/.git/x.md är ingen fil"),
        ("x/h.py", "x = 1\n", "x/h.py är ingen fil"),
        ("entries/h.py", "x = 1\n", "entries/h.py är ingen fil"),
        ("docs/h.js", "x = 1\n", "docs/h.js är ingen fil"),
        ("mkdocs.yml", "hooks: [docs/h.md]\n", "mkdocs.yml har hooks"),
        ("mkdocs.yml", "INHERIT: docs/h.md\n", "mkdocs.yml har INHERIT"),
        ("mkdocs.yml", "theme: {name: material, custom_dir: docs}\n", "har custom_dir"),
        ("mkdocs.yml", "plugins: [lagesbild, macros]\n", "har insticksprogrammet macros"),
        ("mkdocs.yml", "plugins: {macros: {}}\n", "har insticksprogrammet macros"),
        ("mkdocs.yml", "plugins: [macros: {module_name: x}]\n", "insticksprogrammet macros"),
        (
            "mkdocs.yml",
            "markdown_extensions: [subprocess:Popen: {args: [touch, x]}]\n",
            "har tillägget subprocess:Popen",
        ),
        ("mkdocs.yml", "markdown_extensions: [toc, os]\n", "har tillägget os"),
        ("mkdocs.yml", "markdown_extensions: {pymdownx.snippets: {}}\n", "pymdownx.snippets"),
        ("mkdocs.yml", "markdown_extensions: this\n", "inte går att läsa"),
        ("mkdocs.yml", "plugins: 7\n", "inte går att läsa"),
        ("mkdocs.yml", "nav: !!python/object/apply:os.getcwd []\n", "inte går att läsa"),
        ("mkdocs.yml", "- [\n", "inte går att läsa"),
    ],
)
def test_nothing_in_a_package_can_run_code(
    path: str, text: str, said: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    write_whole(tmp_path / "paket", add(files, f"arkiv/{path}", text))
    done = run_lagesbild(tmp_path, "restore", "paket", "--out", "nytt")
    assert (done.exit_code, said in " ".join(done.output.split())) == (2, True), done.output
    assert not (tmp_path / "nytt").exists()


def test_settings_of_ones_own_are_restored(files: dict[str, bytes], tmp_path: Path) -> None:
    path = "arkiv/mkdocs.yml"
    changed = add(
        files, path, "plugins: [lagesbild: {läsare: EST}]\nsite_url: https://exempel.example\n"
    )
    assert restore(changed, tmp_path).joinpath("mkdocs.yml").read_bytes() == changed[path]


def test_what_cannot_be_restored_is_not_laid_up(tmp_path: Path) -> None:
    folder = begin(tmp_path / "arkiv")
    change(folder, "mkdocs.yml", "strict: true", "strict: true\nhooks: [x.py]")
    commit_all(folder, "2026-11-22")
    with pytest.raises(CannotRun, match=r"mkdocs.yml har hooks"):
        lay(folder)


def test_the_commands_lay_up_and_restore(
    folder: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    package, new = tmp_path / "paket", tmp_path / "nytt"
    done = run_lagesbild(folder, "archive", "--year", "2026", "--out", str(package))
    assert done.exit_code == 0, done.output
    assert set(read_all(package)) == set(files)
    new.mkdir()
    done = run_lagesbild(tmp_path, "restore", "paket", "--out", "nytt")
    assert done.exit_code == 0, done.output
    assert (new / POST).read_bytes() == (folder / POST).read_bytes()
    for place in ("nytt", "."):
        again = run_lagesbild(tmp_path, "restore", "paket", "--out", place)
        assert again.exit_code == 2, again.output


@pytest.mark.parametrize(
    ("day", "first"),
    [("2031-12-31", []), ("2032-01-01", ["entries/2026-09-17/fastighet-fonster.md"])],
)
def test_the_plan_is_counted_in_whole_years_from_the_end_of_a_records_own(
    day: str, first: list[str]
) -> None:
    archive = replace(read_once(ARCHIVES / "small"), asked_date=date.fromisoformat(day))
    due = find_due(archive)
    assert [one.path for one in due[:1]] == first
    assert {one.kind for one in due} <= {"post"}
    assert all(str(one.first) == "2032-01-01" for one in due)
    assert len(write_due(due).splitlines()) == len(due) + 1


KEPT_HISTORY = Kept(
    History({"entries/a.md": date(2026, 1, 2), "docs/b.md": date(2026, 1, 3)}, shallow=True),
    {
        "entries/rapporter/2026-10.md": {
            "entries/a.md": Earlier(date(2026, 1, 2), True, "å\r\n".encode()),
            "entries/b.csv": Earlier(None, False, b"\xe5"),
            "entries/c.md": Earlier(None, False, None),
            "entries/d.md": Earlier(None, False, known=False),
        },
        "entries/2026-10-15/index.md": {},
    },
)


def test_a_history_is_read_as_it_was_kept(tmp_path: Path) -> None:
    assert read_kept(tmp_path) == Kept()
    (tmp_path / KEPT).write_text(write_kept(KEPT_HISTORY), encoding="utf-8")
    assert read_kept(tmp_path) == KEPT_HISTORY


def test_no_content_is_kept_of_what_is_gone_or_emptied() -> None:
    kept = keep_history(KEPT_HISTORY, ["entries/b.csv", "entries/c.md"], ["entries/c.md"])
    (found,) = (one for one in kept.earlier.values() if one)
    assert [path for path, one in found.items() if one.known] == ["entries/b.csv"]
    assert kept.history.changed == {"entries/": date(2026, 1, 2)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": 1}',
        '{"schema": 2}',
        "{",
        "[" * 100_000,
        '{"schema": 1, "shallow": false, "changed": {"a": "x"}, "earlier": {}}',
    ],
)
def test_a_kept_history_that_cannot_be_read_is_said_to_be(text: str, tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError):
        read_kept(tmp_path)


FROZEN = load_cases(Path(__file__).parent / "kept_frozen.yml")
TAKEN = Expunged(date(2026, 11, 16), "2026-10-15", "personuppgift", "KS 1", "Säkerhetschef", "")


@pytest.mark.parametrize("name", FROZEN)
def test_the_package_says_what_is_kept_of_the_frozen_reports(name: str) -> None:
    kinds = FROZEN[name]["editions"]
    editions = [
        Frozen(
            *("2026-10", version, date(2026, 11, 2), "Säkerhetschef", "1"),
            articles={"EST": ""},
            expunged=(TAKEN,) if kind == "emptied" else (),
        )
        for version, kind in enumerate(kinds, 1)
    ]
    pdfs = {
        pdf_path(one, "EST") for one, kind in zip(editions, kinds, strict=True) if kind == "pdf"
    }
    archive = replace(read_once(ARCHIVES / "small"), frozen=tuple(editions), pdfs=frozenset(pdfs))
    laid = Laid(2026, "1", (), (), 0, 0)
    assert f"- `arkiv/entries/rapporter/`: {FROZEN[name]['says']}\n" in write_readme(archive, laid)
