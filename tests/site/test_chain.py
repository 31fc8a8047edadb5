"""The promise of the archive: from an observation to what came of it and back, by clicks alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect


@dataclass(frozen=True, slots=True)
class Step:
    """A click on the link that reads `words`, inside `within`, and where it has to lead.

    `place` is the id on the new page that the reader then sees, when the link names one.
    """

    words: str
    heading: str
    place: str = ""
    within: str = ".lb"


MAPPING = "Fördjupad kartläggning av otryggheten vid Stationen"
FINDING = "Mörker, skymd sikt och tomhet möts vid Stationen"
STATION = (
    # An observation, the meetings that saw it again, and the one that lifted it.
    Step("Möten", "EST-möten", within="body"),
    Step("4 september 2025", "EST-möte 4 september 2025"),
    Step(
        "2 okt 2025: Tre kvällar med höga röster vid väntsalen",
        "EST-möte 2 oktober 2025",
        "soc-station",
        within="#soc-station",
    ),
    Step(
        "30 okt 2025: Fyra av nio lampor släckta vid Stationen",
        "EST-möte 30 oktober 2025",
        "nvk-station",
        within="#soc-station",
    ),
    Step(
        "13 nov 2025: Resenärer väntar hellre ute på perrongen",
        "EST-möte 13 november 2025",
        "soc-station",
        within="#nvk-station",
    ),
    # The meeting's report, the proposal in it, the decision and its account.
    Step("rapporten för november 2025", "Lägesrapport november 2025"),
    Step(
        "Fördjupad kartläggning av störande samling vid Stationen",
        "EST-möte 13 november 2025",
        "_bra-1",
    ),
    Step("Beslutat 16 december 2025 § 4, med ändring", MAPPING),
    Step(FINDING, MAPPING, "_redovisning"),
    # What followed: the reports that told of it, the group's measures and their effect.
    Step("Rapporten för april 2026", "Lägesrapport april 2026", "_beslut"),
    Step(MAPPING, MAPPING),
    Step("Belys väntsalens baksida", "EST-möte 2 april 2026", "_atgard_1"),
    Step("rapporten för april 2026", "Lägesrapport april 2026"),
    Step(MAPPING, MAPPING),
    Step("Fler väntar inne på Stationen", "EST-möte 20 augusti 2026", "kommun-station"),
    Step("rapporten för augusti 2026", "Lägesrapport augusti 2026"),
    # And back, to the first observation.
    Step(MAPPING, MAPPING),
    Step("November 2025", "Lägesrapport november 2025"),
    Step("Beslutat 16 december 2025 § 4, med ändring", MAPPING),
    Step("EST-mötet 13 november 2025", "EST-möte 13 november 2025", "_bra-1"),
    Step(
        "30 okt 2025: Fyra av nio lampor släckta vid Stationen",
        "EST-möte 30 oktober 2025",
        "nvk-station",
        within="#soc-station",
    ),
    Step(
        "2 okt 2025: Tre kvällar med höga röster vid väntsalen",
        "EST-möte 2 oktober 2025",
        "soc-station",
        within="#nvk-station",
    ),
    Step(
        "4 sep 2025: Resenärer undviker väntsalen efter klockan 20",
        "EST-möte 4 september 2025",
        "soc-station",
        within="#soc-station",
    ),
    Step(MAPPING, MAPPING, within="#soc-station"),
)
PARKING = "Uppdrag om körningen på parkeringen i Västanfors"
CAR_PARK = (
    Step("Platser", "Platser", within="body"),
    Step("Västanfors", "Västanfors"),
    Step(
        "Ett trettiotal fordon som mest i Västanfors",
        "EST-möte 18 september 2025",
        "polisen-parkering",
    ),
    Step("rapporten för september 2025", "Lägesrapport september 2025"),
    Step("Beslutat 21 oktober 2025 § 4, enligt förslaget", PARKING),
    Step("Fyra veckor utan klagomål på parkeringen", "EST-möte 19 mars 2026", "nvk-parkering"),
    Step("rapporten för mars 2026", "Lägesrapport mars 2026"),
    Step(PARKING, PARKING),
    Step(
        "Störande körning på parkeringen i Västanfors",
        "EST-möte 7 augusti 2025",
        "polisen-parkering",
    ),
)
CAUSES = "Orsaksanalys av skadegörelsen på Per Olsskolans skolgård"
SCHOOLYARD = (
    Step("Beslut", "Beslut", within="body"),
    Step(CAUSES, CAUSES),
    Step("Lyft vid EST-mötet 22 januari 2026", "EST-möte 22 januari 2026", "_bra-2"),
    Step("rapporten för januari 2026", "Lägesrapport januari 2026"),
    Step("Beslutat 24 februari 2026 § 6, enligt förslaget", CAUSES),
    Step("Så skadas Per Olsskolans skolgård utanför skoltid", CAUSES, "_redovisning"),
    Step("Rörelsestyrd belysning på skolgården", "EST-möte 28 maj 2026", "_atgard_1"),
    Step("rapporten för maj 2026", "Lägesrapport maj 2026"),
    Step(CAUSES, CAUSES),
    Step("Sex veckor utan skador på skolgården", "EST-möte 1 oktober 2026", "skolan-skolgard"),
    Step("rapporten för oktober 2026", "Lägesrapport oktober 2026"),
    Step(CAUSES, CAUSES),
    Step("Tre fönsterrutor krossade på skolgårdssidan", "EST-möte 12 juni 2025", "skolan-fonster"),
)


# Each chain in one way: the words and the links of a page are the same in all (test_same_article.py,
# test_links.py), and a click in one chain leads as it does in another.
CHAINS = {
    "station": ("from a folder", STATION),
    "car park": ("from a server", CAR_PARK),
    "schoolyard": ("without MkDocs", SCHOOLYARD),
}


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open the first page in each of the ways an archive is read."""
    fixture = {
        "from a folder": "example_site",
        "from a server": "served",
        "without MkDocs": "example_export",
    }[request.param]
    home = request.getfixturevalue(fixture)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{home}index.html" if isinstance(home, str) else (home / "index.html").as_uri())
    yield page
    context.close()


@pytest.mark.parametrize(
    ("reader", "chain"),
    CHAINS.values(),
    ids=CHAINS,
    indirect=["reader"],
)
def test_a_chain_is_followed_by_clicks(reader: Page, chain: tuple[Step, ...]) -> None:
    for number, step in enumerate(chain):
        take(reader, step, f"step {number + 1}")


def take(page: Page, step: Step, name: str) -> None:
    """Click as a reader would: only on what is seen."""
    links = page.locator(step.within).get_by_role("link", name=step.words, exact=True)
    seen = [link for link in links.all() if link.is_visible()]
    if not seen:  # among what is older, which the reader opens first
        hidden = page.get_by_role("link", name=step.words, exact=True, include_hidden=True)
        folded = page.locator("details:not([open])", has=hidden)
        while folded.count():
            folded.first.locator("> summary").click()
        seen = [link for link in links.all() if link.is_visible()]
    where = page.locator("h1").inner_text()
    assert seen, f"{name}: {where!r} has no visible link {step.words!r} in {step.within}"
    seen[0].click()
    expect(page.locator("h1"), f"{name}: from {where!r}").to_have_text(step.heading)
    if step.place:
        place = page.locator(f"[id='{step.place}']")
        expect(place, f"{name}: from {where!r}").to_be_in_viewport()
        assert page.url.endswith(f"#{step.place}"), page.url
