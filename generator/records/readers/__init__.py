"""The archive for one reader: what that reader may not read is not there, so nobody need ask.

`spridning` orders the readers from the group, which sees all, to whoever asks. An entry is read as
widely as it says, and no wider than its problemtyp and tillförlitlighet allow. A meeting, a decision
and a report's summary have no spridning of their own: the group's own words go as far as the mall's
default does, and where they are about one problemtyp or område no further than that may go.

Numbers do not come from here but from the ledger (`ledger.py`).
"""

from __future__ import annotations

from generator.records.archive import Archive
from generator.records.mall import Distribution
from generator.records.readers.ledger import count_sensitive
from generator.records.readers.reach import Reach, find_reader
from generator.records.readers.reduction import Reduction

__all__ = ["count_sensitive", "find_reader", "for_reader"]


def for_reader(archive: Archive, reader: Distribution) -> Archive:
    """Return the archive as a reader may read it, with the ledger that its numbers come from.

    The narrowest reader is the group itself, and gets the archive as it is.
    """
    if archive.mall.rank(reader) == 0:
        return archive
    return Reduction(Reach(archive, reader)).reduce()
