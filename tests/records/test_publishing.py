"""Nothing is published until the mall, the entries and the repository all allow it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.records import may_publish, read_archive

ArchiveWith = Callable[..., Path]

# What the mall says, whether the repository is private, whether it may be published, why or why not.
CASES = [
    ("", True, False, "inget avsnitt publicering"),
    ("Publik öppen", False, False, "får inte spridas till Publik"),
    ("BRÅ begränsad", False, False, "Gör kodförrådet privat"),
    ("BRÅ begränsad", True, True, "publiceras för BRÅ på https://arkiv.example"),
    ("EST begränsad", True, True, "publiceras för EST"),
    ("Länsstyrelsen begränsad", True, False, "får inte spridas till Länsstyrelsen"),
]


def mall_with(root: Path, settings: str) -> str:
    audience, _, access = settings.partition(" ")
    line = f"publicering: {{adress: https://arkiv.example, spridning: {audience}, åtkomst: {access}}}\n"
    return (line if settings else "") + (root / "entries" / "mall.yml").read_text("utf-8")


@pytest.mark.parametrize(("settings", "private", "allowed", "reason"), CASES)
def test_publishing_needs_all_to_agree(
    archive_with: ArchiveWith, settings: str, private: bool, allowed: bool, reason: str
) -> None:
    root = archive_with()
    (root / "entries" / "mall.yml").write_text(mall_with(root, settings), "utf-8")
    verdict = may_publish(read_archive(root), private=private)
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
    verdict = may_publish(read_archive(root), private=False)
    assert verdict.allowed, verdict.reason
    assert verdict.open_to_all
