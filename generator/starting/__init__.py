"""START: an archive of one's own: its mall, its guides, and the files that build it on a forge.

The example, as the program carries it, is the source of all that is common: `mall.py` takes the
lists out of its mall that hold in any kommun, and `guides.py` says its guides in the words of the
mall in use. `files.py` knows every file of an archive, and `upgrading.py` which of them a newer
version would write otherwise.
"""

from __future__ import annotations

from generator.starting.files import (
    lay_folder,
    lay_out,
    list_example,
    refuse_filled,
    write_files,
)
from generator.starting.mall import COUNTIES, ORGANISATIONS, PLACES, Own, propose_name, write_mall
from generator.starting.source import read_version
from generator.starting.upgrading import (
    DIGESTS,
    plan_upgrade,
    upgrade_files,
    write_digests,
)

__all__ = [
    "COUNTIES", "DIGESTS", "ORGANISATIONS", "PLACES", "Own", "lay_folder", "lay_out",
    "list_example", "plan_upgrade", "propose_name", "read_version", "refuse_filled",
    "upgrade_files", "write_digests", "write_files", "write_mall",
]  # fmt: skip
