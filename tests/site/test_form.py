"""The form in a real browser: it says what `check` says, and what it writes is what was meant."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.intake.sending import parse_sending
from generator.pages.form.choices import HERE
from generator.problems import Severity, only
from generator.records.exported import SHORTER
from generator.records.privacy.finding import find_personal
from generator.records.privacy.guard import RULES as PRIVACY
from generator.records.sentences import read_sentences
from tests.fixed import read_once
from tests.places import ARCHIVES, load_cases
from tests.site.forming import (
    CHECK,
    check_files,
    check_in_script,
    files_of,
    fill,
    lay_out,
    lines_of,
    load_files,
    make_page,
    plain,
    shown,
    split_sending,
    write,
)
from tests.site.shrinking import PARTS, can_shrink, shrink
from tests.site.visiting import DESK, PHONE, SIZES, find_broken, watch

TABLES = Path(__file__).resolve().parents[1] / "records"
RULES: dict[str, Any] = load_cases(TABLES / "form_rules.yml")
PERSONAL: dict[str, Any] = load_cases(TABLES / "personal.yml")
SEND, ANOTHER = ".lb-form button[type=submit]", "#_en-till"
CHANGE, REMOVE = (f".lb-sending__list li:nth-child({{}}) button:nth-of-type({at})" for at in (1, 2))
NOTE = "note"
GOOD: dict[str, str] = RULES["good"]
KEPT, ACTION = {key: GOOD[key] for key in ("organisation", "möte")}, ("vad", "ansvarig")
# What only a file can get wrong, or only a rule over the whole archive can see.
ONLY_IN_CHECK = re.compile("Mötesdagen har passerat|HTML visas|ser ut att ha en trasig bokstav")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small archive's form, in a folder."""
    return lay_out(ARCHIVES / "small", tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def script(browser: Browser, address: str) -> Iterator[Page]:
    """The form in a tab where only its script is asked, and nothing is filled in."""
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def test_the_guard_finds_the_same_in_both_languages(script: Page) -> None:
    assert not set("".join(SHORTER.values())) & set(PRIVACY.read_text("utf-8"))
    texts = [text for case in PERSONAL.values() for side in case.values() for text in side]
    told = script.evaluate(
        """(texts) => {
          const guard = lagesbildPost.makeGuard(lagesbildRapport, []);
          return texts.map((text) => guard.find(text).map(({at, name}) => `${at} ${name}`));
        }""",
        texts,
    )
    wanted = [
        [f"{utf_16(text, one.index)} {one.name}" for one in find_personal(text)] for text in texts
    ]
    assert len(texts) > 600
    assert [sorted(found) for found in told] == [sorted(found) for found in wanted]


def utf_16(text: str, index: int) -> int:
    """Return where a script has the letter that Python has at `index`."""
    return len(text[:index].encode("utf-16-le")) // 2


@pytest.mark.parametrize("case", RULES["cases"], ids=str)
def test_the_form_says_what_check_says(
    case: dict[str, Any], script: Page, archive_with: Callable[..., Path]
) -> None:
    given = {key: value for key, value in (GOOD | case.get("change", {})).items() if value}
    checked = check_in_script(script, given | {"namn": "k7m3q"})
    said = {(one["field"], one["rule"]) for one in checked.found}
    wanted = {
        (field, rule)
        for field, rules in case["says"].items()
        for rule in ([rules] if isinstance(rules, str) else rules)
    }
    assert said == wanted
    by_file = check_files(archive_with(files={}), files_of(checked))
    found = [one for problems in by_file.values() for one in problems]
    told = {
        (wrong_of(one.text), one.severity is Severity.FEL)
        for one in found
        if not ONLY_IN_CHECK.search(one.text)
    }
    assert told == {
        (wrong_of(one["text"], one["rule"], one["field"]), one["stops"]) for one in checked.found
    }


def test_no_two_faults_of_an_entry_are_told_in_the_same_words(script: Page) -> None:
    rows = {"åtgärder": [{"senast": "2026-11-30"}], "uppföljning": [{"effekt": "Lugnare"}]}
    found = check_in_script(script, {"möte": GOOD["möte"], "namn": "k7m3q", **rows}).found
    fields = [one["field"] for one in found]
    assert {"datum", "uppföljning.0.datum", "problemtyp"} <= {*fields}
    assert len({one["text"] for one in found}) == len(found)


def wrong_of(text: str, rule: str = "", field: str = "") -> str:
    """Return what a text says is wrong, without what to do about it; a row is a choice in the form."""
    if "trasig bokstav" in text:
        return text.partition(" (")[0].partition(".")[0]
    if text.startswith("Raden saknas."):
        return re.split('["”:]', text)[1]
    if rule == f"{field} saknas" and field not in ("rubrik", "text"):
        return field
    # Another entry goes by its file in one and by its title in the other.
    text = re.sub(r'posten (?:"[^"]*"|\S+)\.', "posten den.", text)
    starts = (one.wrong for one in read_sentences().values())
    patterns = (re.sub(r"\\\{.*?\\\}", ".+?", re.escape(start)) for start in starts)
    found = (re.match(pattern, text) for pattern in patterns)
    return max((one[0] for one in found if one), key=len, default=text)


# One name after another: by chance, two of hundreds may be the same.
COUNTED_NAMES = """
  let number = +(window.name || 0);
  crypto.getRandomValues = (row) => {
    let left = window.name = ++number;
    row.forEach((_, at) => {
      const choices = at % 2 ? 8 : 19;
      row[at] = left % choices;
      left = Math.floor(left / choices);
    });
    return row;
  };
"""


def test_what_is_written_is_what_the_page_shows(
    undrawn_tab: Page, archive_with: Callable[..., Path]
) -> None:
    """Hundreds of texts with all that a file, a header or Markdown could take for its own."""
    tab, chance = undrawn_tab, random.Random(12)
    tab.add_init_script(COUNTED_NAMES)
    tab.reload()
    written, refused, files = {}, {}, {}
    for number in range(300):
        entry = {key: value for key, value in GOOD.items() if key not in ("rubrik", "text")}
        entry |= {
            "datum": f"2026-10-{number % 30 + 1:02}",
            "rubrik": f"Nr {number} {write(chance, 6)}".replace("\n", " "),
            "text": f"{write(chance, 4 if number % 50 else 900)}\nNr {number}.",
            "åtgärder.0.vad": write(chance, 3).replace("\n", " ") + " x",
            "åtgärder.0.ansvarig": "Polisen",
            "stöd från annan": write(chance, 3).replace("\n", " "),
        }
        if fill(tab, entry, ANOTHER):
            action = {key: entry.pop(f"åtgärder.0.{key}") for key in ("vad", "ansvarig")}
            checked = check_in_script(tab, entry | {"åtgärder": [action], "namn": f"x{number}"})
            refused[checked.path] = checked.text
        else:
            written[f"Nr {number}."] = entry
        if number % 60 == 59:
            # What was refused last stands in the form still.
            fill(
                tab,
                dict.fromkeys((*entry, *(f"åtgärder.0.{key}" for key in ACTION)), "") | KEPT,
                SEND,
            )
            sent = split_sending(tab.input_value("#_texten"))
            assert not sent.keys() & files.keys()
            files |= sent
            tab.reload()
    assert len(files) == len(written) > 200
    problems, archive = load_files(archive_with(files={}), files | refused)
    stops = {path for path, found in problems.items() if only(Severity.FEL, found)}
    assert stops == set(refused)
    assert archive is not None
    for path in files:
        record = archive.entry[path.removeprefix("entries/").removesuffix(".md")]
        entry = written[re.findall(r"Nr \d+\.", record.text)[-1]]
        assert record.title == plain(entry["rubrik"])
        assert shown(record.text) == lines_of(entry["text"]), record.text
        assert record.actions[0].what == plain(entry["åtgärder.0.vad"])
        assert (record.support or "") == plain(entry["stöd från annan"])


SHORTEST = {
    "organisation": "Skolan", "problemtyp": "Skadegörelse", "rubrik": "Två rutor krossade",
    "text": "Två rutor på gaveln var krossade.", "plats": "Norra skolan", "datum": "2026-11-03",
}  # fmt: skip


def test_the_shortest_entry_takes_few_keys(tab: Page) -> None:
    """With the keyboard alone, from the first field to the text that is sent, besides its own words."""
    tab.evaluate("window.pressed = 0; addEventListener('keydown', () => pressed++, true)")
    tab.focus("#_organisation")
    for name, value in SHORTEST.items():
        while tab.evaluate("document.activeElement.name") != name:
            tab.keyboard.press("Tab")
        if name in ("rubrik", "text"):
            tab.keyboard.insert_text(value)
        elif name == "datum":
            type_day(tab, value)
        else:
            for letter in value.split()[0].lower():
                if tab.input_value(f"#_{name}") != value:
                    tab.keyboard.press(letter)
    # The next stop after a day is the button that opens a calendar, in some browsers.
    while tab.evaluate("document.activeElement.type") != "submit":
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("pressed") <= 40, tab.evaluate("pressed")
    assert tab.is_hidden("#_fel"), tab.inner_text("#_fel")
    assert list(split_sending(tab.input_value("#_texten")))


def type_day(tab: Page, day: str) -> None:
    """Type the digits of a day in the order that this browser has, which is its own choice."""
    year, month, number = day.split("-")
    before = tab.evaluate("pressed")
    for digits in (year + month + number, month + number + year, number + month + year):
        tab.fill("#_datum", "")
        tab.focus("#_rubrik")
        tab.focus("#_datum")
        tab.evaluate("(count) => { pressed = count; }", before)
        for digit in digits:
            tab.keyboard.press(digit)
        if tab.input_value("#_datum") == day:
            return


def test_the_guard_stops_before_anything_leaves(tab: Page) -> None:
    said = fill(tab, GOOD | {"text": "Numret är 900101-9802, och grannens bil."}, SEND)
    assert [row.split(":")[0] for row in said] == ["Text", "Text"]
    expect(tab.locator("#_fel")).to_be_focused()
    assert tab.is_hidden(".lb-sending__ends")
    assert tab.get_attribute("#_text", "aria-invalid") == "true"
    tab.click("#_fel a >> nth=0")
    expect(tab.locator("#_text")).to_be_focused()
    tab.fill("#_text", "Rutan är lagad av skolan själv.")
    assert tab.is_hidden("#_fel")
    tab.click(SEND)
    expect(tab.locator("#_sandning")).to_be_focused()


def test_a_draft_is_kept_when_asked_for_and_gone_when_sent(tab: Page, address: str) -> None:
    fill(tab, {"rubrik": "Halvskriven"}, "#_visas")
    tab.goto(address)
    assert tab.input_value("#_rubrik") == ""
    tab.check("#_spara")
    fill(tab, GOOD, ANOTHER)
    fill(tab, {"rubrik": "Halvskriven"}, "#_visas")
    tab.goto(address)
    assert tab.input_value("#_rubrik") == "Halvskriven"
    assert tab.inner_text("#_sandning") == "Din sändning: en post"
    tab.fill("#_rubrik", "")
    tab.click(SEND)
    with tab.expect_download() as download:
        tab.click("#_hamta")
    assert list(split_sending(Path(download.value.path()).read_text("utf-8")))
    assert tab.evaluate("localStorage.length") == 0
    assert not tab.is_checked("#_spara")


def test_what_is_sent_is_what_receive_reads(tab: Page) -> None:
    """A line that begins as a mark of the sending is one of the text, also in a table."""
    fill(
        tab, GOOD | {"text": "Rad ett.\n=== slut 1\n====\n=\nLägesbild, sändning 1\nsist"}, ANOTHER
    )
    table = "Typ;oktober 2026\n=== x;3\n==;4"
    told = {"rubrik": "Tre brott", "text": "Färre än i fjol.", "källa": "Polisen", "tabell": table}
    fill(
        tab,
        {"slag": "Statistik", "statistik.indikator": "Anmälda brott", "statistik.period": "månad"}
        | told,
        SEND,
    )
    text = tab.input_value("#_texten")
    sent = {file.path: file.text for file in parse_sending(f"Hej!\n\n{text}\n--\nSkolan")}
    assert sent == split_sending(text)
    assert [path.rpartition(".")[2] for path in sent] == ["md", "md", "csv"]


def test_another_keeps_who_and_where(tab: Page) -> None:
    fill(tab, GOOD, ANOTHER)
    kept = {
        key: tab.input_value(f"#_{key}")
        for key in ("organisation", "möte", "plats", "rubrik", "datum")
    }
    assert kept == {key: GOOD[key] for key in ("organisation", "möte", "plats")} | {
        "rubrik": "",
        "datum": "",
    }
    expect(tab.locator("#_problemtyp")).to_be_focused()
    expect(tab.locator(".lb-form__said")).to_be_in_viewport()


def test_what_is_asked_names_no_file_and_follows_the_form(tab: Page) -> None:
    """An event told twice goes by its title; faults stand in the order of the fields, each named once."""
    fill(tab, GOOD, ANOTHER)
    tab.click(SEND)
    for name, value in GOOD.items():
        if name not in ("rubrik", "text"):
            tab.locator(f"#_{name}").evaluate("(one, value) => { one.value = value; }", value)
    tab.fill("#_text", "Ring 070-174 06 05.")
    tab.click(ANOTHER)
    told = [row.partition(".")[0] for row in tab.locator("#_fel li").all_inner_texts()]
    assert told == [
        "Rubriken saknas",
        "Text: Det här ser ut som ett telefonnummer",
        'När: Skolan har redan "Två rutor krossade" med samma plats, dag och problemtyp',
    ]


STATISTICS = {
    "slag": "Statistik",
    "statistik.indikator": "Anmälda brott",
    "tabell": "Typ;oktober 2026\nKlotter;3",
}
NOTHING = "Inget att rapportera"
OTHER = GOOD | {"plats": "Centrum", "rubrik": "Klotter på muren", "text": "En mur var klottrad."}
HALF = {"rubrik": "Halvskriven", "plats": "Centrum"}
# What is done one after another: a button with what is filled in before it, or a note of the round. Then
# the titles that stand in the list, the faults' first words, and the title in the form.
STEPS: dict[str, tuple[list[tuple[str, dict[str, str]]], list[str], list[str], str]] = {
    "a table without a title is no blank form": (
        [(ANOTHER, GOOD), (SEND, STATISTICS)],
        ["Två rutor krossade"],
        ["Rubriken", "Källan", "Perioden"],
        "",
    ),
    "what is hidden waits with the rest": (
        [(ANOTHER, OTHER), (CHANGE.format(1), GOOD | {"organisation": "Polisen", "slag": NOTHING}), (CHANGE.format(2), {})],
        ["Klotter på muren (inte klar)", NOTHING + " (inte klar)"],
        [],
        GOOD["rubrik"],
    ),
    "a blank form is passed by": ([(ANOTHER, GOOD), (SEND, {})], ["Två rutor krossade"], [], ""),
    "what is half written waits": (
        [(ANOTHER, GOOD), (CHANGE.format(1), HALF)],
        ["Två rutor krossade", "Halvskriven (inte klar)"],
        [],
        "Två rutor krossade",
    ),
    "what waits is asked for before it is sent": (
        [(ANOTHER, GOOD), (CHANGE.format(1), HALF), (SEND, {})],
        ["Två rutor krossade", "Halvskriven (inte klar)"],
        ["Vad", "Datum", "Texten"],
        "Halvskriven",
    ),
    "to go back to the same loses nothing": (
        [(ANOTHER, GOOD), (CHANGE.format(1), {}), (CHANGE.format(1), {"rubrik": "Tre rutor"})],
        ["Två rutor krossade"],
        [],
        "Tre rutor",
    ),
    "another is removed while one is changed": (
        [(ANOTHER, GOOD), (ANOTHER, OTHER), (CHANGE.format(2), {}), (REMOVE.format(1), {}), (SEND, {"rubrik": "Ny"})],
        ["Ny"],
        [],
        "",
    ),
    "a note is made while one is changed": (
        [(ANOTHER, GOOD), (CHANGE.format(1), {}), (NOTE, {"text": "Lugnt kl. 22.30. Vid St. Eriks torg t.ex. Alla gick."}), (SEND, {"rubrik": "Ny"})],
        ["Ny", "Lugnt kl. 22.30. Vid St. Eriks torg t.ex. Alla gick"],
        [],
        "",
    ),
    "a title ends with its sentence": ([(NOTE, {"text": "Är det lugnt? Ja. Kl. 22 var"})], ["Är det lugnt?"], [], ""),
    "a number ends no title": ([(NOTE, {"text": "12. Kort om torget. Sedan"})], ["12. Kort om torget"], [], ""),
    "a sign is never cut": ([(NOTE, {"text": "a" * 99 + "😀😀"})], ["a" * 99 + "😀"], [], ""),
}  # fmt: skip


def test_nothing_is_lost_or_told_twice(tab: Page, address: str) -> None:
    """Entries are changed, put aside, removed and noted in any order; each is sent once."""
    for case, (steps, listed, faults, title) in STEPS.items():
        tab.goto(address)
        for press, entry in steps:
            if press == NOTE:
                note(tab, entry["text"])
            else:
                fill(tab, entry, press)
        rows = tab.locator(".lb-sending__list li > span").all_inner_texts()
        assert [row.partition("\u00a0· ")[0] for row in rows] == listed, case
        told = tab.locator("#_fel:not([hidden]) li").all_inner_texts()
        assert {re.split("[ :]", row)[0] for row in told} == set(faults), case
        assert tab.input_value("#_rubrik") == title, case
        assert tab.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))"), case
        if not faults and not title:
            tab.click(SEND)
            assert len(split_sending(tab.input_value("#_texten"))) == len(listed), case


