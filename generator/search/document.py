"""What can be found: one record for each entry, meeting, report, decision, åtgärd and section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find: `address` leads to the very place it stands, from the site's root.

    `kind` is the sort of page in the reader's words. `text` is plain, without Markdown, and so are
    `examples`: what a guide only shows, which comes after what has been. The rest narrows a search;
    what does not apply is empty. What is `quiet` says little, and comes after what says as much as
    it of what was searched for.
    """

    address: str
    kind: str
    title: str
    text: str
    day: date | None = None
    area: str = ""
    problem_type: str = ""
    place: str = ""
    organisation: str = ""
    year: str = ""
    status: str = ""
    quiet: bool = False
    examples: str = ""


# The fields that a search is narrowed by, in the order the page shows them.
FACETS = ("kind", "area", "problem_type", "place", "organisation", "year", "status")
# The ones whose words are searched as well: an entry of Järntorget need not say so again.
SPOKEN = ("area", "problem_type", "place", "organisation")
