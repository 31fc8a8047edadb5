"""A report that is frozen has its PDF beside it, as it was sent, and its page leads to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.documents import sent
from generator.pages.export import write_export
from generator.pages.site import build_site
from generator.records import load_archive

pytestmark = pytest.mark.slow
PDFS = {reader: f"entries/rapporter/2026-10.sent.{reader}.pdf" for reader in ("est", "bra")}
REMOVE = ("--beslut", "KS 2026/140", "--av", "Trygghetssamordnare", "--datum", "2026-11-16")
ANOTHER = "Filen är inte den som frystes. Lägg tillbaka den som den var, till exempel ur Git eller en säkerhetskopia."

LOST = "PDF:en för BRÅ saknas, men en annan som frystes samtidigt är kvar. Lägg tillbaka den, till exempel ur Git eller en säkerhetskopia."


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def root(archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = archive_with()
    monkeypatch.chdir(folder)
    done = run("freeze", "2026-10", "--by", "Trygghetssamordnare")
    assert done.exit_code == 0, done.output
    assert f"Som PDF: {PDFS['est']} och {PDFS['bra']}" in done.output
    return folder


def faults(root: Path) -> list[tuple[str, str]]:
    return [(one.origin.path, one.text) for one in load_archive(root).faults]


def test_the_pdf_of_each_reader_is_what_was_sent_and_its_page_leads_to_it(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("ut")
    assert faults(root) == []
    for reader, path in PDFS.items():
        name = f"lagesrapport-2026-10-{reader}"
        assert (
            run(
                "report", "2026-10", "--for", {"bra": "BRÅ"}.get(reader, reader), "--out", str(out)
            ).exit_code
            == 0
        )
        assert (out / name / f"{name}.pdf").read_bytes() == (root / path).read_bytes()
    assert (root / PDFS["est"]).read_bytes() != (root / PDFS["bra"]).read_bytes()
    site = build_site(root, reader="BRÅ")
    assert site.copies == {"rapporter/2026-10.pdf": root / PDFS["bra"]}
    assert '<a href="2026-10.pdf">som PDF</a>' in site.pages["rapporter/2026-10.html"].html
    write_export(root, out / "sajt")
    assert (out / "sajt/rapporter/2026-10.pdf").read_bytes() == (root / PDFS["est"]).read_bytes()
    # Nobody is sent to what was not written for them.
    assert build_site(root, reader="Publik").copies == {}


@pytest.mark.parametrize("asked", [("report", "2026-10", "--for", "BRÅ"), ("send", "2026-10")])
def test_what_was_sent_is_given_again_and_not_set_anew(
    root: Path,
    asked: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    out, name = tmp_path_factory.mktemp("ut"), "lagesrapport-2026-10-bra"
    monkeypatch.setattr(sent, "render_pdf", lambda *_, **__: b"anew")
    assert run(*asked, "--out", str(out)).exit_code == 0
    assert (out / name / f"{name}.pdf").read_bytes() == (root / PDFS["bra"]).read_bytes()


def test_a_pdf_that_is_not_what_was_sent_is_a_fel(root: Path) -> None:
    file = root / PDFS["bra"]
    raw = file.read_bytes()
    file.write_bytes(raw[:-20] + b"x" + raw[-19:])
    assert faults(root) == [(PDFS["bra"], ANOTHER)]
    file.write_bytes((root / PDFS["est"]).read_bytes())
    assert faults(root) == [(PDFS["bra"], ANOTHER)]
    other = PDFS["bra"].replace("2026-10", "2026-09")
    file.rename(root / other)
    astray = (other, "Ingen fryst rapport har en sådan fil. Flytta den härifrån.")
    assert faults(root) == [astray, (PDFS["bra"], LOST)]
    (root / other).unlink()
    assert faults(root) == [(PDFS["bra"], LOST)]
    # Who keeps none of them has chosen so.
    (root / PDFS["est"]).unlink()
    assert faults(root) == []


def test_an_earlier_edition_leads_to_its_own_pdf(root: Path) -> None:
    why = ("--version", "2", "--reason", "Fel antal")
    assert run("freeze", "2026-10", "--by", "Trygghetssamordnare", *why).exit_code == 0
    site = build_site(root, reader="BRÅ")
    second = PDFS["bra"].replace(".sent.", ".sent-2.")
    assert site.copies == {
        "rapporter/2026-10-version-1.pdf": root / PDFS["bra"],
        "rapporter/2026-10.pdf": root / second,
    }
    for address in site.copies:
        name = address.partition("/")[2]
        assert (
            f'<a href="{name}">som PDF</a>'
            in site.pages[address.removesuffix(".pdf") + ".html"].html
        )


def test_what_may_not_be_kept_stands_in_no_pdf(root: Path) -> None:
    kept = (root / PDFS["est"]).read_bytes()
    done = run("remove", "2026-10-15/skolan-lugnare", *REMOVE)
    assert f"Borttagen, för den går inte att tömma: {PDFS['est']}" in done.output
    assert not any((root / path).exists() for path in PDFS.values())
    assert faults(root) == []
    (root / PDFS["est"]).write_bytes(kept)
    (fault,) = faults(root)
    assert "Något har tagits bort ur det som frystes" in fault[1]
