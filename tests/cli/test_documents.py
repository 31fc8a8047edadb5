"""Files to send are written for one reader, whole or not at all, and never over what somebody has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.places import ARCHIVES, load_cases

pytestmark = pytest.mark.slow
Make = Callable[..., Path]
SMALL = ARCHIVES / "small"
REFUSED = load_cases(Path(__file__).with_name("refused_documents.yml"))
REPORT = "entries/rapporter/2026-10.md"
# What each command writes: what it is called, and whether it is a draft.
WRITTEN = {
    "lagesrapport-2026-10-est": ("report", "2026-10"),
    "lagesrapport-2026-09-est": ("report", "2026-09"),
    "minnesanteckningar-2026-10-15-est": ("minutes", "2026-10-15"),
    "protokollsutdrag-2026-11-05-kartlaggning-norra-skolan-est": (
        "extract",
        "2026-11-05-kartlaggning-norra-skolan",
    ),
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def read_files(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(SMALL)
    return SMALL


@pytest.mark.parametrize("name", WRITTEN)
def test_a_folder_has_what_its_list_says(name: str, small: Path, tmp_path: Path) -> None:
    asked = (*WRITTEN[name], "--for", "est", "--out", str(tmp_path / "ut"))
    done = run(*asked)
    assert done.exit_code == 0, done.output
    assert [file.name for file in (tmp_path / "ut").iterdir()] == [name]
    files = read_files(tmp_path / "ut" / name)
    assert {f"{name}.pdf", f"{name}.docx", "manifest.json", "datapackage.json"} <= files.keys()
    listed = {one["path"]: one["sha256"] for one in json.loads(files.pop("manifest.json"))["files"]}
    assert listed == {path: hashlib.sha256(raw).hexdigest() for path, raw in files.items()}
    assert f"{name}.pdf och {name}.docx" in done.output
    again = run(*asked)
    assert "De var redan skrivna, och är likadana." in again.output


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_short_is_one_file(name: str, small: Path, tmp_path: Path) -> None:
    done = run(*WRITTEN[name], "--for", "EST", "--out", str(tmp_path), "--short")
    assert done.exit_code == 0, done.output
    name += "-kort"
    assert set(read_files(tmp_path)) == {f"{name}/{name}.pdf", f"{name}/manifest.json"}


def test_a_wider_reader_gets_the_same_files(small: Path, tmp_path: Path) -> None:
    done = run("report", "2026-10", "--for", "BRÅ", "--out", str(tmp_path / "ut"))
    assert done.exit_code == 0, done.output
    name = "lagesrapport-2026-10-bra"
    assert {f"{name}/{name}.pdf", f"{name}/{name}.docx"} <= set(read_files(tmp_path / "ut"))
    sent = run("send", "2026-10", "--out", str(tmp_path / "sent"))
    assert sent.exit_code == 0, sent.output
    assert f"{name}/{name}.pdf" in read_files(tmp_path / "sent")


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["asked"])
def test_what_cannot_be_written_is_said(case: dict[str, str], small: Path, tmp_path: Path) -> None:
    done = run(*case["asked"].split(), "--out", str(tmp_path / "ut"))
    assert (done.exit_code, done.output) == (2, f"Det gick inte: {case['said']}\n")
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("entries/ut", "entries/ut hör till själva arkivet. Välj en annan mapp."),
        (
            "ut",
            "ut ligger i arkivets mapp, och det som skrivs där följer med till Git. "
            "Välj en mapp utanför, till exempel ../ut.",
        ),
    ],
)
def test_nothing_is_written_in_the_archive_itself(out: str, said: str, small: Path) -> None:
    done = run("report", "2026-10", "--for", "EST", "--out", out)
    assert (done.exit_code, done.output) == (2, f"Det gick inte: {said}\n")
    assert not (small / out).exists()


def test_what_has_changed_is_written_anew_unless_somebody_has_been_there(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, out = archive_with(), tmp_path_factory.mktemp("ut")
    monkeypatch.chdir(root)
    asked = ("report", "2026-10", "--for", "EST", "--out", str(out), "--short")
    folder = out / "lagesrapport-2026-10-est-kort"
    run(*asked)
    before = read_files(folder)
    file = root / REPORT
    file.write_text(file.read_text("utf-8").replace("ökar.", "ökar igen."), "utf-8")
    assert run(*asked).exit_code == 0
    now = read_files(folder)
    assert now.keys() == before.keys()
    assert now != before
    (folder / "svar.txt").write_text("Svar", "utf-8")
    file.write_text(file.read_text("utf-8").replace("ökar igen.", "minskar."), "utf-8")
    done = run(*asked)
    assert (done.exit_code, "någon har ändrat eller lagt något där" in done.output) == (2, True)
    assert read_files(folder) == now | {"svar.txt": b"Svar"}


def test_a_report_is_made_ready_to_send(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    report = (SMALL / REPORT).read_text("utf-8")
    report = report.replace("[Lokala BRÅ]", "[EST, EST Norra]").replace(
        "mottagare: Lokala BRÅ", "mottagare: EST"
    )
    root, out = archive_with(files={REPORT: report}), tmp_path_factory.mktemp("ut")
    monkeypatch.chdir(root)
    done = run("send", "2026-10", "--out", str(out))
    assert done.exit_code == 0, done.output
    name = "lagesrapport-2026-10-est"
    files = read_files(out / name)
    for part in (
        "=== EST\n",
        "=== EST Norra\n",
        "Ämne: Lägesrapport oktober 2026, KS 2026/51\n",
        "Den fastställdes den 2 november 2026. Diarienummer: KS 2026/51.",
        "kontrollsummor (SHA-256):",
        *(
            f"{name}.{end}: {hashlib.sha256(files[f'{name}.{end}']).hexdigest()}\n"
            for end in ("pdf", "docx")
        ),
        "varning: Rapporten är inte fryst. Kör lagesbild freeze 2026-10 innan den sänds",
        "Inget är sänt av programmet.",
        "Filen säger att den sändes till EST den 2 november 2026.",
        f'Lägg till under "expedierad" i {REPORT} när det är gjort',
        "sändes:\n\n  - {mottagare: EST Norra, datum: ÅÅÅÅ-MM-DD}\n",
    ):
        assert part in done.output, part
    assert "mottagare: EST," not in done.output
    assert (root / REPORT).read_text("utf-8") == report


@pytest.mark.parametrize(
    "asked",
    [
        ("send", "2026-11", "--out", "../ut"),
        ("report", "2026-11", "--for", "EST", "--out", "../ut"),
        ("freeze", "2026-11", "--by", "Trygghetssamordnare"),
    ],
)
def test_a_report_that_waits_for_its_meeting_says_so(
    asked: tuple[str, ...], archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={"entries/rapporter/2026-11.md": "---\ndiarienummer: KS 1\n---\n"})
    monkeypatch.chdir(root)
    done = run(*asked)
    said = "Rapporten för november 2026 har en fil, men inget möte som hölls i perioden. Skriv in mötet först."
    assert (done.exit_code, done.output) == (2, f"Det gick inte: {said}\n")
