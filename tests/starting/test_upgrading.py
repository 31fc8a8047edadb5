"""`lagesbild upgrade`: what we wrote is renewed, what somebody has changed is left and named."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.starting import DIGESTS
from tests.starting.test_starting import begin_silently

OLD = b"site_name: Som det var\n"


def upgrade(*arguments: str) -> str:
    """Run the command in this folder, in this process; a traceback fails the test."""
    done = CliRunner().invoke(main, ["upgrade", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def read_all(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file."""
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def wrote_before(root: Path, path: str, content: bytes | None) -> None:
    """Let the list say that an earlier version wrote a file with that content, or did not write it."""
    rows = (root / DIGESTS).read_text("utf-8").splitlines()
    rows = [row for row in rows if not row.endswith(f"  {path}")]
    if content is not None:
        rows.append(f"{sha256(content).hexdigest()}  {path}")
    (root / DIGESTS).write_text("\n".join([*rows, ""]), "utf-8")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive that has just been begun, which the test stands in."""
    root = begin_silently(tmp_path / "å b", "--kommun", "Norberg")
    monkeypatch.chdir(root)
    return root


def test_nothing_differs_in_what_was_just_begun(own: Path) -> None:
    before = read_all(own)
    assert upgrade().startswith("Allt är som version ")
    assert read_all(own) == before


def test_what_an_earlier_version_wrote_is_renewed(own: Path) -> None:
    wanted = (own / "mkdocs.yml").read_bytes()
    (own / "mkdocs.yml").write_bytes(OLD)
    wrote_before(own, "mkdocs.yml", OLD)
    before = read_all(own)
    said = upgrade("--dry-run")
    assert "mkdocs.yml: byts, skrivs om." in said
    assert "    -site_name: Som det var" in said
    assert said.endswith("Inget har skrivits.\n")
    assert read_all(own) == before
    upgrade()
    assert (own / "mkdocs.yml").read_bytes() == wanted
    assert upgrade().startswith("Allt är som version ")


def test_what_somebody_has_changed_is_left_and_named(own: Path) -> None:
    (own / "mkdocs.yml").write_bytes(OLD)
    (own / "docs/om.md").unlink()
    (own / "docs/vi.md").write_text("# Vi\n", "utf-8")
    for _ in range(2):
        said = upgrade()
        assert "mkdocs.yml: ändrad av er, lämnas." in said
        assert "docs/om.md: borttagen av er, skrivs inte." in said
        assert "docs/vi.md" not in said
    assert (own / "mkdocs.yml").read_bytes() == OLD
    assert not (own / "docs/om.md").exists()


def test_a_file_that_the_newer_version_adds_is_written_unless_there_is_one(own: Path) -> None:
    (own / "docs/om.md").unlink()
    (own / ".gitignore").write_text("/eget\n", "utf-8")
    for path in ("docs/om.md", ".gitignore"):
        wrote_before(own, path, None)
    said = upgrade()
    assert "docs/om.md: ny, skrivs." in said
    assert ".gitignore: ändrad av er, lämnas." in said
    assert (own / "docs/om.md").is_file()
    assert (own / ".gitignore").read_text("utf-8") == "/eget\n"


def test_what_is_no_longer_needed_is_named_and_left(own: Path) -> None:
    (own / "gammal.txt").write_bytes(OLD)
    wrote_before(own, "gammal.txt", OLD)
    assert "gammal.txt: behövs inte längre, lämnas." in upgrade()
    assert (own / "gammal.txt").read_bytes() == OLD


def test_a_link_is_never_written_through(own: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_bytes(OLD)
    (own / "mkdocs.yml").unlink()
    (own / "mkdocs.yml").symlink_to(outside)
    wrote_before(own, "mkdocs.yml", OLD)
    assert "mkdocs.yml: ändrad av er, lämnas." in upgrade()
    assert outside.read_bytes() == OLD


def test_the_guides_follow_the_mall_in_use(own: Path) -> None:
    mall = own / "entries/mall.yml"
    mall.write_text(
        mall.read_text("utf-8").replace("namn: Stadsparken", "namn: Folkets park"), "utf-8"
    )
    guide = own / "docs/sa-rapporterar-du.md"
    assert "plats: Stadsparken\n" in guide.read_text("utf-8")
    upgrade()
    assert "plats: Folkets park\n" in guide.read_text("utf-8")
    assert "Stadsparken" not in guide.read_text("utf-8")


def test_an_archive_without_the_list_is_left(own: Path) -> None:
    (own / DIGESTS).unlink()
    before = read_all(own)
    done = CliRunner().invoke(main, ["upgrade"], catch_exceptions=False)
    assert done.exit_code == 2
    assert f"{DIGESTS} saknas" in done.output
    assert read_all(own) == before
