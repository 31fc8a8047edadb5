"""What a year's package says of itself, to whoever opens it in thirty years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.base import EXAMPLE
from generator.records import Archive, Report, pdf_path
from generator.swedish import join_words, say_count, say_day, say_month

README = "README.md"


@dataclass(frozen=True, slots=True)
class Laid:
    """What is in a package: the reports of its year, the drafts that are not, and what else is told.

    `due` are the files that the plan says to dispose of, `lost` those whose earlier content is not kept.
    """

    year: int
    tool: str
    adopted: tuple[Report, ...]
    drafts: tuple[Report, ...]
    due: int
    lost: int


def write_readme(archive: Archive, laid: Laid) -> str:
    """Write the page that lies first in a package."""
    return "\n\n".join(find_parts(archive, laid)) + "\n"


def find_parts(archive: Archive, laid: Laid) -> Iterator[str]:
    """Yield its paragraphs."""
    mall = archive.mall
    yield f"# Lägesbilder {laid.year}: {mall.municipality}"
    if mall.example:
        yield EXAMPLE
    yield (
        f"Det här är arkivet hos {mall.group}, som det var den {say_day(archive.today)}. "
        f"Paketet är skrivet med lagesbild {laid.tool}."
    )
    own, *wider = [row.name for row in mall.distributions]
    yield (
        f"Paketet är för {own} och arkivet. Det har alla poster och alla tal, också det som inte sprids till {join_words(wider, 'eller')}. "
        "Begär någon ut det prövas varje uppgift för sig."
    )
    yield "## Vad som finns här"
    yield "\n".join(f"- {row}" for row in find_contents(archive, laid))
    if laid.drafts:
        months = join_words(say_month(report.id) for report in laid.drafts)
        yield f"Inte fastställd, och därför inte bland rapporterna: {months}."
    yield "## Så återställer du sidorna"
    yield ("    lagesbild restore PAKETETS-MAPP --out NY-MAPP\n    cd NY-MAPP\n    mkdocs build")
    yield (
        f"Med lagesbild {laid.tool} blir sidorna desamma som när paketet skrevs, "
        f"{say_same(laid.lost)} Texterna går att läsa utan något program."
    )
    yield "## Vad som inte finns här"
    yield "\n".join(f"- {row}" for row in find_left_out(laid))
    yield "## Gallring"
    yield say_due(laid.due)


def find_contents(archive: Archive, laid: Laid) -> Iterator[str]:
    """Yield what is in the package, a row each."""
    reports = say_count(len(laid.adopted), "fastställd rapport", "fastställda rapporter")
    counts = join_words(
        (
            say_count(len(archive.entries), "post", "poster"),
            say_count(len(archive.meetings), "möte", "möten", neuter=True),
            say_count(len(archive.decisions), "beslut", "beslut", neuter=True),
        )
    )
    yield (
        f"`rapporter/`: {reports} för {laid.year}, i en egen mapp för varje rapport: PDF (PDF/A), Word, alla tabeller "
        "som CSV och en lista över filerna."
    )
    yield (
        f"`arkiv/`: hela arkivet som text, {counts}, med mallen och de handskrivna sidorna. Också tidigare år är "
        "med, eftersom sidorna jämför med dem."
    )
    yield f"`arkiv/entries/rapporter/`: rapporternas texter{say_frozen(archive)}."
    yield "`manifest.json`: varje fil med storlek och kontrollsumma (SHA-256)."
    if laid.due:
        yield "`gallring.csv`: det som enligt planen ska gallras."


def say_frozen(archive: Archive) -> str:
    """Say what is kept of the frozen reports: the PDFs need not be, and words may have been taken out."""
    frozen = archive.frozen
    if not frozen:
        return ""
    kept = [
        one for one in frozen if any(pdf_path(one, row) in archive.pdfs for row in one.articles)
    ]
    some = f", och {len(kept)} av {len(frozen)} också som PDF" if kept else ""
    files = "`.sent.json` och PDF" if len(kept) == len(frozen) else f"`.sent.json`{some}"
    said = f", och de frysta rapporterna ({files}) som de frystes"
    if not (emptied := [one for one in frozen if one.expunged]):
        return said
    count = say_count(len(emptied), "av dem", "av dem")
    return f"{said}. Ur {count} är ord borttagna sedan dess; talen står kvar, men ingen PDF"


def say_same(lost: int) -> str:
    """Say how far the pages of the restored archive are those that were when it was laid up."""
    if not lost:
        return "byte för byte."
    return (
        "byte för byte, utom de som jämför med äldre lydelser av det som är gallrat eller borttaget: "
        "de kan säga mindre."
    )


def find_left_out(laid: Laid) -> Iterator[str]:
    """Yield what is not in the package, a row each."""
    yield (
        "Git-historiken: vem som ändrade vad och filernas äldre lydelser. Det ur historiken som sidorna visar, dagar "
        "och det som ändrats sedan något fastställdes, finns i `arkiv/.lagesbild-historik.json`."
    )
    yield "Filer utanför `entries`, `decisions`, `docs` och `mkdocs.yml`, till exempel arbetsflöden."
    gone = "Det som är gallrat eller borttaget."
    if laid.lost:
        files = say_count(laid.lost, "fil", "filer")
        gone += f" Därför saknas den äldre lydelsen av {files}."
    yield gone
    yield (
        "`sip.xml` med METS och PREMIS. Paketet följer alltså inte Riksarkivets förvaltningsgemensamma "
        "specifikation (FGS Paketstruktur). Den som levererar till ett e-arkiv som kräver den får skriva filen där."
    )


def say_due(due: int) -> str:
    """Say how many files the plan says to dispose of."""
    if not due:
        return "Enligt `bevarande` i mallen ska inget i arkivet gallras än."
    files = say_count(due, "fil", "filer")
    return (
        f"Enligt `bevarande` i mallen ska {files} gallras. De står i `gallring.csv`. Åren räknas från utgången av "
        "det år då handlingen kom till. Programmet gallrar inget självt: det kräver ett beslut."
    )
