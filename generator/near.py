"""Which of some known words one may be meant as: those that share a whole word with it, and those like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import islice

POSSIBLE_SIMILARITY = 0.6
# Words of fewer letters say nothing of what a name is, nor do so few at its end; what has more words is no name.
FEWEST_LETTERS, FEWEST_LAST, MOST_WORDS = 3, 4, 8
# "torget" and "skolan" end as what one knows does, where enough of the word is left.
DEFINITE = re.compile(r"(?<=\w{4})(?:en|et|n|t)$")


def list_near(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that may be meant, those that share a whole word with it first."""
    return [name for *_, name in score_near(word, known)]


def score_near(word: str, known: Iterable[str]) -> list[tuple[bool, float, str]]:
    """Return the known words that may be meant, best first: whether one shares a word with it, and its ratio."""
    letters, own, every = Counter(word.casefold()), stems_of(word), list(known)
    if letters and letters.keys().isdisjoint("".join(every).casefold()):
        return []
    scored = []
    for name in every:
        is_shared = share_words(own, stems_of(name))
        ratio = similarity(word, name) if is_shared or may_be_near(letters, name) else 0.0
        if is_shared or ratio >= POSSIBLE_SIMILARITY:
            scored.append((is_shared, ratio, name))
    return sorted(scored, key=lambda found: (not found[0], -found[1], found[2]))


@lru_cache(maxsize=4096)
def stems_of(text: str) -> tuple[str, ...]:
    """Return the words of a name without the ending that says which: "Norbergs torget" is norbergs and torg."""
    words = (word for word in text.casefold().split() if len(word) >= FEWEST_LETTERS)
    return tuple(DEFINITE.sub("", word) for word in islice(words, MOST_WORDS))


def share_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether each word of the shorter of two names begins or ends one of the other's, or is itself that long."""
    few, many = sorted((one, other), key=len)
    return bool(few) and all(any(map(partial(is_part, word), many)) for word in few)


def is_part(one: str, other: str) -> bool:
    """Say whether one of two words begins or ends the other, as skola does skolgård and centralskola."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or (len(short) >= FEWEST_LAST and long.endswith(short))


def similarity(word: str, name: str) -> float:
    """Compare two words without regard to case: Ratcliff–Obershelp's ratio, from 0 to 1."""
    return SequenceMatcher(None, word.casefold(), name.casefold()).ratio()


def may_be_near(letters: Counter[str], name: str) -> bool:
    """Say, without comparing them, whether a word of such letters has enough in common with another."""
    folded = name.casefold()
    least = POSSIBLE_SIMILARITY * (letters.total() + len(folded)) / 2
    # What they have in common bounds the ratio, and their lengths bound that.
    if min(letters.total(), len(folded)) < least:
        return False
    return sum(min(count, folded.count(sign)) for sign, count in letters.items()) >= least