def test_what_another_slag_hides_is_left_out_only_by_who_wrote_it(tab: Page) -> None:
    """It is named, kept in the draft, and taken in again by a slag that has it."""
    tab.check("#_spara")
    fill(tab, GOOD | {"organisation": "Polisen", "slag": NOTHING}, "#_visas")
    tab.reload()
    tab.click(SEND)
    told = tab.locator("#_fel li").all_inner_texts()
    assert told == [
        'Vad vill ni berätta: Det ni har skrivit under "Vad gäller det", "Rubrik", "Text" och "När" '
        "följer inte med det här svaret. Ska det med väljer ni ett annat."
    ]
    tab.select_option("#_slag", "Händelse")
    assert tab.is_hidden("#_fel")
    tab.click(ANOTHER)
    fill(tab, STATISTICS | {"organisation": "Fastighetsbolaget"}, "#_visas")
    tab.select_option("#_slag", NOTHING)
    tab.click(SEND)
    tab.click("#_fel button")
    sent = split_sending(tab.input_value("#_texten"))
    assert [GOOD["text"] in text for text in sent.values()] == [True, False]
    assert not any(path.endswith(".csv") for path in sent)
    assert tab.input_value("#_plats") == GOOD["plats"]


def note(tab: Page, text: str) -> None:
    """Note something in the round."""
    if not tab.is_visible("[id='_runt.text']"):
        tab.click("summary:has-text('Läget laget runt')")
    tab.select_option("[id='_runt.organisation']", "Polisen")
    tab.select_option("[id='_runt.plats']", "Centrum")
    tab.fill("[id='_runt.text']", text)
    tab.press("[id='_runt.text']", "Enter")


