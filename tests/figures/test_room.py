"""Every text is large enough, stands on the sheet and beside the others, whatever the names and numbers are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

import pytest

from generator.analysis import NO_MATERIAL, NO_MEETING, NOT_REPORTED, Amount
from generator.figures import Picture
from generator.figures.area_map import Land, ShadedMap
from generator.figures.bars import Bar, Bars
from generator.figures.canvas import MIDDLE, WIDE, WIDTH, Canvas
from generator.figures.fishbone import Bone, Fishbone, Layer, Twig
from generator.figures.letters import width_of, wrap
from generator.figures.lines import Dot, Lines, share_key
from generator.figures.months import Month, Months
from generator.figures.star import LETTERS, Part, Star
from tests.figures.drawn import Box, all_words, find_shapes

pytestmark = pytest.mark.slow

NAMES = {
    "short": "Stöld",
    "many words": "Misshandel mot kvinna 18 år och äldre, utomhus, obekant med offret sedan förut",
    "one word": "Ordningsvaktsförordnandeansökningshandläggning",
    "wide": "W" * 60,
    "hyphens": "Barn-ungdoms-skol-fritids-kultur-och-idrottsförvaltningens-lokaler",
    "cyrillic": "Общественный порядок и безопасность несовершеннолетних в Вестанфорсе",
    "emoji": "Fotbollsplanen ⚽🏟️ vid Mariaskolan 👨‍👩‍👧‍👦 med 🇸🇪",
    "no blanks": "Järntorget/Stationen/Norrby/Kolarbyn/Meling/Fårbo/Hedkärra/Dunshammar",
    "mixed": "Fastighetsskötselorganisationens egen källarförrådsinbrottsstatistik i Västanfors",
}
NUMBERS = {
    "small": (Amount(3), Amount(2), Amount(0)),
    "large": (Amount(1_234_567_890), Amount(987_654_321), Amount(12)),
    "money lost": (Amount(-350_000), Amount(1_200_000), Amount(Decimal("-12.5"))),
    "all lost": (Amount(-120), Amount(-80), Amount(-7)),
    "shares": (Amount(Decimal("0.4")), Amount(Decimal("57.125")), Amount(100)),
    "missing": (Amount(None, NO_MEETING), Amount(None, NO_MATERIAL), Amount(None, NOT_REPORTED)),
}
Draw = Callable[[str, tuple[Amount, ...]], Iterator[Picture]]
LEAST = 13  # pixels: nothing smaller is read at arm's length
SLACK = 2.0  # pixels: letters are measured by their ink


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a picture and the room it takes."""

    text: str
    box: Box


def read_words(svg: str, letters: float) -> Iterator[Words]:
    """Yield every text with its box: as wide as its letters, as high as a line."""
    for element in ElementTree.fromstring(svg).iter("text"):
        text, size = element.text or "", float(element.get("font-size", 0))
        width = width_of(text, size, "lb-bold" in element.get("class", "")) * letters
        x, base = float(element.get("x", 0)), float(element.get("y", 0))
        shift = {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0.0)
        middle = base - MIDDLE * size
        yield Words(text, Box(x - shift, middle - size / 2, x - shift + width, middle + size / 2))


def find_crowded(svg: str, letters: float = 1) -> Iterator[str]:
    """Yield what stands outside the sheet, and the texts that stand on each other."""
    _, _, width, height = map(float, ElementTree.fromstring(svg).get("viewBox", "").split())
    texts = list(read_words(svg, letters))
    if any(float(size) < LEAST for size in re.findall(r'font-size="([^"]+)"', svg)):
        yield f"a text is smaller than {LEAST} pixels"
    for words in texts:
        box = words.box
        if min(box.left, box.top) < -SLACK or box.right > width + SLACK or box.bottom > height:
            yield f"{words.text!r} reaches outside: {box}"
    for one, other in combinations(texts, 2):
        apart = (
            one.box.right <= other.box.left + SLACK
            or other.box.right <= one.box.left + SLACK
            or one.box.bottom <= other.box.top + SLACK
            or other.box.bottom <= one.box.top + SLACK
        )
        if not apart:
            yield f"{one.text!r} and {other.text!r} stand on each other"
    for mark, box in find_shapes(svg).items():
        if min(box.left, box.top) < -SLACK or box.right > width + SLACK or box.bottom > height + 1:
            yield f"{mark} reaches outside: {box}"


