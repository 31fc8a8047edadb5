"""Under `serve`, a page is what a build with nothing kept makes it, whatever was changed before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import plugin
from generator.serving import Shelf
from tests.cli.freezing import leave_out_documents
from tests.site.building import commit_all, copy_archive, run_lagesbild

pytestmark = pytest.mark.slow
ADDRESS = "http://127.0.0.1:8000/"
ABOUT = "# Om arkivet\n\nText med [en länk](guide.md).\n"
REPORT = "entries/rapporter/2026-10.md"
ADOPTED = """fastställd: {datum: 2026-11-02, av: Säkerhetschef}
expedierad: [{mottagare: Lokala BRÅ, datum: 2026-11-02}]
"""
ENTRY = "entries/2026-10-15/polisen-fonster.md"
LATER = "entries/2026-11-12/fastighet-fonster.md"
GOES_ON = """---
organisation: Fastighetsbolaget
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-11-09
antal: 1
fortsätter: 2026-10-15/fastighet-fonster
---
# Fönster igen
En ruta.
"""
MALL, SETTINGS = "entries/mall.yml", "mkdocs.yml"

Change = Callable[[Path], None]


def edit(path: str, old: str, new: str) -> Change:
    """Put other words in a file."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8", newline="\n")

    return change


def add(path: str, text: str) -> Change:
    """Add a file."""
    return lambda root: (root / path).write_bytes(text.encode()) and None


def remove(path: str) -> Change:
    """Remove a file."""
    return lambda root: (root / path).unlink()


def freeze(root: Path) -> None:
    """Send the report."""
    done = run_lagesbild(root, "freeze", "2026-10", "--by", "Trygghetssamordnare")
    assert done.exit_code == 0, done.output


def unsend(root: Path) -> None:
    """Take away all that keeps a report as it was sent."""
    for file in (root / "entries/rapporter").glob("2026-10.*"):
        if file.suffix != ".md":
            file.unlink()


# Each comes after those above it.
CHANGES: dict[str, Change] = {
    "the words of an entry": edit(ENTRY, "Patrull", "En patrull"),
    "an entry more": add(
        "entries/2026-11-12/polisen-klotter.md",
        "---\norganisation: Polisen\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
        "datum: 2026-11-09\nantal: 3\n---\n# Klotter på skolan\nEn vägg.\n",
    ),
    "a number": edit("entries/2026-11-12/polisen-klotter.md", "antal: 3", "antal: 4"),
    "a fault": edit("entries/2026-11-12/polisen-klotter.md", "antal: 4", "antal: fyra"),
    "a fault mended": edit("entries/2026-11-12/polisen-klotter.md", "antal: fyra", "antal: 5"),
    "what another number rests on": edit(
        "entries/2026-11-12/polisen-klotter.md", "Norra skolan", "Stora torget"
    ),
    "an entry that goes on from an older one": add(LATER, GOES_ON),
    "the words of one that goes on": edit(LATER, "En ruta", "Två rutor"),
    "its heading, which the older one's page has too": edit(LATER, "# Fönster", "# Fler fönster"),
    "what became of an åtgärd": edit(
        LATER,
        "---\n#",
        "uppföljning: [{åtgärd: 2026-09-17/fastighet-fonster#1, status: klar, datum: 2026-11-09}]\n---\n#",
    ),
    "the heading of an entry that others name": edit(
        "entries/2026-10-15/fastighet-fonster.md", "# Tre nya fönster", "# Tre fönster"
    ),
    "an entry that goes on from another one": edit(LATER, "2026-10-15/", "2026-09-17/"),
    "one that tells of an older month": edit(
        LATER, "datum: 2026-11-09\nantal", "datum: 2026-09-30\nantal"
    ),
    "one that goes on from none": edit(LATER, "fortsätter: 2026-09-17/fastighet-fonster\n", ""),
    "a focus": edit("entries/2026-10-15/index.md", "helgnätter", "vardagar"),
    "a report that is sent": freeze,
    "an entry of it": edit(
        ENTRY,
        "---\n#",
        "rättelser: [{datum: 2026-11-10, fält: antal, stod: inget, ska stå: 3, skäl: Två till, av: Polisen}]\nantal: 3\n---\n#",
    ),
    "an entry fewer": remove("entries/2026-11-12/polisen-klotter.md"),
    "a word of the mall": edit(MALL, "Lokalpolisområdet", "Polisen här"),
    "who is asked": edit(MALL, "trygghet@smaby.example", "fler@smaby.example"),
    "where files are mended": edit(
        MALL, "sidansvarig:", "redigera: https://a.example/\nsidansvarig:"
    ),
    "where they are mended now": edit(MALL, "https://a.example", "https://b.example"),
    "a guide": edit("docs/om.md", "Text", "Annan & ny text"),
    "a guide more": add("docs/ny.md", "# En ny sida\n\nText.\n"),
    "the menu of colours": edit(SETTINGS, "Byt till mörkt läge", "Mörkt"),
    "a line below every page": edit(SETTINGS, "Internt arkiv", "Eget arkiv"),
    "a style sheet": edit("../hus/assets/lagesbild.css", "{", "{ --ny: 1; "),
    "a template of the theme": edit("../hus/theme/main.html", "noindex", "noindex,nofollow"),
    "history": lambda root: commit_all(root, "2026-12-16"),
    "a report that was never sent": unsend,
    "a report that is a draft": edit(REPORT, ADOPTED, ""),
}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive with a few guides, in a repository of its own."""
    # The document itself takes longer than all builds.
    leave_out_documents(monkeypatch)
    for name in ("assets", "theme"):
        shutil.copytree(plugin.HERE / name, tmp_path / "hus" / name)
    monkeypatch.setattr(plugin, "HERE", tmp_path / "hus")
    folder = copy_archive("small", tmp_path / "arkiv")
    shutil.rmtree(folder / "docs")
    (folder / "docs").mkdir()
    (folder / "docs/om.md").write_text(ABOUT, "utf-8")
    (folder / "docs/guide.md").write_text("# En guide\n\n## Först\n\nText.\n", "utf-8")
    commit_all(folder, "2026-11-02")
    return folder


@pytest.fixture
def served(archive: Path, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """What builds the archive into a folder as `mkdocs serve` does, again and again."""
    site = tmp_path / "served"
    settings = {"config_file": str(archive / SETTINGS), "site_dir": str(site)}
    plugins = load_config(**settings).plugins
    plugins.on_startup(command="serve", dirty=False)

    def build_again() -> Path:
        config = load_config(**settings)
        config.site_url = ADDRESS
        build(config, serve_url=ADDRESS)
        return site

    yield build_again
    plugins.on_shutdown()


def test_what_is_kept_is_what_would_be_made(
    archive: Path,
    served: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served()
    before: dict[str, bytes] = {}
    for name, change in CHANGES.items():
        change(archive)
        again = read_all(served())
        assert (b"Arkivet har fel" in again["index.html"]) == (name == "a fault"), name
        with monkeypatch.context() as nothing_kept:
            nothing_kept.setattr(Shelf, "is_open", False)
            anew = read_all(served())
        wrong = sorted(path for path in {*again, *anew} if again.get(path) != anew.get(path))
        assert not wrong, f"{name}: {wrong}"
        # The text would be longer than anybody reads.
        is_other = anew != before
        assert is_other, f"{name}: nothing is another"
        before = anew


def read_all(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {str(path.relative_to(site)): path.read_bytes() for path in files}