def test_a_browser_that_keeps_nothing_says_so(browser: Browser, address: str) -> None:
    """Long after the last meeting, and with nowhere to keep a draft, the page says both and still works."""
    with browser.new_context(offline=True, accept_downloads=True) as context:
        visit = watch(context, address.rpartition("/")[0])
        visit.page.add_init_script(
            "for (const key of ['getItem', 'setItem', 'removeItem']) Storage.prototype[key] = () => { throw new DOMException('no', 'SecurityError'); };"
        )
        visit.page.clock.set_fixed_time("2031-01-01T10:00:00")
        visit.open("/rapportera.html")
        tab = visit.page
        assert tab.input_value("#_möte") == ""
        expect(tab.locator("#_möte-om")).to_have_text(
            "Inget kommande möte finns i listan. Sidan kan vara gammal."
        )
        assert tab.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))")
        tab.fill("#_rubrik", "Halvskriven")
        tab.locator("#_spara").click()
        expect(tab.locator(".lb-form__said")).to_contain_text("kan inte spara utkastet")
        assert not tab.is_checked("#_spara")
        assert tab.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
        fill(tab, GOOD, SEND)
        with tab.expect_download():
            tab.click("#_hamta")
        assert tab.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))")
        assert visit.faults == []


def test_two_who_write_of_the_same_never_get_the_same_name(script: Page) -> None:
    made = script.evaluate("Array.from({length: 500}, lagesbildPost.makeName)")
    # All at once: to ask of each takes longer than to answer.
    told = script.evaluate(f"(all) => all.map({CHECK})", [GOOD | {"namn": name} for name in made])
    names = {one["path"] for one in told}
    assert len(names) > 490
    assert all(
        re.fullmatch(r"entries/2026-11-12/skolan-norra-skolan-[a-z][2-9][a-z][2-9][a-z]\.md", name)
        for name in names
    )


