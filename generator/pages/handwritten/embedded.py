"""What a picture says besides what it shows: where it was taken, who took it, and texts nobody sees.

A camera or a program of pictures writes it into the file, and it goes along to every reader. Only the
frame of each kind of picture is read, a part at a time and never the picture itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from generator.problems import Origin, Problem, Severity
from generator.swedish import join_words

PLACE, AUTHOR, TEXT = "var den är tagen", "vem som har gjort den", "en text"
# A picture is made of fewer parts, and what is told in one is shorter.
MOST_PARTS, MOST_TOLD = 10_000, 200_000
JPEG, PNG, WEBP = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"WEBP"
# In a JPEG, a comment and where the picture itself begins.
COMMENT, PICTURE = b"\xfe", 0xDA
EXIF, XMP, IPTC = b"Exif\0\0", b"http://ns.adobe.com/xap/", b"Photoshop 3.0\0"
XMP_IN_PNG = b"XML:com.adobe.xmp"
# By number in Exif: the author, the rights, what Windows calls author, and the camera's owner.
AUTHORS = (0x013B, 0x8298, 0x9C9D, 0xA430)
GPS, MORE = 0x8825, 0x8769
TEXTS = (0x010E, 0x9286, 0x9C9B, 0x9C9C)
# In XMP and in what PNG has of it.
WORDS = {
    b"exif:GPS": PLACE,
    b"photoshop:City": PLACE,
    b"dc:creator": AUTHOR,
    b"dc:description": TEXT,
}
# Of the words that a PNG has for its texts, those that tell of a program or a day.
HARMLESS = (b"Software\0", b"Creation Time\0", b"date:", b"png:")
ADVICE = (
    "Spara bilden utan det, till exempel som en ny skärmbild. I Windows går det också under Egenskaper, "
    'Information, "Ta bort egenskaper och personlig information".'
)


def check_embedded(root: Path, path: str) -> Iterator[Problem]:
    """Yield a warning for a picture that says more than it shows."""
    with (root / path).open("rb") as file:
        told = {one for name, part in read_parts(file) for one in find_told(name, part)}
    if told:
        said = join_words(one for one in (PLACE, AUTHOR, TEXT) if one in told)
        text = f"I bilden står också {said}, som inte syns men följer med den. {ADVICE}"
        yield Problem(Origin(path), text, severity=Severity.VARNING)


def read_parts(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the beginning of each part of a picture, but for what it shows."""
    head = file.read(12)
    if head.startswith(PNG):
        parts = read_chunks(file, len(PNG), ">I4s", 4)
    elif head[8:] == WEBP:
        parts = read_chunks(file, len(head), "<4sI", 0)
    elif head.startswith(JPEG):
        parts = read_segments(file)
    else:
        return
    yield from islice(parts, MOST_PARTS)


def read_chunks(file: IO[bytes], start: int, form: str, tail: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG or a WebP, which have a size and a name before what they hold."""
    file.seek(start)
    while len(head := file.read(8)) == 8:
        one, other = struct.unpack(form, head)
        size, name = (one, other) if isinstance(one, int) else (other, one)
        place = file.tell()
        yield name, file.read(min(size, MOST_TOLD))
        # Of a WebP every part has an even length.
        file.seek(place + size + (tail or size % 2))


def read_segments(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a JPEG that stand before the picture itself."""
    file.seek(len(JPEG))
    while len(head := file.read(4)) == 4 and head[0] == 0xFF and head[1] != PICTURE:
        yield head[1:2], file.read(max(struct.unpack(">H", head[2:])[0] - 2, 0))


def find_told(name: bytes, part: bytes) -> Iterator[str]:
    """Yield what a part of a picture tells besides what the picture shows."""
    if name in (b"eXIf", b"EXIF") or part.startswith(EXIF):
        yield from find_in_exif(part.removeprefix(EXIF))
    elif name in (b"tEXt", b"zTXt", b"iTXt") and not part.startswith((*HARMLESS, XMP_IN_PNG)):
        yield AUTHOR if part.startswith((b"Author", b"Copyright")) else TEXT
    elif name == COMMENT or part.startswith(IPTC):
        yield TEXT
    elif name == b"XMP " or part.startswith((XMP, XMP_IN_PNG)):
        yield from (told for word, told in WORDS.items() if word in part)


def find_in_exif(part: bytes) -> Iterator[str]:
    """Yield what the numbers of an Exif's fields tell, of its first list and the one it leads to."""
    order = "<" if part.startswith(b"II") else ">"
    (first,) = struct.unpack_from(f"{order}I", part, 4) if len(part) >= 8 else (len(part),)
    fields = dict(read_fields(part, order, first))
    fields |= dict(read_fields(part, order, fields.get(MORE, len(part))))
    if GPS in fields:
        yield PLACE
    if fields.keys() & set(AUTHORS):
        yield AUTHOR
    if fields.keys() & set(TEXTS):
        yield TEXT


def read_fields(part: bytes, order: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the number and the value of each field of a list, as far as it goes."""
    try:
        for place in range(struct.unpack_from(f"{order}H", part, at)[0]):
            number, _, _, value = struct.unpack_from(f"{order}HHII", part, at + 2 + 12 * place)
            yield number, value
    except struct.error:
        return
