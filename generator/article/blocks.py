"""A block of an article as HTML. Class names follow assets/lagesbild.css."""

from __future__ import annotations

from generator.article.board import write_board
from generator.article.lines import (
    Ways,
    as_attribute,
    css_string,
    keep_together,
    share_keys,
    words_of,
    write_line,
    write_one,
)
from generator.article.markdown import render_text
from generator.article.values import (
    Block,
    Board,
    Chart,
    Facts,
    Item,
    Listing,
    Number,
    Paragraph,
    Prose,
    Role,
    Row,
    Table,
)
from generator.figures import Cell, Figure

# The style sheet knows as many columns by the names their table gives; each further cell has its own.
HEADED = 12
NUMERIC, MISSING = ' class="lb-num"', ' class="lb-words"'
PROSE = {Role.LEAD: " lb-lead", Role.QUOTE: " lb-quote"}


def write_block(block: Block, level: int, ways: Ways) -> str:
    """Return a block as HTML; `level` is that of a heading in it."""
    match block:
        case Paragraph():
            look = "" if block.role is Role.BODY else f' class="lb-{block.role}"'
            return f"<p{look}>{write_line(block.line, ways)}</p>\n"
        case Prose():
            text = render_text(block.markdown, level, block.part)
            return f'<div class="lb-prose{PROSE.get(block.role, "")}">{text}</div>\n'
        case Facts():
            return write_facts(block, ways)
        case Listing():
            return write_listing(block, ways)
        case Table():
            return write_table(block, ways)
        case Board():
            return write_board(block, ways)
        case Chart():
            return write_chart(block, level, ways)


def write_facts(block: Facts, ways: Ways) -> str:
    """Return pairs as HTML."""
    rows = [
        f"<div><dt>{words_of(name)}</dt><dd>{write_line(value, ways)}</dd></div>\n"
        for name, value in block.rows
    ]
    return f'<dl class="lb-dl">\n{"".join(rows)}</dl>\n'


def write_listing(block: Listing, ways: Ways) -> str:
    """Return a list as HTML."""
    head = f'<p class="lb-actions__title">{words_of(block.head)}</p>' if block.head else ""
    tag, look = "ol" if block.ordered else "ul", "lb-links" if block.quiet else "lb-list"
    items = "".join([write_item(item, ways) for item in block.items])
    return f'{head}<{tag} class="{look}">\n{items}</{tag}>\n'


def write_item(item: Item, ways: Ways) -> str:
    """Return a line of a list, with those below it."""
    about = f' id="{as_attribute(item.id)}"' if item.id else ""
    about += "" if item.number is None else f' value="{item.number}"'
    older = named = ""
    if item.name:
        # What has a name may have had a heading of its own, whose address was copied.
        older = f'<span id="_t_{as_attribute(item.id)}"></span>'
        named = write_name(item.id, item.name, item.line[0].text)
    below = "".join([f'<p class="lb-facts">{write_line(one, ways)}</p>' for one in item.below])
    return f"<li{about}>{older}{write_line(item.line, ways)}{named}{below}</li>\n"


def write_name(anchor: str, name: str, title: str) -> str:
    """Return the way to a record where it stands, and its name: what others write to refer to it."""
    place = as_attribute(anchor)
    return (
        f' <span class="lb-named"><a href="#{place}" aria-label="Länk till: {words_of(title)}"'
        f' aria-describedby="_namn_{place}">¶</a> '
        f'<code class="lb-name" id="_namn_{place}">{words_of(name)}</code></span>'
    )


def write_table(table: Table, ways: Ways) -> str:
    """Return a table as HTML, and the way to its download."""
    caption = words_of(table.caption)
    look = " lb-matrix" if table.matrix else ""
    look += " lb-nums" if table.is_numeric else ""
    # What each column is called, for the style sheet to write in its cells on a phone.
    names = ";".join(
        [
            f"--{place}:'{css_string(keep_together(name))}'"
            for place, name in enumerate(table.columns[1:HEADED], 2)
        ]
    )
    hidden = ' class="lb-sr"' if table.matrix else ""
    note = f' <span class="lb-note">{words_of(table.note)}</span>' if table.note else ""
    heads = "".join(
        [
            f'<th scope="col"{NUMERIC if place in table.numeric else ""}>{words_of(head)}</th>'
            for place, head in enumerate(table.columns)
        ]
    )
    return (
        f'<div class="lb-scroll" tabindex="0" role="region" aria-label="{caption}">\n'
        f'<table class="lb-table lb-table--wide lb-stack{look}" style="{names}">\n'
        f"<caption{hidden}>{caption}{note}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{write_rows(table, ways)}</tbody>\n</table>\n</div>\n"
        f"{write_download(table.file, ways)}"
    )