def test_the_round_takes_three_fields_and_enter(
    tab: Page, archive_with: Callable[..., Path]
) -> None:
    tab.click("summary:has-text('Läget laget runt')")
    for organisation in ("Skolan", "Polisen"):
        tab.select_option("[id='_runt.organisation']", organisation)
        tab.select_option("[id='_runt.plats']", "Centrum")
        tab.fill("[id='_runt.text']", "Lugnt i veckan. Några samlas vid torget.")
        tab.press("[id='_runt.text']", "Enter")
    tab.click(SEND)
    files = split_sending(tab.input_value("#_texten"))
    assert [name.split("-")[3] for name in files] == ["12/skolan", "12/polisen"] or len(files) == 2
    assert not any(
        one.severity is Severity.FEL
        for found in check_files(archive_with(files={}), files).values()
        for one in found
    )


def test_a_follow_up_says_most_of_its_entry(tab: Page, archive_with: Callable[..., Path]) -> None:
    """An åtgärd is picked, and its place, its type and who answers for it are filled in."""
    tab.click("[data-add='uppföljning'] >> nth=0")
    chosen = tab.locator("[id='_uppföljning.0.åtgärd']")
    expect(chosen).to_be_focused()
    chosen.select_option(index=1)
    tab.select_option("[id='_uppföljning.0.status']", "klar")
    tab.fill("[id='_uppföljning.0.datum']", "2026-11-02")
    tab.fill("[id='_uppföljning.0.effekt']", "Inga nya rutor har krossats.")
    tab.click(SEND)
    assert tab.is_hidden("#_fel"), tab.inner_text("#_fel")
    files = split_sending(tab.input_value("#_texten"))
    problems, archive = load_files(archive_with(files={}), files)
    assert not [one for found in problems.values() for one in only(Severity.FEL, found)]
    assert archive is not None
    (path,) = files
    record = archive.entry[path.removeprefix("entries/").removesuffix(".md")]
    followed = archive.actions[record.follow_ups[0].action]
    assert (record.kind.role, record.organisation) == ("positivt", followed.action.responsible)
    assert record.title == f"Uppföljning: {followed.action.what}"


