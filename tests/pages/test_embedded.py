"""Pictures in docs/: what their names and what nobody sees in them say is told, and never repeated."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from generator.pages.handwritten.beside import check_beside
from generator.pages.handwritten.embedded import check_embedded
from generator.problems import Severity

PLACE, AUTHOR, TEXT = "var den är tagen", "vem som har gjort den", "en text"


def write_exif(*fields: tuple[int, int], more: tuple[int, ...] = ()) -> bytes:
    """Return an Exif of fields by number, and a list of more that it leads to."""
    first = [*fields, *([(0x8769, 400)] if more else [])]
    rows = b"".join(struct.pack(">HHII", number, 4, 1, value) for number, value in first)
    head = b"MM\0*" + struct.pack(">IH", 8, len(first)) + rows
    lists = b"".join(struct.pack(">HHII", number, 2, 1, 0) for number in more)
    return head.ljust(400, b"\0") + struct.pack(">H", len(more)) + lists


def write_jpeg(*parts: tuple[int, bytes]) -> bytes:
    segments = b"".join(struct.pack(">BBH", 0xFF, n, len(raw) + 2) + raw for n, raw in parts)
    return b"\xff\xd8" + segments + b"\xff\xda\0\x02" + b"\xff\xe1Exif" + b"\xff\xd9"


def write_png(*chunks: tuple[bytes, bytes]) -> bytes:
    every = [(b"IHDR", b"\0" * 13), *chunks, (b"IDAT", b"x"), (b"IEND", b"")]
    packed = [
        struct.pack(">I4s", len(raw), name) + raw + struct.pack(">I", zlib.crc32(name + raw))
        for name, raw in every
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def write_webp(*chunks: tuple[bytes, bytes]) -> bytes:
    every = [(b"VP8 ", b"abc"), *chunks]
    body = b"".join(n + struct.pack("<I", len(r)) + r + b"\0" * (len(r) % 2) for n, r in every)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


EXIF, XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
IN_PNG = b"XML:com.adobe.xmp\0\0\0\0\0"


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.jpg", write_jpeg((0xE1, EXIF + write_exif((0x8825, 90)))), PLACE),
        ("a.jpg", write_jpeg((0xE0, b"JFIF\0"), (0xE1, EXIF + write_exif((0x013B, 9)))), AUTHOR),
        ("a.jpeg", write_jpeg((0xE1, EXIF + write_exif((0x0112, 6), more=(0xA430,)))), AUTHOR),
        ("a.jpg", write_jpeg((0xE1, XMP + b"<dc:creator>A</dc:creator>")), AUTHOR),
        ("a.jpg", write_jpeg((0xE1, XMP + b'exif:GPSLatitude="60"')), PLACE),
        ("a.jpg", write_jpeg((0xED, b"Photoshop 3.0\x008BIM")), TEXT),
        ("a.jpg", write_jpeg((0xFE, b"hej")), TEXT),
        (
            "a.jpg",
            write_jpeg((0xE1, EXIF + write_exif((0x010E, 1), (0x8825, 1), more=(0xA430,)))),
            f"{PLACE}, {AUTHOR} och {TEXT}",
        ),
        ("a.png", write_png((b"tEXt", b"Author\0Anna")), AUTHOR),
        ("a.png", write_png((b"zTXt", b"Comment\0\0x")), TEXT),
        ("a.png", write_png((b"eXIf", write_exif((0x8825, 90)))), PLACE),
        ("a.png", write_png((b"iTXt", IN_PNG + b"<dc:creator/>")), AUTHOR),
        ("a.webp", write_webp((b"EXIF", write_exif((0x8825, 90)))), PLACE),
        ("a.webp", write_webp((b"XMP ", b"dc:creator")), AUTHOR),
        # What tells of a program, a day, or how the picture is held.
        ("a.jpg", write_jpeg((0xE1, EXIF + write_exif((0x0112, 6), more=(0x9003,)))), ""),
        ("a.jpg", write_jpeg((0xE1, XMP + b"<xmp:CreatorTool>x</xmp:CreatorTool>")), ""),
        ("a.png", write_png((b"tEXt", b"Software\0x"), (b"iTXt", IN_PNG + b"xmp:CreatorTool")), ""),
        ("a.webp", write_webp(), ""),
    ],
)
def test_what_a_picture_says_besides_is_warned_of(
    name: str, raw: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / f"docs/{name}").write_bytes(raw)
    found = list(check_beside(tmp_path))
    assert [one.severity for one in found] == [Severity.VARNING] * bool(told)
    for problem in found:
        assert problem.text.startswith(f"I bilden står också {told}, som inte syns")
        assert "Anna" not in str(problem)


def test_a_broken_picture_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    exif = write_exif((0x8825, 90), (0x013B, 1), more=(0xA430,))
    wholes = [
        write_jpeg((0xE1, EXIF + exif), (0xFE, b"x")),
        write_png((b"eXIf", exif), (b"tEXt", b"x")),
        write_webp((b"EXIF", exif)),
    ]
    told = 0
    for whole in wholes:
        for end in range(len(whole)):
            for raw in (whole[:end], whole[:end] + b"\xff" + whole[end + 1 :]):
                (tmp_path / "a.png").write_bytes(raw)
                told += len(list(check_embedded(tmp_path, "a.png")))
    assert told > 1000


def test_a_large_picture_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with (tmp_path / "docs/a.png").open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 900_000_000, b"IDAT"))
        file.seek(900_000_000 + 20)
        file.write(struct.pack(">I4s", 11, b"tEXt") + b"Author\0Anna")
    os.truncate(tmp_path / "docs/a.png", 3_000_000_000)
    problems = list(check_beside(tmp_path))
    assert [one.severity for one in problems] == [Severity.VARNING] * 2
    assert problems[0].text.startswith("Bilden är 3000,0 MB, och varje läsare av sidan hämtar den.")
    assert AUTHOR in problems[1].text


@pytest.mark.parametrize(("size", "said"), [(1_000_000, ""), (1_500_000, "Bilden är 1,5 MB")])
def test_a_picture_that_is_larger_than_it_has_to_be_is_warned_of(
    size: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.png").write_bytes(write_png())
    os.truncate(tmp_path / "docs/a.png", size)
    found = list(check_beside(tmp_path))
    assert [one.text[: len(said)] for one in found] == [said] * bool(said)
    assert all(one.severity is Severity.VARNING for one in found)


@pytest.mark.parametrize(
    ("name", "shown", "stops"),
    [
        ("assets/19121212-1212.png", "docs/assets/(filnamnet visas inte)", True),
        ("assets/anna-snabel-a-smaby-se.jpg", "docs/assets/(filnamnet visas inte)", True),
        ("assets/0701234567.webp", "docs/assets/(filnamnet visas inte)", True),
        ("assets/19121212-1212.pdf", "docs/assets/(filnamnet visas inte)", True),
        ("assets/19121212-1212.md", "docs/assets/(filnamnet visas inte).md", True),
        ("assets/rapport.png", "", False),
        ("assets/IMG_20260512_143312.png", "", False),
        ("assets/Skärmbild 2026-05-12 143312.png", "", False),
    ],
)
def test_a_name_of_a_picture_points_nobody_out(
    name: str, shown: str, stops: bool, tmp_path: Path
) -> None:
    (tmp_path / f"docs/{name}").parent.mkdir(parents=True)
    (tmp_path / f"docs/{name}").write_bytes(write_png())
    found = list(check_beside(tmp_path))
    assert [one.origin.path for one in found] == [shown] * bool(shown), list(map(str, found))
    assert all((one.severity is Severity.FEL) == stops for one in found)
