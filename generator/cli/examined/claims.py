"""The numbers that a report's summary says of the whole report, in so many words.

A sentence is judged only when every word of it is known here: any other may narrow what it counts,
"14 händelser i centrum". Its number stands before the noun, as "möte 21" is one of them, or after
"antalet händelser var". It must also speak for the report: stand first in the text, name the month or the whole, or follow a sentence that
does. So far a number may be missed, but none is taken for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from generator.swedish import MONTHS, SMALL_NUMBERS


class Counted(StrEnum):
    """What a summary may give the number of, as it is told of several."""

    EVENTS = "händelser"
    POSTS = "poster"
    MEETINGS = "möten"
    PROPOSALS = "förslag"
    ACTIONS = "åtgärder i rapporten"
    DONE = "klara åtgärder"
    BROKEN_OFF = "avbrutna åtgärder"
    LATE = "försenade åtgärder"
    GOING_ON = "åtgärder som pågår"
    EXPECTED = "organisationer som ska rapportera"
    REPORTED = "organisationer som har rapporterat"

    @property
    def of_one(self) -> str:
        """What one is called."""
        return " ".join(ONE.get(word, word) for word in self.value.split())


# Each word of `Counted` that is another of one than of several.
ONE = {
    "händelser": "händelse", "poster": "post", "möten": "möte", "åtgärder": "åtgärd", "klara": "klar",
    "avbrutna": "avbruten", "försenade": "försenad", "organisationer": "organisation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that is said, of what, in which words, and on which line of the text, from 0."""

    what: Counted
    number: int
    words: str
    line: int