FORGES = {
    "github": "https://git.example/org/lage/new/main/?filename=entries%2F",
    "forgejo": "https://git.example/org/lage/_new/main/?filename=entries%2F",
    "gitea": "https://git.example/org/lage/_new/main/?filename=entries%2F",
}


@pytest.mark.parametrize("forge", FORGES)
def test_a_forge_is_given_the_name_and_the_text(
    forge: str, browser: Browser, archive_with: Callable[..., Path], tmp_path: Path
) -> None:
    """GitHub, Forgejo and Gitea fill in a new file from its address; too long a text is sent otherwise."""
    way = f"inlämning: {{plattform: {forge}, adress: https://git.example/org/lage}}\n"
    mall = (ARCHIVES / "small/entries/mall.yml").read_text("utf-8")
    address = lay_out(archive_with(files={"entries/mall.yml": mall + way}), tmp_path)
    with browser.new_context(offline=True) as context:
        tab = context.new_page()
        tab.clock.set_fixed_time("2026-11-05T10:00:00")
        tab.goto(address)
        fill(tab, GOOD | {"rubrik": "Å & ä?"}, SEND)
        (path, text), *_ = split_sending(tab.input_value("#_texten")).items()
        link = tab.get_attribute(".lb-sending__forge a", "href")
        assert link is not None
        assert link.startswith(FORGES[forge])
        assert parse_qs(urlsplit(link).query) == {"filename": [path], "value": [text]}
        fill(tab, GOOD | {"text": "Det var trasigt. " * 400}, SEND)
        assert tab.is_hidden(".lb-sending__forge")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_form_is_accessible_with_faults_shown(
    browser: Browser, address: str, width: int
) -> None:
    """Axe finds nothing, with every fold open, a row of each sort, and before and after sending."""
    with browser.new_context(viewport=SIZES[width], bypass_csp=True) as context:
        tab = context.new_page()
        tab.goto(address)
        tab.evaluate(
            "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
        )
        for row in ("åtgärder", "uppföljning", "faktorer"):
            tab.click(f"[data-add='{row}'] >> nth=0")
        tab.fill("#_text", "En 17-årig pojke ringde 070-174 06 05.")
        tab.click(SEND)
        assert find_broken(tab, dark=width == DESK) == []
        tab.reload()
        fill(tab, GOOD, SEND)
        assert find_broken(tab, dark=width == DESK) == []


