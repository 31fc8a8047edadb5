"""What is said of poster: how many tell of something good, what does not count, and of one that is gone."""

from __future__ import annotations

from collections.abc import Iterable

from generator.analysis import Posts, count_posts
from generator.records import Archive, Entry
from generator.swedish import capitalize, join_words, say_count, say_number

# What every page of an archive that is made up says, and what leaves it.
EXAMPLE = "Exempelarkiv: allt innehåll är påhittat."
FIXED = "Posterna visar vad gruppen har rapporterat, inte hur många brott som har begåtts."
NOT_SENSITIVE = "Talen gäller inte känsliga problemtyper."
GONE_TITLE = "Post som har tagits bort"
# Of an åtgärd or an uppdrag without a last day.
NO_DAY = "ingen dag satt"
# Of an område that a meeting said nothing of; "ej bedömd" is what one says that looked at it.
UNJUDGED = "inte bedömt"


def title_of(entry: Entry) -> str:
    """Return what an entry is called: one that was removed has no title of its own left."""
    return entry.title or GONE_TITLE


def say_good(number: int, positive: int) -> str:
    """Write `, varav två positiva` after a number of poster; nothing where none is."""
    if not positive:
        return ""
    if positive == number:
        return {1: ", som är positiv", 2: ", båda positiva"}.get(number, ", alla positiva")
    return f", varav {say_count(positive, 'positiv', 'positiva')}"


def say_posts(number: int, positive: int, *, within: bool = False) -> str:
    """Write `två poster, varav en positiv`, or `en positiv post`; `within` a sentence that goes on."""
    if positive == number and number:
        return say_count(number, "positiv post", "positiva poster")
    more = say_good(number, positive)
    return f"{say_count(number, 'post', 'poster')}{more}{',' if more and within else ''}"


def note_good(number: int, positive: int) -> str:
    """Write it below a number in a table, in digits: `varav 2 positiva`."""
    if not positive:
        return ""
    if positive == number:
        return {1: "positiv", 2: "båda positiva"}.get(number, "alla positiva")
    return f"varav {say_number(positive)} {'positiv' if positive == 1 else 'positiva'}"


def say_uncounted(posts: Posts) -> str:
    """Say what a page shows beside the poster it counts, and why that is not counted."""
    return " ".join(filter(None, (say_never(posts), say_waiting(posts))))


def say_never(posts: Posts) -> str:
    """Say how many entries are no poster, and of what sort they are."""
    sorts = (
        (posts.unconfirmed, "obekräftad", "obekräftade"),
        (posts.withdrawn, "struken", "strukna"),
        (posts.removed, "borttagen", "borttagna"),
    )
    told = [say_count(number, one, many) for number, one, many in sorts if number]
    last = next((number for number, _, _ in reversed(sorts) if number), 0)
    words = [f"{join_words(told)} {'post' if last == 1 else 'poster'}"] if told else []
    if posts.upcoming:
        noun = ("", "") if told else ("post ", "poster ")
        words.append(say_count(posts.upcoming, *(f"{word}om något kommande" for word in noun)))
    if not words:
        return ""
    head = "Därutöver" if posts.counted else "Däremot"
    return f"{head} finns {(' samt ' if len(told) > 1 else ' och ').join(words)}, som inte räknas."


def say_withheld(archive: Archive, counted: Iterable[Entry]) -> str:
    """Say how many of some entries that are counted a reader may not read, if any."""
    kept = (entry for entry in counted if entry.id not in archive.entry)
    number = count_posts(archive.counted, kept).counted
    if archive.reader is None or not number:
        return ""
    return f"I talen ingår {say_count(number, 'post', 'poster')} som inte sprids hit."


def say_limits(archive: Archive) -> str:
    """Say what a reader outside the group is not shown, so that nothing missing is taken for none."""
    if archive.hides_own:
        return (
            "Gruppens bedömningar, förslag, beslut och åtgärder och de flesta poster sprids inte dit. "
            "Att något inte står här betyder inte att det saknas."
        )
    return "Det som inte sprids dit visas inte."


def say_here(archive: Archive) -> str:
    """Write ` som sprids hit` for a reader outside the group: of the rest nothing is said, not that it is none."""
    return "" if archive.reader is None else " som sprids hit"


def say_open(archive: Archive, left: int) -> str:
    """Say that a reader outside the group is not told what the åtgärder that are left are about."""
    if archive.reader is None or not left:
        return ""
    return " Vad en öppen åtgärd går ut på sprids inte hit."


def say_places(archive: Archive) -> str:
    """Say which platser whoever asks is not told of, whether there are any such or not."""
    if not archive.is_for_all:
        return ""
    return (
        f"Platser med färre än {archive.mall.threshold} händelser på tolv månader visas inte. Deras "
        "poster ingår i summorna, men inte i talen per plats."
    )


def say_apart(archive: Archive) -> str:
    """Say that what is känsligt is told apart, to readers outside the group."""
    if archive.reader is None:
        return ""
    return f"{NOT_SENSITIVE} De redovisas för sig, i rapporterna."


def say_but_sensitive(archive: Archive) -> str:
    """Write `, känsliga problemtyper oräknade` after a number of poster, to readers outside the group."""
    return ", känsliga problemtyper oräknade" if archive.reader else ""


def say_waiting(posts: Posts) -> str:
    """Say how many poster wait for a meeting to come."""
    if not posts.waiting:
        return ""
    more = " till" if posts.counted else ""
    many = capitalize(say_count(posts.waiting, f"post{more}", f"poster{more}"))
    return f"{many} räknas först när mötet har hållits."