EVENTS, POSTS, MEETINGS = "händelser", "poster", "möten"
ACTIONS, PROPOSALS, ORGANISATIONS = "åtgärder", "förslag", "organisationer"
NOUNS = {
    **dict.fromkeys(("händelse", "händelser", "händelserna"), EVENTS),
    **dict.fromkeys(("post", "poster", "posterna"), POSTS),
    **dict.fromkeys(("möte", "möten", "mötena"), MEETINGS),
    **dict.fromkeys(("åtgärd", "åtgärder", "åtgärderna"), ACTIONS),
    **dict.fromkeys(("förslag", "förslagen"), PROPOSALS),
    **dict.fromkeys(("organisation", "organisationer", "organisationerna"), ORGANISATIONS),
}
STATES = {
    **dict.fromkeys(("klar", "klara"), Counted.DONE),
    **dict.fromkeys(("avbruten", "avbrutna"), Counted.BROKEN_OFF),
    **dict.fromkeys(("försenad", "försenade", "sena"), Counted.LATE),
    "pågår": Counted.GOING_ON,
}
# The verb that a number of each noun needs: without one it is no statement.
TAKEN_IN = {
    "rapporterades", "rapporterats", "kom", "kommit", "hade", "fick", "fått", "tog", "finns", "är", "var",
    "blev", "omfattar", "innehåller", "bygger", "inträffade", "inträffat", "skedde", "skett", "inkom",
    "inkommit", "noterades", "noterats", "registrerades", "registrerats", "redovisas", "rapporterade",
    "rapporterat", "haft",
}  # fmt: skip
LIFTED = {
    "lämnar", "lämnas", "lämnade", "lämnat", "lyfter", "lyfts", "lyfte", "lyft", "är", "blev", "finns",
    "innehåller",
}  # fmt: skip
HELD = {"hade", "haft", "höll", "hölls", "hållits", "hållit", "var", "blev"}
TOLD = {"rapporterat", "rapporterade"}
VERBS = {
    EVENTS: (Counted.EVENTS, TAKEN_IN),
    POSTS: (Counted.POSTS, TAKEN_IN),
    MEETINGS: (Counted.MEETINGS, HELD),
    PROPOSALS: (Counted.PROPOSALS, LIFTED),
    ORGANISATIONS: (Counted.REPORTED, TOLD),
}
IS = {"är", "har", "var", "blev", "blivit"}
# What the report itself has is its own; what a group has may be of another time.
REPORT = {"rapporten", "månadsrapporten"}
EVERY_VERB = TAKEN_IN | LIFTED | HELD | TOLD | IS | {"pågår"}
WHOLE = REPORT | {
    "rapportens", "månaden", "månadens", "perioden", "periodens", "totalt", "sammanlagt", "vi", "gruppen",
}  # fmt: skip
NEUTRAL = EVERY_VERB | WHOLE | {
    "i", "under", "vid", "in", "emot", "det", "alla", "samtliga", "enda", "bara", "endast",
    "på",
}  # fmt: skip
# Who gets a proposal; what anyone else is given, and what a council does itself, is not the report's.
RECEIVER = re.compile(r"\btill\s+(?:lokala\s+)?brå\b", re.IGNORECASE)
# As many digits as anything here is counted in; a longer number is none.
MOST_DIGITS = 9
TEENS = ("tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo")
TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
NUMBERS = (
    {word: number for number, word in enumerate((*SMALL_NUMBERS, *TEENS))}
    | {tens: 10 * number for number, tens in enumerate(TENS, 2)}
    | {
        f"{tens}{word}": 10 * number + more
        for number, tens in enumerate(TENS, 2)
        for more, word in [*enumerate(SMALL_NUMBERS[1:10], 1), (1, "en")]
    }
    | {**dict.fromkeys(("ingen", "inget", "inga"), 0), "en": 1}
)
# What says nothing more between a number and its noun: "7 st händelser".
BETWEEN = {"st", "stycken", "rapporterade"}
# The report, its month and the group by longer names.
THIS = re.compile(r"\b(?:den här|denna) (rapport|månad)(?:en)?\b|\bEST-(grupp)en\b", re.IGNORECASE)
# A paragraph of plain text; what is a list, a quotation or a table has a context of its own.
PLAIN = re.compile(r"[\w\"”*_]")
LISTED = re.compile(r"(?:\d+[.)]|\*)\s")
# A paragraph that ends as none does, or is bold as a whole, is a label: what follows is of a part.
ENDED = re.compile(r"[.!?][\"”*_)]*\s*\Z")
BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+\1\s*\Z", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"”*_]*[A-ZÅÄÖ0-9])")
# What comes after these tells of a part, or of what is counted.
# What is compared after a comma is all of it, and so is what stands against another month's number.
TAIL = re.compile(
    r"[:;(–—]|\s*,?\s+(?:bland dem|varav|därav|däribland)\b"
    r"|,\s+(?:(?:något|lite|betydligt|många) )?(?:fler|färre|lika många|(?:dubbelt|hälften) så många)\b"
    r"|,\s+(?:vilket är )?en (?:ökning|minskning)\b"
    rf"|,?\s+(?:mot|jämfört med)\s+(?:\d+|{'|'.join(NUMBERS)})\s+(?:i|under)\s+(?:{'|'.join(MONTHS)})\b"
)
JOINT = re.compile(r"(,? (?:och|men) |, )")
TOKEN = re.compile(r"\d+(?:[\u00a0 ]\d{3})*(?![\d,%])|[^\W\d]+|\S")
AT_LEAST_ONCE = re.compile(r"\bminst en gång\b", re.IGNORECASE)
# A number before a month's name makes a day of it.
SOME_MONTH = re.compile(
    rf"(?<!\d\s)\b({'|'.join(MONTHS)})(?:\smånad\b)?(\s\d{{4}})?\b", re.IGNORECASE
)


def find_claims(text: str, month: str, aside: re.Pattern[str] | None = None) -> Iterator[Claim]:
    """Yield the numbers that a summary of the report for a month, `ÅÅÅÅ-MM`, says of all of it.

    What stands `aside` narrows nothing: the caller knows of what the text is.
    """
    for number, block in enumerate(re.finditer(r"(?:.+\n?)+", text)):
        if block[0].startswith("#"):
            return
        if not PLAIN.match(block[0]) or LISTED.match(block[0]):
            continue
        if BOLD.match(block[0]) or not ENDED.search(block[0]):
            return
        line = text[: block.start()].count("\n")
        yield from read_paragraph(block[0], month, line, aside, speaks=number == 0)