def write_download(address: str, ways: Ways) -> str:
    """Return the way to a table to take home, if there is one."""
    if not address:
        return ""
    way = as_attribute(ways.to_address(address))
    return f'<p class="lb-note lb-figure__file"><a href="{way}" download>Ladda ner tabellen (CSV)</a></p>'


def write_rows(table: Table, ways: Ways) -> str:
    """Return the rows of a table."""
    width = len(table.columns)
    # What the table itself says of its columns stands in no cell.
    labels = [f' data-label="{words_of(head)}"' for head in table.columns[HEADED:]]
    numeric = () if table.is_numeric else table.numeric
    looks = [NUMERIC if place in numeric else "" for place in range(width)]
    written = []
    for row in table.rows:
        about, head, *cells = begin_row(row, ways)
        if row.group:
            named = f'<th scope="colgroup" colspan="{width}">{head}</th>'
            written.append(f'<tr class="lb-group"{about}>{named}</tr>')
            continue
        about += ' class="lb-total"' if row.total else ""
        written.append(f'<tr{about}><th scope="row">{head}</th>')
        for place, cell in enumerate(cells, 1):
            gap = width - place if place == len(cells) and place + 1 < width else 0
            span = f' colspan="{gap}"' if gap else ""
            label = labels[place - HEADED] if place >= HEADED and row.cells[place] else ""
            written.append(f"<td{span}{label}{looks[place]}>{cell}</td>")
        written.append("</tr>")
    return "".join(written)


def begin_row(row: Row, ways: Ways) -> list[str]:
    """Return what is said about a row, and what its cells hold."""
    about = f' id="{words_of(row.id)}"' if row.id else ""
    keys = share_keys(one for cell in row.cells for one in cell if isinstance(one, Number))
    cells = ["".join([write_one(one, ways, keys) for one in cell]) for cell in row.cells]
    return [f"{about}{keys.of_row()}", *cells]


def write_chart(chart: Chart, level: int, ways: Ways) -> str:
    """Return a figure: what it says, its pictures and its table, which is closed where there are any."""
    figure = chart.figure
    number = f'<span class="lb-no">Figur {chart.number}</span> ' if chart.number else ""
    said = "".join([f"<p>{words_of(sentence)}</p>" for sentence in figure.sentences])
    notes = "".join([f'<p class="lb-note">{words_of(note)}</p>' for note in figure.notes])
    table = f"{write_grid(figure, ways)}\n{write_download(figure.file, ways)}\n"
    if figure.pictures:
        many = " lb-pictures--many" if len(figure.pictures) > 1 else ""
        drawn = "".join(
            [f'<div class="lb-picture">{"".join(drawing)}</div>' for drawing in figure.drawings]
        )
        table = (
            f'<div class="lb-pictures{many}" aria-hidden="true">{drawn}</div>\n'
            f'<details class="lb-figure__table"><summary>Talen i tabell</summary>\n{table}</details>'
        )
    return (
        f'<section class="lb-figure" id="{as_attribute(figure.anchor)}">\n'
        f"<h{level}>{number}{words_of(figure.title)}</h{level}>\n{said}{table}{notes}</section>\n"
    )


def write_grid(figure: Figure, ways: Ways) -> str:
    """Return the table of a figure."""
    grid, title = figure.grid, words_of(figure.title)
    is_numeric = grid.is_numeric
    heads = "".join(
        [
            f'<th scope="col"{"" if grid.holds_words(place) else NUMERIC}>{words_of(column)}</th>'
            for place, column in enumerate(grid.columns)
        ]
    )
    rows = []
    for row in grid.rows:
        cells = "".join([write_cell(cell, is_numeric, ways) for cell in row.cells])
        head = write_way(words_of(row.name), row.target, ways)
        rows.append(f'<tr><th scope="row">{head}</th>{cells}</tr>\n')
    return (
        f'<div class="lb-scroll" tabindex="0" role="region" aria-label="Tabell: {title}">\n'
        f'<table class="lb-table lb-table--sticky{" lb-nums" if is_numeric else ""}">\n'
        f'<caption class="lb-sr">{title}</caption>\n'
        f'<thead><tr><th scope="col">{words_of(grid.corner)}</th>{heads}</tr></thead>\n'
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n"
    )


def write_cell(cell: Cell, is_numeric: bool, ways: Ways) -> str:
    """Return a cell of a figure's table, in which every cell may hold a number."""
    look = MISSING if cell.is_missing else NUMERIC if cell.is_number and not is_numeric else ""
    return f"<td{look}>{write_way(words_of(str(cell.content)), cell.target, ways)}</td>"


def write_way(words: str, target: str, ways: Ways) -> str:
    """Return words with the way to an address, if there is one."""
    return f'<a href="{as_attribute(ways.to_address(target))}">{words}</a>' if target else words
