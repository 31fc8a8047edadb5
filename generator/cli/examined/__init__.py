"""What `check` says beyond the rules of the records, and of what a change does.

`examining.py` puts it together: what stands beside the records, whether what was sent is kept
(`kept.py`, `sent.py`), what is settled and changed since (`settled.py`, with the rows to paste of
`mending.py`), and the numbers in texts (`summaries.py`, `giving_away.py`, by the sentences that
`claims.py` knows). `requested.py` holds a change against `request.py`, the archive before it.
"""

from __future__ import annotations

from generator.cli.examined.examining import KEPT, examine
from generator.cli.examined.request import find_older, find_pages, read_request, say_caused
from generator.cli.examined.requested import check_request
from generator.cli.examined.sent import expunge_sent
from generator.cli.examined.staged import ask_git, copy_staged, find_prefix
from generator.cli.examined.summaries import SAID

__all__ = [
    "KEPT", "SAID", "ask_git", "check_request", "copy_staged", "examine", "expunge_sent",
    "find_older", "find_pages", "find_prefix", "read_request", "say_caused",
]  # fmt: skip
