"""Nothing is published until the mall, the entries and the repository all allow it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.records import may_publish, read_archive

ArchiveWith = Callable[..., Path]

# What the mall says, for whom the site is built, whether the repository is private, whether it may
# be published, why or why not.
CASES = [
    ("", "BRÅ", True, False, "inget avsnitt publicering"),
    ("BRÅ begränsad", "", True, False, "Ingen läsare är angiven. Bygg webbplatsen för BRÅ"),
    ("BRÅ begränsad", "Grannarna", True, False, "är ingen läsare i mallen"),
    ("BRÅ begränsad", "EST", True, False, "byggd för EST, men ska läsas av BRÅ"),
    ("BRÅ begränsad", "BRÅ", False, False, "Gör förrådet privat"),
    ("BRÅ begränsad", "BRÅ", True, True, "publiceras för BRÅ på https://arkiv.example"),
    ("BRÅ begränsad", "Publik", True, True, "publiceras för BRÅ"),
    ("EST begränsad", "EST", True, True, "publiceras för EST"),
    ("Länsstyrelsen begränsad", "Länsstyrelsen", True, True, "publiceras för Länsstyrelsen"),
    ("Publik öppen", "Publik", False, False, "i det får inte spridas till Publik"),
]


def mall_with(root: Path, settings: str) -> str:
    audience, _, access = settings.partition(" ")
    line = f"publicering: {{adress: https://arkiv.example, spridning: {audience}, åtkomst: {access}}}\n"
    return (line if settings else "") + (root / "entries" / "mall.yml").read_text("utf-8")


@pytest.mark.parametrize(("settings", "reader", "private", "allowed", "reason"), CASES)
def test_publishing_needs_all_to_agree(
    archive_with: ArchiveWith, settings: str, reader: str, private: bool, allowed: bool, reason: str
) -> None:
    root = archive_with()
    (root / "entries" / "mall.yml").write_text(mall_with(root, settings), "utf-8")
    verdict = may_publish(read_archive(root), private=private, reader=reader)
    assert (verdict.allowed, reason in verdict.reason) == (allowed, True), verdict.reason
    assert not verdict.open_to_all


def test_what_all_may_read_is_published_from_a_public_repository(archive_with: ArchiveWith) -> None:
    root = archive_with()
    mall = mall_with(root, "Publik öppen").replace(
        "förval: {spridning: BRÅ", "förval: {spridning: Publik"
    )
    (root / "entries" / "mall.yml").write_text(
        mall.replace("        högsta spridning: BRÅ\n", ""), "utf-8"
    )
    verdict = may_publish(read_archive(root), private=False, reader="Publik")
    assert verdict.allowed, verdict.reason
    assert verdict.open_to_all
