"""The PDF of a report as it was sent, beside the file that keeps its article: `2026-11.sent.bra.pdf`.

Only what was written when the report was frozen may stand there. Where a content has been taken out of
what was sent, its PDF is gone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.problems import Origin, Problem
from generator.records.files import MONTH, REPORTS, read_bytes, slug_of
from generator.records.frozen import Frozen

PDF_PATH = re.compile(rf"{REPORTS}/{MONTH.pattern}\.sent(?:-(?:[2-9]|[1-9]\d+))?\.[a-z0-9-]+\.pdf")
MOST_BYTES = 20_000_000
ENDING = ".pdf"
BACK = "till exempel ur Git eller en säkerhetskopia."


def pdf_path(frozen: Frozen, reader: str) -> str:
    """Return the path of an edition's PDF for a reader."""
    return f"{frozen.path.removesuffix('.json')}.{slug_of(reader)}{ENDING}"


def find_pdfs(root: Path, frozen: Frozen) -> list[Path]:
    """Return the PDFs that stand beside an edition."""
    files = (root / pdf_path(frozen, reader) for reader in frozen.articles)
    return [file for file in files if file.is_file()]


def digest_pdf(root: Path, path: str) -> str:
    """Return the SHA-256 of a PDF."""
    return hashlib.sha256(read_bytes(root, path, MOST_BYTES)).hexdigest()


def check_pdfs(pdfs: Mapping[str, str], frozen: Iterable[Frozen]) -> Iterator[Problem]:
    """Yield a fel for each PDF that is lost, is not as it was sent, or is of no report that was; of each its SHA-256."""
    editions = list(frozen)
    known = {pdf_path(one, reader): (one, reader) for one in editions for reader in one.articles}
    for edition in editions:
        own = {reader: path for path, (one, reader) in known.items() if one is edition}
        gone = {reader: path for reader, path in own.items() if path not in pdfs}
        # An archive may keep none of an edition's PDFs; one that is gone alone was lost.
        for reader, path in gone.items() if len(gone) < len(own) and not edition.expunged else ():
            text = f"PDF:en för {reader} saknas, men en annan som frystes samtidigt är kvar. Lägg tillbaka den, {BACK}"
            yield Problem(Origin(path), text)
    for path, own_sum in pdfs.items():
        if path not in known:
            text = "Ingen fryst rapport har en sådan fil. Flytta den härifrån."
            yield Problem(Origin(path), text)
            continue
        edition, reader = known[path]
        if edition.expunged:
            text = f"Något har tagits bort ur det som frystes, men kan stå kvar i filen. Ta bort {path}."
            yield Problem(Origin(path), text)
            continue
        sent = {
            one.sha256
            for one in edition.files
            if one.reader == reader and one.name.endswith(ENDING)
        }
        if own_sum not in sent:
            text = f"Filen är inte den som frystes. Lägg tillbaka den som den var, {BACK}"
            yield Problem(Origin(path), text)
