"""Whether a built site may be published: off until the mall says where, for whom and how."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.mall import Mall


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, its reason in one line, and whether the pages are meant for everyone."""

    allowed: bool
    reason: str
    open_to_all: bool = False


def may_publish(mall: Mall, *, private: bool) -> Verdict:
    """Answer from the mall and from whether the repository is private.

    A fork of a public repository is public, and so are pages on most plans of the large forges:
    a public repository publishes only what is meant for the widest audience.
    """
    settings = mall.publishing
    if settings is None:
        return Verdict(False, "Mallen har inget avsnitt publicering, så ingenting publiceras.")
    widest = mall.distributions[-1].name
    open_to_all = settings.distribution == widest and settings.access == "öppen"
    if not private and settings.distribution != widest:
        reason = f"Kodförrådet är öppet, men arkivet är för {settings.distribution}. Gör kodförrådet privat först."
        return Verdict(False, reason)
    return Verdict(
        True, f"Arkivet publiceras för {settings.distribution} på {settings.address}.", open_to_all
    )
