"""The signs of a text that are not in nearly every text: most rules on signs have to look at no other.

A text has few of them, so to look among them takes a small part of the time that the text would.
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_letters, digits

# None that a rule looks for among the others, as `&`, `%`, `=` and `\\`, or what a merge leaves.
COMMON = f"{ascii_letters}{digits} \n.,:;!-()[]{{}}\"'/#+$@^".encode()


# A file's text is asked for by one rule after another.
@lru_cache(maxsize=16)
def rare_signs(text: str) -> str:
    """Return the signs of a text that are none of the common ones, in their order."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, COMMON)
    return rest.decode("utf-8", "surrogatepass")