def read_paragraph(
    text: str, month: str, line: int, aside: re.Pattern[str] | None, *, speaks: bool
) -> Iterator[Claim]:
    """Yield the claims of a paragraph that begins on a line; `speaks`: its first sentence is of the whole."""
    start, noun = 0, ""
    for end in [*(found.start() for found in SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        bare = " ".join(AT_LEAST_ONCE.sub("", sentence.replace("*", " ")).split())
        bare = aside.sub("", bare) if aside else bare
        named = THIS.sub(r"\1\2en", RECEIVER.sub("", bare))
        plain = SOME_MONTH.sub(partial(say_own, month=month), named)
        words = {word.casefold() for word in TOKEN.findall(plain)}
        claims, noun = read_sentence(plain, noun) if speaks or words & WHOLE else ([], "")
        shown = " ".join(sentence.split())
        at = line + text[: end - len(sentence.lstrip())].count("\n")
        yield from (Claim(what, number, shown, at) for what, number in claims)
        start, speaks = end, bool(claims)


def say_own(found: re.Match[str], month: str) -> str:
    """Return what stands for a month in the report of one: only its own is told from the others."""
    name, year = found.groups("")
    if name[:3].casefold() != MONTHS[int(month[5:]) - 1][:3]:
        return found[0]
    return "månaden" if year[1:] == month[:4] else f"månaden{year}"


def read_sentence(sentence: str, noun: str) -> tuple[list[tuple[Counted, int]], str]:
    """Return what a sentence says, and the noun that the next may leave out; `noun` is the last one's."""
    head = TAIL.split(sentence, maxsplit=1)[0].strip().rstrip(".!")
    claims: list[tuple[Counted, int]] = []
    for clause in split_clauses(head):
        found = read_clause(clause, noun)
        if not found:
            break
        noun = next((NOUNS[word] for word in clause if word in NOUNS), noun)
        claims += found
    return claims, noun if claims else ""


def split_clauses(head: str) -> Iterator[list[str]]:
    """Yield the words of each clause: what follows a comma or an "och" is one if it has a verb.

    So is a number and its noun alone, which has the verb of the clause before.
    """
    first, *rest = JOINT.split(head)
    clause = words_of(first)
    for joint, part in zip(rest[::2], rest[1::2], strict=True):
        words = words_of(part)
        if verbs := EVERY_VERB.intersection(words):
            # "Sex poster och fyra händelser kom in": both have the verb.
            yield [*clause, *verbs] if is_count(clause) and is_count(words[:2]) else clause
            clause = words
        elif is_count(words):
            yield clause
            clause = [*words, *(word for word in clause if word in EVERY_VERB | REPORT)]
        else:
            clause += [*words_of(joint), *words]
    yield clause


def is_count(words: Sequence[str]) -> bool:
    """Say whether words are a number and its noun alone."""
    return len(words) == 2 and number_of(words[0]) is not None and words[1] in NOUNS


def words_of(text: str) -> list[str]:
    """Return the words, numbers and signs of a text, in small letters."""
    return [word.casefold() for word in TOKEN.findall(text)]


def number_of(word: str) -> int | None:
    """Return the number that a word is, if it is one."""
    digits = "".join(word.split())
    if not digits.isdecimal():
        return NUMBERS.get(word)
    return int(digits) if len(digits) <= MOST_DIGITS else None


def read_clause(words: Sequence[str], noun: str) -> list[tuple[Counted, int]]:
    """Return what a clause says of the whole report; nothing when a word of it may narrow that."""
    plain = [word for at, word in enumerate(words) if not is_between(words, at)]
    words, told_of = part_off_events(put_number_first(put_whole_first(plain)))
    numbers = [number for word in words if (number := number_of(word)) is not None]
    nouns = [NOUNS[word] for word in words if word in NOUNS]
    states = [STATES[word] for word in words if word in STATES]
    known = (*NOUNS, *STATES, *NEUTRAL)
    parted = words[0] == "av" if words else False
    others = [w for w in words[parted:] if number_of(w) is None and w not in known]
    if others or len(nouns) > 1 or len(states) > 1 or len(numbers) != 1 + parted:
        return []
    if nouns and not is_before_noun(words):
        return []
    counted = nouns[0] if nouns else noun
    if counted == ACTIONS and states:
        whole = [(Counted.ACTIONS, numbers[0])] if parted else []
        return [*whole, (states[0], numbers[-1])]
    what, verbs = VERBS.get(counted, (None, set[str]()))
    if REPORT.intersection(words) and counted != ORGANISATIONS:
        verbs = {*verbs, "har", "omfattar", "bygger"}
    # "Två poster var" is two of each.
    if what is None or states or not nouns or not verbs.intersection(words) or words[-1] == "var":
        return []
    if parted:
        pair = [(Counted.EXPECTED, numbers[0]), (Counted.REPORTED, numbers[1])]
        return pair if counted == ORGANISATIONS else []
    return [(what, numbers[0]), *told_of]


def is_between(words: Sequence[str], at: int) -> bool:
    """Say whether a word says nothing more of the number before it and the noun behind it."""
    around = words[at - 1 : at + 2] if at else ()
    return (
        words[at] in BETWEEN
        and len(around) == 3
        and number_of(around[0]) is not None
        and around[2] in NOUNS
    )


def put_whole_first(words: Sequence[str]) -> list[str]:
    """Return "sju av åtta organisationer har rapporterat" as "av åtta organisationer sju har rapporterat"."""
    for place in range(len(words) - 3):
        number, of, every, noun = words[place : place + 4]
        if of == "av" and noun in NOUNS and None not in (number_of(number), number_of(every)):
            return [of, every, noun, *words[:place], number, *words[place + 4 :]]
    return [*words]


def put_number_first(words: Sequence[str]) -> list[str]:
    """Return "antalet händelser var 12" as "var 12 händelser", and the subject "organisationerna" left out.

    So it is with "händelserna var 12".
    """
    nouns = [place for place, word in enumerate(words) if word in NOUNS]
    others = [place for place in nouns if words[place] != "organisationerna"]
    if len(others) == 1 and TOLD.intersection(words):
        words = [word for word in words if word != "organisationerna"]
    is_number = words[:1] == ["antalet"]
    if len(nouns) != 1 or not (is_number or (nouns[0] == 0 and words[0].endswith("na"))):
        return [*words]
    noun = words[nouns[0]]
    for place in range(nouns[0] + 1, len(words) - 1):
        if words[place] in IS and number_of(words[place + 1]) is not None:
            before, after = words[is_number : nouns[0]], words[nouns[0] + 1 : place + 2]
            return [*before, *after, noun, *words[place + 2 :]]
    return [*words]


def part_off_events(words: Sequence[str]) -> tuple[list[str], list[tuple[Counted, int]]]:
    """Return a clause on posts without "om tolv händelser", and what that says."""
    if any(NOUNS.get(word) == POSTS for word in words):
        for place in range(len(words) - 2):
            about, said, of = words[place : place + 3]
            number = number_of(said)
            if about == "om" and number is not None and NOUNS.get(of) == EVENTS:
                return [*words[:place], *words[place + 3 :]], [(Counted.EVENTS, number)]
    return [*words], []


def is_before_noun(words: Sequence[str]) -> bool:
    """Say whether the first number of a clause is that of its noun: "två möten", "ett enda möte"."""
    first = next(place for place, word in enumerate(words) if number_of(word) is not None)
    rest = [word for word in words[first + 1 :] if word != "enda"]
    return bool(rest) and rest[0] in NOUNS