def draw_bars(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    """Bars alone, with one comparison and with two."""
    first, *rest = numbers
    for before in ((), (rest[0],), tuple(rest)):
        rows = (Bar(name, first, before), Bar("ANDT", rest[0], before), Bar(name, rest[1], before))
        yield Bars(("nov 2026", "okt 2026", "nov 2025")[: 1 + len(before)], rows)


def draw_lines(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    """A series alone, in one panel of two to a scale, and as a key."""
    dots = tuple(
        Dot(f"{n + 1}/2026", amount, f"{n + 1}/2025", numbers[-1], label=f"kv {n + 1}", year="2026")
        for n, amount in enumerate(numbers)
    )
    yield Lines(dots)
    known = [amount.known for amount in numbers if not amount.missing]
    reach, depth = (max(known), min(known)) if known else (0, 0)
    panels = [Lines(dots[:number], name, 264, reach, depth) for number in (1, 3)]
    yield from share_key(panels)


def draw_fish(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    layers = (Layer("Indirekta orsaker", (Twig(name), Twig(name, True))), Layer("Direkta", ()))
    yield Fishbone((name, name), tuple(Bone(name, layers) for _ in range(3)))


def draw_months(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    months = tuple(Month(amount, "nov", "2026", 0, 2) for amount in numbers)
    yield Months(months, 3, name)
    marked = (Month(n, label, "", 0, 2, False, 12, 999) for n in numbers for label in ("", "nov"))
    yield Months(tuple(marked) * 2, 3, name)


def draw_star(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    fields = tuple(Part(word, numbers[0], "poster") for word in ("Alla", "Mitten", "Spetsen"))
    for points in (3, 5, 7):
        yield Star(tuple(Part(name, numbers[0], "poster") for _ in range(points)), fields)


def draw_map(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    def square(east: float) -> tuple[tuple[tuple[float, float], ...], ...]:
        return (((east, 60.0), (east + 0.1, 60.0), (east + 0.1, 60.1), (east, 60.1)),)

    lands = (Land(name, amount, (square(15 + 0.1 * n),)) for n, amount in enumerate(numbers))
    yield ShadedMap(tuple(lands), "Händelser")


def draw_crowd(name: str, numbers: tuple[Amount, ...]) -> Iterator[Picture]:
    """A map of 141 areas with long names, too small for any of them."""
    places = [(15 + 0.01 * (n % 12), 60 + 0.01 * (n // 12)) for n in range(141)]
    lands = (
        Land(
            f"{name} {n}",
            numbers[n % 3],
            ((((east, north), (east + 0.01, north), (east, north + 0.01)),),),
        )
        for n, (east, north) in enumerate(places)
    )
    yield ShadedMap(tuple(lands), "Händelser")


KINDS = (
    draw_bars,
    draw_lines,
    draw_fish,
    draw_months,
    draw_star,
    draw_map,
)
CASES = [
    *((draw, name, "small") for draw in KINDS for name in NAMES),
    *((draw, "many words", numbers) for draw in (draw_bars, draw_lines) for numbers in NUMBERS),
    *((draw, "many words", "missing") for draw in KINDS[2:]),
    (draw_crowd, "many words", "small"),
]


@pytest.mark.parametrize(("draw", "name", "numbers"), CASES)
def test_every_text_has_room(draw: Draw, name: str, numbers: str) -> None:
    found = [
        f"{type(picture).__name__} {width}: {line}"
        for picture in draw(NAMES[name], NUMBERS[numbers])
        for width in (WIDTH, WIDE, picture.width)
        for line in find_crowded(
            replace(picture, width=width).draw(), LETTERS if isinstance(picture, Star) else 1
        )
    ]
    assert found == []


def test_what_has_no_room_is_found() -> None:
    """The measure itself: a text beyond the sheet, and one on another."""
    canvas = Canvas(100, 40)
    canvas.text((10, 10), "Fastighetsskötarnas")
    canvas.text((20, 12), "Stöld")
    found = list(find_crowded(canvas.svg()))
    assert ["reaches outside" in line for line in found] == [True, False]


@pytest.mark.parametrize("width", [40, 123, 300])
@pytest.mark.parametrize("name", NAMES.values())
def test_a_long_word_is_broken_and_nothing_is_lost(name: str, width: float) -> None:
    lines = wrap(name, width)
    assert all(width_of(line) <= width for line in lines)
    kept = "".join(line.removesuffix("-") for line in lines)
    assert "".join(kept.split()).replace("-", "") == "".join(name.split()).replace("-", "")


def test_what_fits_is_not_broken() -> None:
    assert wrap("Gång- och cykelväg", 300) == ["Gång- och cykelväg"]
    assert wrap("", 300) == []


@pytest.mark.parametrize("picture", [draw_bars, draw_lines])
def test_money_lost_goes_the_other_way_from_zero(picture: Draw) -> None:
    drawn = [each.draw() for each in picture("Stöld", NUMBERS["money lost"])]
    words = [word for each in drawn for word in all_words(each)]
    assert any(word.startswith("\u2212") for word in words)
    assert not any(word.startswith("-") for word in words)