def test_no_word_of_files_or_git_is_on_the_screen(tab: Page) -> None:
    """Whoever reports meets the mall's words, before sending, after, and when something is wrong."""
    tab.evaluate(
        "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
    )
    tab.click(SEND)
    words = tab.inner_text("main")
    fill(tab, GOOD, SEND)
    words += tab.inner_text("main")
    found = re.findall(
        r"(?i)\b(?:git|yaml|commit|pull request|gren|repo\w*|huvudet|raden|mapp)\b", words
    )
    assert found == []


def test_the_page_weighs_little(root: Path) -> None:
    """The script with its data, as it lies in a folder and as a server packs it."""
    (script,) = make_page(read_once(root)).files.values()
    assert len(script.encode()) <= 60_000
    assert len(zlib.compress(script.encode(), 9)) <= 25_000


@pytest.mark.parametrize(("name", "parts"), PARTS.items())
def test_the_script_is_the_one_that_its_sources_give(name: str, parts: tuple[str, ...]) -> None:
    """A machine that can have the tool has it; a script that nobody made anew is said to be so."""
    if not can_shrink():
        pytest.skip("the tool that shortens scripts is not to be had for this machine")
    assert (HERE / name).read_text("utf-8") == shrink(parts), (
        f"{name} is not what {' + '.join(parts)} give: run `make form` and commit what it writes"
    )
