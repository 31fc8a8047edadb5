"""Whether a built site may be published: off until the mall says where, for whom and how."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.archive import Archive
from generator.records.mall.rows import Distribution


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, its reason in one line, and whether the pages are meant for everyone."""

    allowed: bool
    reason: str
    open_to_all: bool = False


def may_publish(archive: Archive, *, private: bool) -> Verdict:
    """Answer from the mall, the entries and whether the repository is private.

    A fork of a public repository is public, and so are pages on most plans of the large forges:
    a public repository publishes only what is meant for the widest audience. A site shows every
    entry, so none of them may be meant for fewer than the site is.
    """
    mall, settings = archive.mall, archive.mall.publishing
    if settings is None:
        return Verdict(False, "Mallen har inget avsnitt publicering, så ingenting publiceras.")
    audience, widest = settings.distribution, mall.distributions[-1].name
    if not private and audience != widest:
        reason = (
            f"Kodförrådet är öppet, men arkivet är för {audience}. Gör kodförrådet privat först."
        )
        return Verdict(False, reason)
    readers = mall.find(Distribution, audience) or mall.distributions[-1]
    narrower = sum(mall.rank(entry.distribution) < mall.rank(readers) for entry in archive.entries)
    if narrower:
        posts = "1 post" if narrower == 1 else f"{narrower} poster"
        return Verdict(
            False, f"{posts} får inte spridas till {audience}, men webbplatsen visar alla poster."
        )
    open_to_all = audience == widest and settings.access == "öppen"
    return Verdict(True, f"Arkivet publiceras för {audience} på {settings.address}.", open_to_all)
